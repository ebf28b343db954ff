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
export interface LintRule {
    readonly meta: {
        readonly type: 'problem';
        readonly docs: {
            readonly description: string;
            readonly recommended: true;
        };
        readonly fixable: 'code';
        readonly schema: [];
    };
    create(_: LintContext): {
        Program?(): void;
    };
}
// #endregion

// #region Functions
export declare function ruleOf(_: DiagnosticCode): LintRule;
// #endregion

// #region Referenced (internal)
interface LintPosition {
    readonly line: number;
    readonly column: number;
}
// #endregion