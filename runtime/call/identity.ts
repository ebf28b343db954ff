import type { Definition } from './definition.ts'

/** What a cached function is, wherever it is passed: its id and what it captured; and which values it would be called with. */
export interface Identity {
  readonly id: string
  readonly version: string | undefined
  readonly captures: readonly unknown[]
  readonly definition: Definition
  /** The declared arguments. */
  readonly args: readonly unknown[]
  readonly body: unknown
}

const cached = new WeakSet<object>()
let asked = false

/** Remembers that `fn` is a cached function. */
export function markCached(fn: object): void {
  cached.add(fn)
}

export function isCached(value: unknown): boolean {
  return typeof value === 'function' && cached.has(value)
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
