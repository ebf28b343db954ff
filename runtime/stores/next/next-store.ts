import type { Store } from '../../store.ts'
import { readFrame, writeFrame } from '../frame.ts'
import { bytesOf, type NextCacheEntry, type NextCacheHandler, streamOf } from './cache-handler.ts'

/** As handlers are written: some say `null` for what they do not have. */
interface PublishedHandler extends Omit<NextCacheHandler, 'get'> {
  get(cacheKey: string, softTags: string[]): Promise<NextCacheEntry | null | undefined>
}

/** Carried by every entry, so that all of them can be invalidated. */
const everything = 'use-cache:everything'

/**
 * Any cache handler written for Next's `cacheHandlers` as a store. The handler itself knows what was invalidated and cannot say it, so memory in front of it is never used: each call asks it.
 *
 * ```ts
 * export default defineConfig({ stores: { remote: nextStore(handler) } })
 * ```
 */
export function nextStore(handler: PublishedHandler, name = 'next'): Store {
  const writeTo = async (key: string, frame: Uint8Array, about: { age: number; expire: number }): Promise<void> => {
    const { age, expire } = about
    const timestamp = Date.now() - age
    const entry = { value: streamOf(frame), tags: [everything], stale: 0, timestamp, expire, revalidate: expire }
    await handler.set(key, Promise.resolve(entry))
  }
  return {
    name,
    trust: 0,
    asksAlways: true,
    async get(key) {
      const entry = await handler.get(key, [])
      if (entry == null) return undefined
      const result = readFrame(await bytesOf(entry.value), Date.now())
      if (result === undefined || entry.revalidate >= 0) return result
      // To be used once more, and made anew.
      return { ...result, age: Math.max(result.age, result.life.revalidate * 1000 + 1) }
    },
    async set(key, result) {
      const { life, tags, age } = result
      const entry = {
        value: streamOf(writeFrame(result, Date.now())),
        tags: [...tags, everything],
        timestamp: Date.now() - age,
        ...life,
      }
      await handler.set(key, Promise.resolve(entry))
    },
    // Handlers forget by themselves alone; one that holds nothing is a miss.
    delete: (key) => writeTo(key, new Uint8Array(), { age: 0, expire: 60 }),
    async invalidate(invalidations) {
      for (const { tag = everything, expiresIn } of invalidations) {
        const durations = expiresIn === 0 ? undefined : { expire: Math.min(expiresIn / 1000, 4_294_967_294) }
        await handler.updateTags([tag], durations)
      }
    },
    async invalidations() {
      await handler.refreshTags()
      return { epoch: 'next', order: 0, floor: 0, records: [] }
    },
    list: () => [],
    stats: () => ({ entries: 0, bytes: 0, tags: 0 }),
    prune: () => 0,
    clear: () => handler.updateTags([everything]),
    close() {},
  }
}
