import type { Definition } from '../call/definition.ts'

/** What a cached function is, wherever it is passed: its id and what it captured; and which values it would be called with. */
export interface Identity {
  readonly id: string
  readonly version: string | undefined
  readonly captures: readonly unknown[]
  readonly definition: Definition
  /** The declared arguments. */
  readonly args: readonly unknown[]
  readonly body: unknown
  /** Calls it as if it had captured these. Undefined: only the function itself knows how it is called. */
  readonly callWith?: (captures: readonly unknown[], args: readonly unknown[]) => Promise<unknown>
}

const cached = new WeakSet<object>()
const bound = new WeakSet<object>()
let asked = false

/** Remembers that `fn` is a cached function. */
export function markCached(fn: object): void {
  cached.add(fn)
}

export function isCached(value: unknown): boolean {
  return typeof value === 'function' && cached.has(value)
}

/** It has captured what `bind` gave it, and nothing changes that. */
export function isBound(fn: object): boolean {
  return bound.has(fn)
}

/** A cached function that goes on with these captures, whatever becomes of the variables. */
export function bind(
  fn: { readonly name: string; readonly length: number },
  identity: Identity,
  captures: readonly unknown[],
): object {
  const own = (...given: readonly unknown[]): unknown => {
    const isAsked = isQuestion()
    const { args } = identify(fn, given)!
    return isAsked ? answer({ ...identity, captures, args }) : identity.callWith!(captures, args)
  }
  const { name, length } = fn
  Object.defineProperties(own, {
    name: { value: name, configurable: true },
    length: { value: length, configurable: true },
  })
  bound.add(own)
  markCached(own)
  return own
}

/** Asks a cached function who it is: it is called (with `args`), and `run` answers instead of running. Undefined when it answers something else. */
export function identify(fn: unknown, args: readonly unknown[] = []): Identity | undefined {
  asked = true
  try {
    const answer: unknown = (fn as (...args: readonly unknown[]) => unknown)(...args)
    return answers.has(answer as object) ? (answer as Identity) : undefined
  } finally {
    asked = false
  }
}

/** True, once, when the call now being made is the question of `identify`. */
export function isQuestion(): boolean {
  if (!asked) return false
  asked = false
  return true
}

/** The answer to the question. */
export function answer(identity: Identity): Identity {
  answers.add(identity)
  return identity
}

const answers = new WeakSet<object>()
