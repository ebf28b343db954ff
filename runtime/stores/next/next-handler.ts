import { createHash } from 'node:crypto'
import { Replica } from '../../outer/replica.ts'
import type { Store } from '../../store.ts'
import { bytesOf, type NextCacheHandler, streamOf } from './cache-handler.ts'

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
  const by = crypto.randomUUID()
  const refresh = async (): Promise<void> => {
    const log = await store.invalidations(replica.order)
    if (!replica.take(log, Date.now()).complete) replica.take(await store.invalidations(0), Date.now())
  }
  return {
    async get(cacheKey, softTags) {
      if (replica.epoch === undefined) await refresh()
      const result = await store.get(keyOf(cacheKey))
      if (result === undefined) return undefined
      const { value, tags, life, age } = result
      const verdict = replica.verdict({ ...result, tags: [...tags, ...softTags] }, Date.now())
      if (verdict === 'expired') return undefined
      return {
        value: streamOf(value),
        tags: [...tags],
        stale: life.stale,
        timestamp: Date.now() - age,
        expire: life.expire,
        // As Next's own handler says it: to be used once more, and made anew.
        revalidate: verdict === 'stale' ? -1 : life.revalidate,
      }
    },
    async set(cacheKey, pendingEntry) {
      // Before the entry is there: what is invalidated while it is made concerns it.
      if (replica.epoch === undefined) await refresh()
      const { epoch = '', order } = replica
      const { value, tags, stale, revalidate, expire, timestamp } = await pendingEntry
      const bytes = await bytesOf(value)
      const life = { stale, revalidate, expire }
      const age = Math.max(0, Date.now() - timestamp)
      await store.set(keyOf(cacheKey), { function: 'next', value: bytes, life, tags, age, epoch, order })
    },
    refreshTags: refresh,
    // `get` checks the implicit tags.
    getExpiration: async () => Infinity,
    async updateTags(tags, durations) {
      const expiresIn = durations?.expire === undefined ? 0 : durations.expire * 1000
      await store.invalidate(
        tags.map((tag) => ({ tag, expiresIn })),
        by,
      )
      await refresh()
    },
  }
}

/** Next's keys hold arguments in clear text, and have any length. */
function keyOf(cacheKey: string): string {
  return createHash('sha256').update(`next ${cacheKey}`).digest('base64url')
}
