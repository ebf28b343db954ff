import type { Life } from '../time/profiles.ts'

/** What every event about a call says. Texts are made when they are read, so read them in the listener. */
export interface CallEvent {
  /** The id of the cached function: `src/products.ts#getProducts`. */
  readonly function: string
  /** `default`, `remote`, `private`, or a kind of your own. */
  readonly kind: string
  /** The arguments as a person would write them, shortened, without what `configure({ redact })` hides: `['"tea"', '{ page: 2 }']`. */
  readonly arguments: readonly string[]
  /** What the function captured, in the same way. */
  readonly captures: readonly string[]
}

/** What happens in the cache, by the name of the event. Times are milliseconds, sizes bytes. */
export interface CacheEvents {
  /** Answered with what is kept. `store`: where it was found. */
  readonly hit: CallEvent & {
    readonly type: 'hit'
    readonly age: number
    readonly bytes: number
    readonly store: string
  }
  /**
   * Answered with what is kept though it is not fresh. `reason`: it is `old`, and computed anew behind the answer; computing it anew ended in an `error`; or it is `slow`, past its soft
   * deadline, and goes on behind the answer.
   */
  readonly stale: CallEvent & {
    readonly type: 'stale'
    readonly reason: 'old' | 'error' | 'slow'
    readonly age: number
    readonly bytes: number
    readonly store: string
  }
  /** The call has to wait for the body. `unchecked`: its store does not answer, so whether it was invalidated elsewhere is not known. */
  readonly miss: CallEvent & { readonly type: 'miss'; readonly reason: 'absent' | 'stale' | 'expired' | 'unchecked' }
  /** The body has run; `kept` is false when its life or its size forbids to keep the result. `background`: nobody waited for it. */
  readonly fill: CallEvent & {
    readonly type: 'fill'
    readonly duration: number
    readonly bytes: number
    readonly life: Life
    readonly tags: readonly string[]
    readonly kept: boolean
    readonly background: boolean
  }
  /** The body failed, or its result cannot be kept. `background`: nobody waited for it. */
  readonly error: CallEvent & {
    readonly type: 'error'
    readonly error: unknown
    readonly duration: number
    readonly background: boolean
  }
  /** Removed to make room. */
  readonly evict: CallEvent & {
    readonly type: 'evict'
    readonly age: number
    readonly bytes: number
    readonly store: string
  }
  /** The call goes past the cache: its request is in draft mode, or it is of a private function and there is no request to keep its result. */
  readonly bypass: CallEvent & { readonly type: 'bypass'; readonly reason: 'draft' | 'no-request' }
  /** `expire`: seconds until what is stale now is gone; 0 when it is gone at once, `Infinity` when never. */
  readonly invalidate: { readonly type: 'invalidate'; readonly tag: string; readonly expire: number }
  /** A store did not do what it was asked to; the call went on without it. */
  readonly 'store-error': {
    readonly type: 'store-error'
    readonly store: string
    readonly operation: string
    readonly error: unknown
    /** The function that it was about, if it was about one. */
    readonly function?: string | undefined
  }
}

/** The name of an event. */
export type CacheEventType = keyof CacheEvents

/** Any event. */
export type CacheEvent = CacheEvents[CacheEventType]
