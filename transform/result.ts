import type { Diagnostic } from './report/diagnostic.ts'
import type { Range } from './source.ts'
import type { SourceMap } from 'magic-string'

export type { SourceMap } from 'magic-string'

/** What the compiler makes of a module. */
export interface TransformResult {
  readonly code: string
  /** Version 3, with the source's content; null when nothing was changed. */
  readonly map: SourceMap | null
  /** All findings of the module, in source order. */
  readonly diagnostics: readonly Diagnostic[]
  /** The functions that were compiled, in source order; also the exports of a cached module that are functions only once it runs, if they are. */
  readonly functions: readonly CachedFunction[]
  /** Handlers of a route file (or of `options.handlers`) that other modules implement. */
  readonly handlerLinks: readonly HandlerLink[]
}

/** `export { handler as GET } from './impl'`: the directive in `handler` would be one in a handler. */
export interface HandlerLink {
  /** The other module's specifier, as written. */
  readonly source: string
  /** The name under which the other module exports it. */
  readonly imported: string
  readonly method: string
  /** The export in this module. */
  readonly span: Range
}

/** A function that is cached in the output. */
export interface CachedFunction {
  /** `src/repo.ts#Repo.find` */
  readonly id: string
  /** `Repo.find` */
  readonly name: string
  readonly kind: string
  readonly file: string
  readonly line: number
  readonly span: Range
  /** What it reads of the scopes around it, as paths: `['req.url', 'user.id']`. */
  readonly captures: readonly string[]
  /** How many parameters it declares; null where only a run tells. */
  readonly parameters: number | null
}
