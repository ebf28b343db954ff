/** What an error of the runtime is about; stable, so that programs may decide by it. */
export type ErrorCode =
  | 'uncacheable-argument'
  | 'uncacheable-capture'
  | 'uncacheable-result'
  | 'key-too-large'
  | 'deadlock'
  | 'deadline'
  | 'private-inside-shared'
  | 'outside-cached-function'
  | 'inside-cached-function'
  | 'request-api-inside'
  | 'no-client-router'
  | 'after-completion'
  | 'invalid-life'
  | 'unknown-profile'
  | 'invalid-tag'
  | 'unknown-option'
  | 'invalid-option'
  | 'late-option'
  | 'contradictory-option'
  | 'unencodable'
  | 'corrupt-bytes'
  | 'other-codec'
  | 'store-failed'
  | 'store-unusable'
  | 'store-timeout'
  | 'store-corrupt'
  | 'invalidation-lost'
  | 'unknown-type'

/** Every error that the runtime itself throws. Errors of cached functions pass through as they are. */
export class UseCacheError extends Error {
  override readonly name: string = 'UseCacheError'
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** An argument, a captured variable or a result that cannot be kept, with the place inside it. */
export class ValueError extends UseCacheError {
  override readonly name: string = 'ValueError'
  /** The id of the cached function: `src/products.ts#getProducts`. */
  readonly function: string
  /** Where inside the argument, capture or result: `.user.session`, `[3].price`; empty for the whole of it. */
  readonly path: string

  constructor(code: ErrorCode, place: { function: string; path: string }, message: string, options?: ErrorOptions) {
    super(code, `${place.function}: ${message}`, options)
    this.function = place.function
    this.path = place.path
  }
}

/** A call that cannot be made from where it was made: `cacheLife` outside a cached function, `updateTag` inside one, … */
export class PlaceError extends UseCacheError {
  override readonly name: string = 'PlaceError'
}

/** A lifetime, a duration or the name of a profile that means nothing. */
export class LifeError extends UseCacheError {
  override readonly name: string = 'LifeError'
}

/** A tag that cannot be one. */
export class TagError extends UseCacheError {
  override readonly name: string = 'TagError'
}

/** A cached function, or a promise among its arguments, took longer than the hard deadline. */
export class DeadlineError extends UseCacheError {
  override readonly name: string = 'DeadlineError'
  /** The id of the cached function: `src/products.ts#getProducts`. */
  readonly function: string
  /** As a person would write them, shortened and redacted. */
  readonly arguments: readonly string[]
  /** Milliseconds. */
  readonly waited: number
  /** What it was waiting for: the ids of cached functions, or arguments that are promises. Empty when that is not known. */
  readonly awaited: readonly string[]

  constructor(details: Pick<DeadlineError, 'function' | 'arguments' | 'waited' | 'awaited'>, message: string) {
    super('deadline', message)
    this.function = details.function
    this.arguments = details.arguments
    this.waited = details.waited
    this.awaited = details.awaited
  }
}

/** An option that does not exist, or a value that it cannot have. */
export class OptionError extends UseCacheError {
  override readonly name: string = 'OptionError'
}

/** A value that cannot be written as bytes, or bytes that cannot be read as a value. */
export class CodecError extends UseCacheError {
  override readonly name: string = 'CodecError'
}

/** A store that failed, did not answer in time, or lost an invalidation. Calls never see one; `updateTag` and its kin do. */
export class StoreError extends UseCacheError {
  override readonly name: string = 'StoreError'
}
