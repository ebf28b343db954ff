import { catalogue } from '../report/catalogue.ts'
import type { Diagnostic, DiagnosticCode, Fix } from '../report/diagnostic.ts'
import { findingsOf } from './analysis.ts'
import type { LintContext, LintFix, LintFixer, LintReport } from './linter.ts'

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
