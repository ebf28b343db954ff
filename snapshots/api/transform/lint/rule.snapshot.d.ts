// #region Interfaces
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