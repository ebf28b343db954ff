import type { Runtime } from '../instance.ts'
import type { Settled } from '../key/encode.ts'
import type { Passing } from '../key/passing.ts'
import type { Definition } from './definition.ts'
import type { Filled } from './entry.ts'
import type { Shelf } from './shelf.ts'

/** The original function, called as `body(...captures, ...args)`. */
export type Body<Result> = (...all: never[]) => Promise<Result>

/** How a result was found: fresh, stale, or not at all, so that the body ran. */
export type Outcome = 'hit' | 'stale' | 'miss'

/** Makes an answer of a result, instead of a copy of it. */
export type Deliver<Answer = unknown> = (filled: Filled, outcome: Outcome) => Answer

/** A call that is more than a quiet hit. */
export interface Call {
  readonly definition: Definition
  readonly shelf: Shelf
  readonly runtime: Runtime
  /** What the caller gave: captures first, then arguments. Once the values are the body's own, what of it is handed on. */
  readonly given: readonly unknown[]
  /** The same, or the body's own. */
  readonly values: readonly unknown[]
  readonly captured: number
  readonly body: Body<unknown>
  readonly deliver: Deliver | undefined
  /** When an answer was asked for that had to be waited for; 0 until then. */
  readonly asked: number
  /** What was computed until then is not good enough. */
  readonly since?: number
  /** The key of `values`; then these are the body's own, which nobody else can change. */
  readonly key?: string
  /** What stands for objects in the key, where it was made of the body's own values. */
  readonly settled?: Settled
  /** What the body can only hand back. */
  readonly passing?: Passing | undefined
}
