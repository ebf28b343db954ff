import { AssertionError } from 'node:assert'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Invalidation, Lease, Store, StoredResult } from '../store.ts'
import { type MapData, mapData, mapStore } from '../stores/fixture-map-store.ts'
import { testStore } from './test-store.ts'

/** One test of the suite, of stores that share a place. */
function caseOf(name: string, open: () => Store): () => Promise<void> {
  const cases = new Map<string, () => Promise<void>>()
  testStore((each, run) => cases.set(each, run), { open })
  return cases.get(name) ?? expect.fail(`There is no test “${name}”.`)
}

type Fault = (store: Store, data: MapData) => Partial<Store>

/** What a store may do wrong and look as if it were right, with the test that has to find it. */
const faults: readonly (readonly [what: string, name: string, fault: Fault])[] = [
  [
    'notes how far the log is, not how far the process had read it',
    'gives back what was set, whole',
    (store, data) => ({ set: (key, result) => store.set(key, { ...result, order: data.order }) }),
  ],
  [
    'drops what it does not know of a lifetime',
    'gives back what was set, whole',
    (store) => ({
      set: (key, { life: { stale, revalidate, expire }, ...result }) =>
        store.set(key, { ...result, life: { stale, revalidate, expire } }),
    }),
  ],
  [
    'cuts the tags of results',
    'gives back what was set, whole',
    (store) => ({ set: (key, result) => store.set(key, { ...result, tags: result.tags.map(cut) }) }),
  ],
  [
    'deletes only what it has set itself',
    'knows nothing of what was never set, and of what was deleted',
    (store) => {
      const own = new Set<string>()
      return {
        set(key, result) {
          own.add(key)
          return store.set(key, result)
        },
        delete: (key) => (own.has(key) ? store.delete(key) : undefined),
      }
    },
  ],
  [
    'keeps the result whose body started last',
    'shows every process what was set last, whoever did and however old it was then',
    (store) => ({
      set(key, result) {
        const before = store.get(key) as StoredResult | undefined
        return before !== undefined && before.age < result.age ? undefined : store.set(key, result)
      },
    }),
  ],
  [
    'takes the first of several invalidations',
    'takes several invalidations in one step, and gives each a place of its own',
    (store) => ({ invalidate: (invalidations, by) => store.invalidate(invalidations.slice(0, 1), by) }),
  ],
  [
    'forgets tags and does not say so',
    'remembers what it says that it remembers',
    (store, { log }) => ({
      async invalidate(invalidations, by) {
        await store.invalidate(invalidations, by)
        for (const tag of log.keys()) if (log.size > 300) log.delete(tag)
      },
    }),
  ],
  [
    'shows the newest of many invalidations',
    'remembers what it says that it remembers',
    (store) => ({
      async invalidations(after) {
        const log = await store.invalidations(after)
        return { ...log, records: log.records.slice(-250) }
      },
    }),
  ],
  [
    'cuts the tags of the log',
    'keeps any tag apart from any other',
    (store) => ({ invalidate: (all, by) => store.invalidate(all.map(cutTag), by) }),
  ],
]

function cut(tag: string): string {
  return tag.slice(0, 256)
}

function cutTag({ tag, expiresIn }: Invalidation): Invalidation {
  return { tag: tag === undefined ? undefined : cut(tag), expiresIn }
}

test.each(faults)('finds out a store that %s', async (_, name, fault) => {
  const data = mapData()
  const faulty = (): Store => {
    const store = mapStore(data)
    return { ...store, ...fault(store, data) }
  }
  await expect(caseOf(name, faulty)()).rejects.toThrow(AssertionError)
})

const gone = 'ends the right of a process that is gone, and then takes no result of it any more'

/** With rights to fill, which end when the process closes the store. */
function leasing(place: Map<string, object>, data: MapData, fault?: 'for ever' | 'blindly'): Store {
  const store = mapStore(data)
  const own = new Map<string, object>()
  const end = (key: string, token: object): boolean => place.get(key) === token && place.delete(key)
  return {
    ...store,
    lease(key): Lease | undefined {
      if (place.has(key)) return undefined
      const token = {}
      place.set(key, token)
      own.set(key, token)
      return {
        finish: (result) => (end(key, token) || fault === 'blindly' ? store.set(key, result) : undefined),
        release: () => void end(key, token),
      }
    },
    close() {
      if (fault !== 'for ever') for (const [key, token] of own) end(key, token)
    },
  }
}

test('passes a store whose rights to fill end, and finds out one that takes results without them', async () => {
  const [place, data] = [new Map<string, object>(), mapData()]
  await caseOf(gone, () => leasing(place, data))()
  await expect(caseOf(gone, () => leasing(place, data, 'blindly'))()).rejects.toThrow(AssertionError)
})

test('finds out a store whose rights to fill last for ever', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const [place, data] = [new Map<string, object>(), mapData()]
  const rejected = expect(caseOf(gone, () => leasing(place, data, 'for ever'))()).rejects.toThrow(AssertionError)
  await vi.advanceTimersByTimeAsync(40_000)
  await rejected
})
