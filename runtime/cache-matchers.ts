import { type CacheCounts, counterOf } from './cache-counts.ts'
import { OptionError } from './errors.ts'
import { inUse } from './instance.ts'
import { questionOf } from './observe/cached-function.ts'
import { explain } from './observe/explain.ts'

/** What `cacheMatchers` add to `expect(fn)`, where `fn` is a cached function, its id, or the test cache for all functions together. */
export interface CacheMatchers<Result = void> {
  /** Calls were answered with a fresh result: at least one, or exactly `times`. */
  toHaveHit(times?: number): Result
  /** Calls were answered with a stale result. */
  toHaveServedStale(times?: number): Result
  /** Calls had to wait for the body. */
  toHaveMissed(times?: number): Result
  /** The body ran and ended with a result. */
  toHaveFilled(times?: number): Result
  /** The body failed, or its result could not be kept. */
  toHaveFailed(times?: number): Result
  /** A call with these arguments would be answered from the cache now; when it would not, the message says why. Must be awaited. */
  toBeCachedFor(...args: readonly unknown[]): Promise<void>
}

interface Verdict {
  readonly pass: boolean
  readonly message: () => string
}

/**
 * Matchers for `expect.extend`, of Vitest or Jest. In Vitest, `setupFiles: ['use-cache/testing/vitest']` adds them with their types.
 *
 * ```ts
 * using cache = testCache()
 * await getProducts('tea')
 * await getProducts('tea')
 * expect(getProducts).toHaveHit(1)
 * await expect(getProducts).toBeCachedFor('tea')
 * ```
 */
export const cacheMatchers: {
  readonly [Name in Exclude<keyof CacheMatchers, 'toBeCachedFor'>]: (received: unknown, times?: number) => Verdict
} & { readonly toBeCachedFor: (received: unknown, ...args: readonly unknown[]) => Promise<Verdict> } = {
  toHaveHit: (received, times) => compare(received, 'hits', 'hit', times),
  toHaveServedStale: (received, times) => compare(received, 'stale', 'served a stale result', times),
  toHaveMissed: (received, times) => compare(received, 'misses', 'missed', times),
  toHaveFilled: (received, times) => compare(received, 'fills', 'filled', times),
  toHaveFailed: (received, times) => compare(received, 'errors', 'failed', times),
  async toBeCachedFor(received, ...args) {
    const { outcome, text } = await explain(received as (...args: readonly unknown[]) => Promise<unknown>, ...args)
    return { pass: outcome === 'hit' || outcome === 'stale', message: () => text }
  },
}

function compare(received: unknown, name: keyof CacheCounts, verb: string, times: number | undefined): Verdict {
  const { label, counts } = countsFor(received, verb)
  const pass = times === undefined ? counts[name] > 0 : counts[name] === times
  const wanted = times === undefined ? '' : ` ${often(times)}`
  const all = Object.entries(counts).map(([what, number]) => `${number} ${what}`)
  return {
    pass,
    message: () => `${label} should ${pass ? 'not ' : ''}have ${verb}${wanted}. There were ${all.join(', ')}.`,
  }
}

function countsFor(received: unknown, verb: string): { readonly label: string; readonly counts: CacheCounts } {
  const counter = counterOf(inUse.runtime)
  if (counter === undefined) {
    throw new OptionError(
      'invalid-option',
      `Whether a function has ${verb} is counted by a test cache only. Start the test with \`using cache = testCache()\`.`,
    )
  }
  if (isTestCache(received)) return { label: 'The cached functions together', counts: received.counts }
  const id =
    typeof received === 'string'
      ? received
      : questionOf(received as (...args: never[]) => unknown, 'expect').definition.id
  return { label: id, counts: counter.of(id) }
}

function isTestCache(value: unknown): value is { readonly counts: CacheCounts } {
  return typeof value === 'object' && value !== null && 'counts' in value && 'countsOf' in value
}

function often(times: number): string {
  if (times === 0) return 'not at all'
  return times === 1 ? 'once' : `${times} times`
}
