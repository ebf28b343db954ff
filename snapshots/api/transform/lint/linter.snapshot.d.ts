// #region Interfaces
export interface LintContext {
    readonly cwd: string;
    readonly filename: string;
    readonly settings: object;
    readonly sourceCode: object;
    report(_: LintReport): void;
}
export interface LintFix {
    range: [start: number, end: number];
    text: string;
}
export interface LintFixer {
    replaceTextRange(_: [start: number, end: number], _: string): LintFix;
}
export interface LintReport {
    readonly message: string;
    readonly loc: {
        readonly start: LintPosition;
        readonly end: LintPosition;
    };
    readonly fix?: (_: LintFixer) => LintFix[];
}
// #endregion

// #region Referenced (internal)
interface LintPosition {
    readonly line: number;
    readonly column: number;
}
// #endregion