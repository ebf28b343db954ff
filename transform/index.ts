/**
 * The compiler: source text in, rewritten text, source map and findings out. Pure and synchronous.
 *
 * `read/` (text → facts) → `decide/` (facts → findings and edits) → `write/` (edits → text and map).
 */
import { examine } from './examine.ts'
import type { TransformOptions } from './options.ts'
import type { TransformResult } from './result.ts'
import { write } from './write/write.ts'

export type { ModuleFormat, TransformOptions, ParserName, Versioning, VersionOf } from './options.ts'
export type { CachedFunction, HandlerLink, TransformResult, SourceMap } from './result.ts'
export type { Diagnostic, DiagnosticCode, Fix, Related, Severity } from './report/diagnostic.ts'
export type { Severities } from './report/severities.ts'
export type { Position, Range, Span } from './source.ts'
export { isWorthReading, routeFile, worthReading } from './attempt.ts'

/**
 * Compiles one module.
 *
 * Functions that may not be cached are reported and left untouched; the others are compiled all the same. A module that was
 * compiled before comes back as it was, with `map: null`, and so does one without the directive, which is not even parsed.
 */
export function transform(code: string, options: TransformOptions): TransformResult {
  const { edits, ...said } = examine(code, options)
  return edits.length === 0 ? { code, map: null, ...said } : { ...write(code, edits, options.id), ...said }
}
