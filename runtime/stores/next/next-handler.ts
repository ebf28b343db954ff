import { createHash } from 'node:crypto'
import { Replica } from '../../outer/replica.ts'
import type { Store } from '../../store.ts'
import { bytesOf, type NextCacheEntry, type NextCacheHandler, streamOf } from './cache-handler.ts'

/**
 * A store as a cache handler for Next, which keeps its `'use cache'` results in it:
 *
 * ```js
 * // cache-handler.mjs, named in next.config.js: cacheHandlers: { remote: require.resolve('./cache-handler.mjs') }
 * import { nextHandler } from 'use-cache/next-handler'
 * import { redisStore } from 'use-cache/redis'
 *
 * export default nextHandler(redisStore({ url: process.env.REDIS_URL }))
 * ```
 */
export function nextHandler(store: Store): NextCacheHandler {
  const replica = new Replica()
  const known = knownOrders()
  const by = crypto.randomUUID()
  const setting = new Map<string, Promise<void>>()
  const refresh = oneAtATime(async () => {
    const { epoch } = replica
    const log = await store.invalidations(replica.order)
    if (!replica.take(log, now()).complete) replica.take(await store.invalidations(0), now())
    if (replica.epoch !== epoch) known.forget()
    known.note(replica.order)
  })
  const set = async (key: string, pendingEntry: Promise<NextCacheEntry>): Promise<void> => {
    if (replica.epoch === undefined) await refresh()
    const { value, tags, stale, revalidate, expire, timestamp } = await pendingEntry
    const bytes = await bytesOf(value)
    const life = { stale, revalidate, expire }
    const age = Math.max(0, now() - timestamp)
    // Next sets an entry when its body has ended: what was invalidated since it began concerns it.
    const order = known.at(timestamp)
    const { epoch = '' } = replica
    await store.set(key, { function: 'next', value: bytes, life, tags, age, epoch, order })
  }
  return {
    async get(cacheKey, softTags) {
      const key = keyOf(cacheKey)
      await setting.get(key)?.catch(() => {})
      if (replica.epoch === undefined) await refresh()
      const result = await store.get(key)
      if (result === undefined) return undefined
      const { value, tags, life, age } = result
      const verdict = replica.verdict({ ...result, tags: [...tags, ...softTags] }, now())
      if (verdict === 'expired') return undefined
      return {
        value: streamOf(value),
        tags: [...tags],
        stale: life.stale,
        timestamp: now() - age,
        expire: life.expire,
        // As Next's own handler says it: to be used once more, and made anew.
        revalidate: verdict === 'stale' ? -1 : life.revalidate,
      }
    },
    async set(cacheKey, pendingEntry) {
      const key = keyOf(cacheKey)
      const done = set(key, pendingEntry)
      setting.set(key, done)
      try {
        await done
      } finally {
        if (setting.get(key) === done) setting.delete(key)
      }
    },
    refreshTags: refresh,
    // `get` checks the implicit tags.
    getExpiration: async () => Infinity,
    async updateTags(tags, durations) {
      // Without durations they are gone at once; with some that say nothing of it, they only are stale.
      const expiresIn = durations === undefined ? 0 : (durations.expire ?? Infinity) * 1000
      await store.invalidate(
        tags.map((tag) => ({ tag, expiresIn })),
        by,
      )
      await refresh()
    },
  }
}

/** Who asks while `work` is done waits for the next time, which all share: what happens now, that may have missed. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> | undefined
  let next: Promise<void> | undefined
  const begin = (): Promise<void> => {
    next = undefined
    return (current = work().finally(() => (current = undefined)))
  }
  return () => next ?? (current === undefined ? begin() : (next = current.then(begin, begin)))
}

/** How far the log of invalidations was known at which moment. */
interface KnownOrders {
  /** It is known up to there from now on. */
  note(order: number): void
  /** 0 when that is not remembered: then whatever the log says concerns what began at the moment. */
  at(moment: number): number
  /** The log is another one. */
  forget(): void
}

function knownOrders(): KnownOrders {
  let known: { readonly since: number; readonly order: number }[] = []
  return {
    note(order) {
      if (known.at(-1)?.order === order) return
      known.push({ since: now(), order })
      if (known.length > most) known = known.slice(-most / 2)
    },
    at: (moment) => known.findLast(({ since }) => since <= moment)?.order ?? 0,
    forget: () => void (known = []),
  }
}

/** As many steps of the log are remembered, for bodies that take long. */
const most = 10_000

/** As Next tells the time of entries; `Date.now()` may differ from it. */
function now(): number {
  return performance.timeOrigin + performance.now()
}

/** Next's keys hold arguments in clear text, and have any length. */
function keyOf(cacheKey: string): string {
  return createHash('sha256').update(`next ${cacheKey}`).digest('base64url').replace(/^-/, '.')
}
