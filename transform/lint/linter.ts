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
