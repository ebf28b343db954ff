import { catalogue } from '../report/catalogue.ts'
import type { Diagnostic, DiagnosticCode, Fix } from '../report/diagnostic.ts'
import { findingsOf } from './analysis.ts'

/** A rule, in as many words as ESLint and oxlint both understand. */
export interface LintRule {
  readonly meta: {
    readonly type: 'problem'
    readonly docs: { readonly description: string; readonly recommended: true }
    readonly fixable: 'code'
    readonly schema: []
  }
  create(context: LintContext): { Program?(): void }
}

/** What a rule asks of the linter. */
export interface LintContext {
  readonly cwd: string
  readonly filename: string
  readonly settings: object
  /** Has a `text`, unless the file is binary. */
  readonly sourceCode: object
  report(report: LintReport): void
}

/** A finding in the linter's words. Lines count from 1, columns (UTF-16 units) from 0. */
export interface LintReport {
  readonly message: string
  readonly loc: { readonly start: LintPosition; readonly end: LintPosition }
  readonly fix?: (fixer: LintFixer) => LintFix[]
}

interface LintPosition {
  readonly line: number
  readonly column: number
}

/** What a linter offers a fix, as far as the rules use it. */
export interface LintFixer {
  replaceTextRange(range: [start: number, end: number], text: string): LintFix
}

/** A replacement in the text of the file that is linted; offsets count UTF-16 units. */
export interface LintFix {
  range: [start: number, end: number]
  text: string
}

/** The rule that reports the findings of one code. */
export function ruleOf(code: DiagnosticCode): LintRule {
  return {
    meta: {
      type: 'problem',
      docs: { description: catalogue[code].title, recommended: true },
      // Whether there is a fix depends on the finding, not on its code.
      fixable: 'code',
      schema: [],
    },
    create(context) {
      const findings = findingsOf(context).filter((finding) => finding.code === code)
      if (findings.length === 0) return {}
      return {
        Program() {
          for (const finding of findings) context.report(reportOf(finding))
        },
      }
    },
  }
}

function reportOf({ message, help, span: { start, end }, fix }: Diagnostic): LintReport {
  return { message: `${message} ${help}`, loc: { start, end }, ...(fix ? { fix: applying(fix) } : {}) }
}

function applying({ edits }: Fix): (fixer: LintFixer) => LintFix[] {
  return (fixer) => edits.map(({ start, end, text }) => fixer.replaceTextRange([start, end], text))
}
