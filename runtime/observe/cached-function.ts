import type { Definition } from '../call/definition.ts'
import type { Settled } from '../key/encode.ts'
import { identify, isCached } from '../key/identity.ts'
import { OptionError } from '../errors.ts'
import { inUse, type Runtime } from '../instance.ts'

/** A call that is asked about, not made. */
export interface Question {
  readonly runtime: Runtime
  readonly definition: Definition
  /** Captures first, then the declared arguments. */
  readonly values: readonly unknown[]
  readonly captured: number
  readonly body: unknown
}

/** One with its key, and what stands in that for its objects where something had to be awaited. */
export interface KeyedQuestion extends Question {
  readonly key: string
  readonly settled?: Settled
}

/** The call of a cached function with these arguments. Throws an `OptionError` that names `caller` when the function is not cached. */
export function questionOf(fn: (...args: never[]) => unknown, caller: string, args: readonly unknown[] = []): Question {
  const identity = isCached(fn) ? identify(fn, args) : undefined
  if (identity === undefined) {
    throw new OptionError(
      'invalid-option',
      `${caller}(${nameOf(fn)}): this is no cached function. Either it has no 'use cache' directive, or its file was not compiled.`,
    )
  }
  const { definition, captures, body } = identity
  const { runtime } = inUse
  return { runtime, definition, values: [...captures, ...identity.args], captured: captures.length, body }
}

function nameOf(fn: unknown): string {
  return typeof fn === 'function' ? fn.name || '(anonymous)' : typeof fn
}
