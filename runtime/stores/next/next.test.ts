import { expect, onTestFinished, test } from 'vitest'
import { cached } from '../../fixture-cached.ts'
import { cacheTag, revalidateTag, updateTag } from '../../index.ts'
import { createRuntime, replace } from '../../instance.ts'
import type { InvalidationLog } from '../../store.ts'
import { mapData, mapStore } from '../fixture-map-store.ts'
import { bytesOf, type NextCacheEntry, type NextCacheHandler, streamOf } from './cache-handler.ts'
import { nextHandler, nextStore } from './index.ts'

const text = (value: string): ReadableStream<Uint8Array> => streamOf(new TextEncoder().encode(value))
const read = async (entry: NextCacheEntry | undefined): Promise<string | undefined> =>
  entry && new TextDecoder().decode(await bytesOf(entry.value))

/** As Next tells the time. */
const now = (): number => performance.timeOrigin + performance.now()

function entry(value: string, tags: string[] = []): Promise<NextCacheEntry> {
  return Promise.resolve({ value: text(value), tags, stale: 300, timestamp: now(), expire: 3600, revalidate: 60 })
}

test('a store is a cache handler: entries, tags and implicit tags, in several processes', async () => {
  const data = mapData()
  const [a, b] = [nextHandler(mapStore(data)), nextHandler(mapStore(data))]
  await a.set('["id",[1]]', entry('one', ['products']))
  expect(await b.get('["id",[1]]', [])).toMatchObject({ tags: ['products'], stale: 300, expire: 3600, revalidate: 60 })
  expect(await read(await b.get('["id",[1]]', []))).toBe('one')
  expect(await b.get('["id",[2]]', [])).toBeUndefined()

  await a.updateTags(['products'], { expire: 60 })
  await b.refreshTags()
  expect(await b.get('["id",[1]]', [])).toMatchObject({ revalidate: -1 })
  await a.updateTags(['products'])
  await b.refreshTags()
  expect(await b.get('["id",[1]]', [])).toBeUndefined()

  await b.set('["id",[3]]', entry('three'))
  expect(await read(await a.get('["id",[3]]', ['_N_T_/blog']))).toBe('three')
  await b.updateTags(['_N_T_/blog'])
  expect(await b.get('["id",[3]]', ['_N_T_/blog'])).toBeUndefined()
  expect(await b.getExpiration(['_N_T_/blog'])).toBe(Infinity)
})

test('what is invalidated after the body of an entry has begun concerns it, although Next sets the entry when the body has ended', async () => {
  const data = mapData()
  const [handler, other] = [nextHandler(mapStore(data)), nextHandler(mapStore(data))]
  await handler.refreshTags()
  const old = await entry('old', ['late'])
  await other.updateTags(['late'])
  await handler.refreshTags()
  await handler.set('key', Promise.resolve(old))
  expect(await handler.get('key', [])).toBeUndefined()
  await handler.set('key', entry('new', ['late']))
  expect(await read(await handler.get('key', []))).toBe('new')
})

test('reads of the log follow each other, and who asks during one is told what it may have missed', async () => {
  const data = mapData()
  const other = nextHandler(mapStore(data))
  const store = mapStore(data)
  let reading = 0
  let most = 0
  const invalidations = async (after: number): Promise<InvalidationLog> => {
    most = Math.max(most, ++reading)
    const log = await store.invalidations(after)
    await new Promise(setImmediate)
    reading--
    return log
  }
  const handler = nextHandler({ ...store, invalidations })
  await handler.set('key', entry('old', ['t']))
  const first = handler.refreshTags()
  await new Promise((resolve) => queueMicrotask(() => resolve(undefined)))
  await other.updateTags(['t'])
  await Promise.all([handler.refreshTags(), handler.refreshTags(), first])
  expect(await handler.get('key', [])).toBeUndefined()
  expect(most).toBe(1)
})

test('who asks for an entry that is being set waits for it; one that cannot be set is a miss', async () => {
  const handler = nextHandler(mapStore())
  const { promise, resolve } = Promise.withResolvers<NextCacheEntry>()
  const set = handler.set('key', promise)
  const got = handler.get('key', [])
  resolve(await entry('new'))
  expect(await read(await got)).toBe('new')
  await set
  const failing = expect(handler.set('other', Promise.reject(new Error('no body')))).rejects.toThrow('no body')
  expect(await handler.get('other', [])).toBeUndefined()
  await failing
})

test('tags whose durations do not say when they expire are stale, not gone', async () => {
  const handler = nextHandler(mapStore())
  await handler.set('key', entry('one', ['products']))
  await handler.updateTags(['products'], {})
  expect(await handler.get('key', [])).toMatchObject({ revalidate: -1 })
})

/** As small as a handler can be, written by the interface alone. */
function plainHandler(): NextCacheHandler {
  const entries = new Map<string, { bytes: Uint8Array; entry: NextCacheEntry }>()
  const expired = new Map<string, number>()
  const stale = new Map<string, number>()
  return {
    async get(key) {
      const found = entries.get(key)
      const isAfter = (marks: Map<string, number>): boolean =>
        found!.entry.tags.some((tag) => (marks.get(tag) ?? 0) >= found!.entry.timestamp)
      if (found === undefined || isAfter(expired)) return undefined
      const { revalidate } = found.entry
      return { ...found.entry, value: streamOf(found.bytes), revalidate: isAfter(stale) ? -1 : revalidate }
    },
    async set(key, pending) {
      const made = await pending
      entries.set(key, { bytes: await bytesOf(made.value), entry: made })
    },
    async refreshTags() {},
    getExpiration: async () => 0,
    async updateTags(tags, durations) {
      for (const tag of tags) (durations === undefined ? expired : stale).set(tag, Date.now())
    },
  }
}

test('a cache handler is a store: each process sees what the handler knows', async () => {
  const handler = plainHandler()
  const [a, b] = [1, 2].map(() => createRuntime({ stores: { default: nextStore(handler) } })) as [never, never]
  const before = replace(a)
  onTestFinished(() => void replace(before))
  let runs = 0
  const count = cached('src/next.ts#count', async () => {
    cacheTag('numbers')
    return { run: ++runs }
  })
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))
  const settle = async (runtime: ReturnType<typeof createRuntime>): Promise<void> => runtime.outer.settled()
  expect(await count()).toEqual({ run: 1 })
  await settle(a)
  replace(b)
  expect(await count()).toEqual({ run: 1 })
  await pause()
  await updateTag('numbers')
  // Such handlers compare milliseconds: what begins in the one of an invalidation counts as older.
  await pause()
  replace(a)
  expect(await count()).toEqual({ run: 2 })
  await settle(a)
  await pause()
  await revalidateTag('numbers', 'max')
  replace(b)
  expect(await count()).toEqual({ run: 2 })
})
