// #region Interfaces
export interface Diagnostic {
    readonly code: DiagnosticCode;
    readonly severity: Severity;
    readonly message: string;
    readonly help: string;
    readonly file: string;
    readonly span: Range;
    readonly related?: readonly Related[];
    readonly fix?: Fix;
}
export interface Fix {
    readonly title: string;
    readonly edits: readonly {
        readonly start: number;
        readonly end: number;
        readonly text: string;
    }[];
}
export interface Related {
    readonly message: string;
    readonly file: string;
    readonly span: Range;
}
// #endregion

// #region Types
export type DiagnosticCode = 'handler-directive' | 'not-async' | 'generator' | 'instance-method' | 'uses-this' | 'uses-arguments' | 'uses-super' | 'uses-new-target' | 'uses-eval' | 'assigns-capture' | 'captures-function' | 'captures-class' | 'directive-typo' | 'unknown-kind' | 'misplaced-directive' | 'conflicting-directives' | 'invalid-file-export' | 'request-api-inside' | 'cache-api-outside' | 'revalidate-inside' | 'unknown-profile' | 'route-invalid-export' | 'route-invalid-config' | 'segment-config-conflict' | 'uncompiled' | 'route-page-conflict' | 'route-duplicate' | 'route-invalid-path' | 'syntax-error';
export type Severity = 'error' | 'warning';
// #endregion