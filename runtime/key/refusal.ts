import { UseCacheError } from '../errors.ts'
import { nameOf } from './kind.ts'

/** Why a value can be no part of a key or of a result, and where inside it. Thrown on the way down, given its path on the way up; never seen by users. */
export class Refusal extends Error {
  /** `.user.session`, `[3]`; empty for the value itself. */
  path = ''
  /** Which of the values given to the key or the copier it is in. */
  position = 0
  readonly code: 'kind' | 'too-large' | 'unreadable' | 'depth'
  /** What stands there: `class Session`, `a function`. */
  readonly what: string
  readonly remedy: string

  constructor(code: Refusal['code'], what: string, remedy: string, options?: ErrorOptions) {
    super(what, options)
    this.code = code
    this.what = what
    this.remedy = remedy
  }
}

/** Objects nested deeper than this are refused, wherever the call stands on the stack. */
export const deepest = 1000

export function tooDeep(): Refusal {
  return new Refusal('depth', `nested more than ${deepest} levels deep`, 'Pass an id, or a flatter value.')
}

/** An argument or a captured variable, or something in it. */
export function foreignInput(value: unknown): Refusal {
  return new Refusal(
    'kind',
    nameOf(value),
    'Pass the data that the function needs (an id, a string, a plain object) instead.',
  )
}

/** A query, or something else that begins when it is awaited. */
export function lazyInput(value: unknown): Refusal {
  const what = `${nameOf(value)}, which is awaited like a promise,`
  return new Refusal('kind', what, 'Await it and pass what comes of it.')
}

/** An instance of a registered class can not be made of what was kept of it. */
export class Undecodable extends Refusal {
  constructor(type: string, cause: unknown) {
    super(
      'unreadable',
      `\`decode\` of ${type} threw an error (see \`cause\`)`,
      'It has to make an instance of all that `encode` returns.',
      { cause },
    )
  }
}

/** What is thrown on the way down, but is to reach the caller as it is: its `cause`. */
export class AsThrown extends Error {}

/** Why a value could not be looked at. What is no refusal was thrown by the value itself: a getter, a proxy, a method, a buffer that is gone. */
export function refusalOf(error: unknown): Refusal | UseCacheError | AsThrown {
  if (error instanceof Refusal || error instanceof UseCacheError || error instanceof AsThrown) return error
  const remedy = 'Pass plain data, without getters that can fail.'
  return new Refusal('unreadable', 'reading it threw an error (see `cause`)', remedy, { cause: error })
}

/** The same, one step further out. */
export function within(error: unknown, step: string): Error {
  const refusal = refusalOf(error)
  if (refusal instanceof Refusal && refusal.path.length < 500) refusal.path = step + refusal.path
  return refusal
}

export function property(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`
}
