import type { SourceMap } from 'magic-string'
import type { Diagnostic } from './report/diagnostic.ts'
import type { Range } from './source.ts'

export type { SourceMap } from 'magic-string'

export interface TransformResult {
  readonly code: string
  /** Version 3, with the source's content; null when nothing was changed. */
  readonly map: SourceMap | null
  /** All findings of the module, in source order. */
  readonly diagnostics: readonly Diagnostic[]
  /** The functions that were compiled, in source order. */
  readonly functions: readonly CachedFunction[]
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
  /** How many parameters it declares. */
  readonly parameters: number
}
