// #region Functions
export declare function transform(_: string, _: TransformOptions): TransformResult;
// #endregion

// #region Re-exports
export type { CachedFunction, HandlerLink, TransformResult, SourceMap } from './result.ts';
export type { Diagnostic, DiagnosticCode, Fix, Related, Severity } from './report/diagnostic.ts';
export { isWorthReading, routeFile, worthReading } from './attempt.ts';
export type { ModuleFormat, TransformOptions, ParserName, Versioning, VersionOf } from './options.ts';
export type { Position, Range, Span } from './source.ts';
export type { Severities } from './report/severities.ts';
// #endregion