/**
 * The compiler: source text in, rewritten text, source map and findings out. Pure and synchronous.
 *
 * `read/` (text → facts) → `decide/` (facts → findings and edits) → `write/` (edits → text and map).
 */
import { isWorthReading } from './attempt.ts'
import { decide } from './decide/decide.ts'
import { abiSpecifier } from './decide/plan.ts'
import { read } from './read/read.ts'
import { present } from './report/present.ts'
import { resolveOptions, type TransformOptions } from './options.ts'
import { sourceText } from './source.ts'
import type { TransformResult } from './result.ts'
import { write } from './write/write.ts'

export type { TransformOptions, ParserName } from './options.ts'
export type { CachedFunction, HandlerLink, TransformResult, SourceMap } from './result.ts'
export type { Diagnostic, DiagnosticCode, Fix, Related, Severity } from './report/diagnostic.ts'
export type { Position, Range, Span } from './source.ts'
export { isWorthReading, routeFile, worthReading } from './attempt.ts'

/**
 * Compiles one module.
 *
 * Functions that may not be cached are reported and left untouched; the others are compiled all the same. A module without the
 * directive, or one that was compiled before, comes back as it was, without being parsed, and with `map: null`.
 */
export function transform(code: string, options: TransformOptions): TransformResult {
  if (isCompiled(code) || (!isWorthReading(code, options.id) && !options.handlers?.length)) return { code, map: null, diagnostics: [], functions: [], handlerLinks: [] }
  const resolved = resolveOptions(options)
  const source = sourceText(code)
  const reading = read(code, resolved)
  if ('error' in reading) return { code, map: null, diagnostics: [present(reading.error, source, resolved.id)], functions: [], handlerLinks: [] }

  const decision = decide(reading.facts, code, resolved)
  const findings = {
    diagnostics: decision.findings.map((finding) => present(finding, source, resolved.id)),
    functions: decision.functions.map(({ span, ...rest }) => ({ ...rest, file: resolved.id, line: source.position(span.start).line, span: source.range(span) })),
    handlerLinks: decision.links.map((link) => ({ ...link, span: source.range(link.span) })),
  }
  if (decision.edits.length === 0) return { code, map: null, ...findings }
  return { ...write(code, decision.edits, resolved.id), ...findings }
}

/** A module that loads the runtime as compiled code does has been compiled before. */
function isCompiled(code: string): boolean {
  return code.includes(` from "${abiSpecifier}"`) || code.includes(`require("${abiSpecifier}")`)
}
