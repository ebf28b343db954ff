import { expect, test, vi } from 'vitest'
import { cached, deferred } from './fixture-cached.ts'
import { cacheLife, cacheTag, configure, OptionError, updateTag } from './index.ts'
import { testCache } from './testing.ts'

let runs = 0
const count = cached('src/count.ts#count', async (_n?: number) => {
  cacheLife('hours')
  return ++runs
})

test('each test cache is empty, and the one before it is put back untouched', async () => {
  const start = runs
  using outer = testCache()
  await count()
  {
    using inner = testCache()
    expect(await count()).toBe(start + 2)
    expect(await count()).toBe(start + 2)
    expect(inner.countsOf(count)).toEqual({ hits: 1, stale: 0, misses: 1, fills: 1, errors: 0 })
  }
  expect(await count()).toBe(start + 1)
  expect(outer.countsOf('src/count.ts#count')).toMatchObject({ hits: 1, misses: 1 })
})

test('profiles that the app configured hold in every test, those of one test in it alone', async () => {
  const use = cached('a.ts#use', async (profile: string) => cacheLife(profile))
  {
    using _ = testCache({ cacheLife: { own: { revalidate: 1 } } })
    configure({ cacheLife: { fromApp: { revalidate: 1 } } })
    await Promise.all([use('own'), use('fromApp')])
  }
  using _ = testCache()
  await use('fromApp')
  await expect(use('own')).rejects.toThrow("no profile 'own'")
  expect(() => testCache({ cacheLife: { bad: { revalidate: -1 } } })).toThrow('cannot be negative')
})

test('a run that outlives its test keeps the settings of that test', async () => {
  vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
  const gate = deferred()
  class Row {
    readonly id = 1
  }
  const late = cached('a.ts#late', async () => (await gate.promise, new Row()))
  const cache = testCache({ uncacheableResults: 'pass' })
  const row = late()
  cache.dispose()
  gate.resolve()
  expect(await row).toBeInstanceOf(Row)
  vi.restoreAllMocks()
})

test('other settings that are made in one are unknown to the next', async () => {
  {
    using _ = testCache()
    configure({ maxEntries: 0 })
  }
  using cache = testCache()
  await count()
  await count()
  expect(cache.counts.hits).toBe(1)
})

test('the clock stands still until it is moved', async () => {
  using cache = testCache({ now: '2030-01-01' })
  expect(cache.clock.now()).toBe(Date.UTC(2030, 0, 1))
  const first = await count()
  cache.clock.advance('1h')
  expect(await count()).toBe(first)
  expect(cache.counts.stale).toBe(0)
  cache.clock.advance(1)
  expect(await count()).toBe(first)
  expect(cache.counts.stale).toBe(1)
  await cache.settled()
  cache.clock.set(new Date('2031-01-01'))
  expect(await count()).toBe(first + 2)
  expect(() => cache.clock.set(0)).toThrow('only moves forward')
  expect(() => cache.clock.advance(-1)).toThrow('only moves forward')
  expect(() => testCache({ now: 'yesterday' })).toThrow('cannot stand at yesterday')
  expect(() => cache.clock.advance('soon' as never)).toThrow('no duration')
})

test('works at any time there is', async () => {
  for (const now of [0, -1e12, 1e13, 8.64e15 - 1e9]) {
    using cache = testCache({ now })
    const first = await count()
    expect(await count()).toBe(first)
    cache.clock.advance(1000)
    expect(await count()).toBe(first)
    cache.clock.advance('1d')
    expect(await count()).toBe(first + 1)
  }
})

test('expires everything at once, what is on its way too', async () => {
  using cache = testCache()
  const gate = deferred()
  let loads = 0
  const load = cached('a.ts#load', async () => {
    loads++
    await gate.promise
  })
  await count(1)
  await count(2)
  const early = load()
  cache.expireAll()
  gate.resolve()
  await early
  await load()
  expect(loads).toBe(2)
  cache.resetCounts()
  await count(1)
  await count(2)
  await count(2)
  expect(cache.counts).toEqual({ hits: 1, stale: 0, misses: 2, fills: 2, errors: 0 })
})

test('settles when the last body is done, and counts what failed behind an answer', async () => {
  vi.useFakeTimers()
  try {
    using cache = testCache()
    let fail = false
    const read = cached('a.ts#read', async () => {
      cacheTag('t')
      await Promise.resolve()
      if (fail) throw new Error('down')
    })
    await read()
    fail = true
    cache.clock.advance('1h')
    await read()
    await cache.settled()
    expect(cache.counts).toEqual({ hits: 0, stale: 1, misses: 1, fills: 1, errors: 1 })
    await updateTag('t')
    await expect(read()).rejects.toThrow('down')
  } finally {
    vi.useRealTimers()
  }
})

test('says so when it is asked about something that is not cached', () => {
  using cache = testCache()
  expect(() => cache.countsOf(function load() {})).toThrow(OptionError)
  expect(() => cache.countsOf(function load() {})).toThrow(
    "countsOf(load): this is no cached function. Either it has no 'use cache' directive, or its file was not compiled.",
  )
  expect(() => testCache({ maxMemroy: 1 } as never)).toThrow(
    'testCache(): unknown option `maxMemroy`. Did you mean `maxMemory`?',
  )
  expect(cache.countsOf('nobody.ts#knows')).toEqual({ hits: 0, stale: 0, misses: 0, fills: 0, errors: 0 })
})

test('a body that is still running when its test is over harms nobody', async () => {
  const gate = deferred()
  const slow = cached('a.ts#slow', async () => {
    await gate.promise
    return 'late'
  })
  const cache = testCache()
  const answer = slow()
  cache.dispose()
  using next = testCache()
  gate.resolve()
  expect(await answer).toBe('late')
  await slow()
  expect(next.countsOf(slow)).toMatchObject({ hits: 0, misses: 1 })
})
