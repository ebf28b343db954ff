import type { Life } from '../time/profiles.ts'
import type { Difference } from './difference.ts'

/** What a call would be: answered with a fresh or a stale result, made to wait for the body, led past the cache, or refused. */
export type ExplainedOutcome = 'hit' | 'stale' | 'miss' | 'bypass' | 'error'

/** What `explain` found out. Times are milliseconds. */
export type Explanation = ExplainedCall & Reason

interface ExplainedCall {
  readonly outcome: ExplainedOutcome
  /** The id of the cached function. */
  readonly function: string
  /** The arguments, shortened and redacted. */
  readonly arguments: readonly string[]
  /** All of it in a sentence or two. */
  readonly text: string
}

/** A result that is kept. */
export interface KeptResult {
  readonly age: number
  readonly bytes: number
  readonly life: Life
  readonly tags: readonly string[]
}

/** Why; by `reason`. */
export type Reason =
  /** What is kept holds. */
  | { readonly reason: 'fresh'; readonly kept: KeptResult }
  /** The store outside of this process has it. */
  | { readonly reason: 'in-store'; readonly kept: KeptResult; readonly store: string }
  /** Not in memory, and the store that may have it does not answer. */
  | { readonly reason: 'store-down'; readonly store: string }
  /** What is kept is older than its `revalidate`, and is computed anew: behind the answer, or before it where the result is private. */
  | { readonly reason: 'stale'; readonly kept: KeptResult }
  /** Older than its `expire`. */
  | { readonly reason: 'expired'; readonly kept: KeptResult }
  /** A tag of what is kept was invalidated, `since` milliseconds ago, for everybody or by the request that asks; without `tag`, everything was, or what the request is answered with. */
  | { readonly reason: 'tag-stale'; readonly kept: KeptResult; readonly tag: string; readonly since: number }
  | {
      readonly reason: 'tag-expired'
      readonly kept: KeptResult
      readonly tag: string | undefined
      readonly since: number | undefined
    }
  /** Stale, and the cached function that calls must not be made of what is stale. */
  | { readonly reason: 'stale-inside-cached'; readonly kept: KeptResult; readonly caller: string }
  /** The body is running; the call waits for it. */
  | { readonly reason: 'running'; readonly since: number }
  /** Removed to make room. */
  | { readonly reason: 'evicted'; readonly since: number }
  /** Its result was not kept; `why` says what forbade it. */
  | { readonly reason: 'not-kept'; readonly since: number; readonly why: string }
  /** The body failed last time; `error`: in words. */
  | { readonly reason: 'failed'; readonly since: number; readonly error: string }
  /** Results are kept for other arguments only. `differences`: in what the nearest ones differ. */
  | { readonly reason: 'other-arguments'; readonly entries: number; readonly differences: readonly Difference[] }
  /** Results were kept for another version of the function. */
  | { readonly reason: 'code-changed'; readonly before: string | undefined; readonly now: string | undefined }
  /** No result was ever kept in this process, or none that is remembered. */
  | { readonly reason: 'never-filled' }
  /** Private, and there is no request to keep the result. */
  | { readonly reason: 'no-request' }
  | { readonly reason: 'draft' }
  /** An argument or a captured variable can be no part of a key; `error` says which and why. */
  | { readonly reason: 'uncacheable'; readonly error: unknown }

/** A reason, and what comes of it. */
export type Found = Reason & { readonly outcome: ExplainedOutcome }
