// #region Interfaces
export interface LintConfig {
    readonly name: string;
    readonly plugins: Record<string, LintPlugin>;
    readonly rules: Record<`use-cache/${DiagnosticCode}`, 'error' | 'warn'>;
}
export interface LintPlugin {
    readonly meta: {
        readonly name: string;
        readonly namespace: string;
        readonly version: string;
    };
    readonly rules: Record<DiagnosticCode, LintRule>;
    readonly configs: {
        readonly recommended: LintConfig;
    };
}
// #endregion

// #region Variables
export declare const plugin: LintPlugin;
// #endregion