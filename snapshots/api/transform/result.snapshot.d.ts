// #region Interfaces
export interface CachedFunction {
    readonly id: string;
    readonly name: string;
    readonly kind: string;
    readonly file: string;
    readonly line: number;
    readonly span: Range;
    readonly captures: readonly string[];
    readonly parameters: number | null;
}
export interface HandlerLink {
    readonly source: string;
    readonly imported: string;
    readonly method: string;
    readonly span: Range;
}
export interface TransformResult {
    readonly code: string;
    readonly map: SourceMap | null;
    readonly diagnostics: readonly Diagnostic[];
    readonly functions: readonly CachedFunction[];
    readonly handlerLinks: readonly HandlerLink[];
}
// #endregion

// #region Re-exports
export type { SourceMap } from 'magic-string';
// #endregion