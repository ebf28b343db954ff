/** Bodies that behave badly. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cached, deferred, nextMoment } from '../fixture-cached.ts'
import { cacheDeadline, cacheLife, cacheTag, configure, updateTag } from '../index.ts'
import { type TestCache, testCache } from '../testing.ts'

let cache: TestCache
beforeEach(() => {
  cache = testCache()
})
afterEach(() => cache.dispose())

test.each([
  ['undefined', undefined],
  ['null', null],
  ['a text', 'text'],
  ['an error', new RangeError('no')],
])('one that throws %s at once rejects with just that, each time', async (_name, thrown) => {
  let runs = 0
  const body = cached('a.ts#body', () => {
    runs++
    // oxlint-disable-next-line typescript/only-throw-error -- people do
    throw thrown
  })
  for (let call = 0; call < 2; call++) {
    const [outcome] = await Promise.allSettled([body()])
    expect(outcome).toEqual({ status: 'rejected', reason: thrown })
  }
  expect(runs, 'an error is never kept').toBe(2)
})

test('one that throws undefined behind a stale answer leaves what is kept', async () => {
  let runs = 0
  const body = cached('a.ts#body', () => {
    cacheLife({ revalidate: 1 })
    // oxlint-disable-next-line typescript/only-throw-error -- people do
    if (++runs > 1) throw undefined
    return Promise.resolve('kept')
  })
  await body()
  cache.clock.advance(2)
  expect(await body()).toBe('kept')
  await cache.settled()
  expect(await body()).toBe('kept')
})

test('one that is not async is cached like any other', async () => {
  let runs = 0
  const body = cached('a.ts#body', (() => ({ run: ++runs })) as never)
  expect([await body(), await body()]).toEqual([{ run: 1 }, { run: 1 }])
})

test('thenables are awaited, whatever they do', async () => {
  const of = (then: unknown): (() => Promise<unknown>) => cached('a.ts#body', () => ({ then }) as never)
  expect(
    await of((resolve: (value: unknown) => void) => resolve({ then: (again: (n: number) => void) => again(3) }))(),
  ).toBe(3)
  await expect(of((_: unknown, reject: (error: unknown) => void) => reject(new RangeError('no')))()).rejects.toThrow(
    'no',
  )
  await expect(
    of(() => {
      throw new RangeError('thrown by then')
    })(),
  ).rejects.toThrow('thrown by then')
  const hidden = Object.defineProperty({}, 'then', {
    get() {
      throw new RangeError('thrown by the getter')
    },
  })
  await expect(cached('a.ts#body', () => hidden as never)()).rejects.toThrow('thrown by the getter')
  const twice = of((resolve: (value: number) => void, reject: (error: unknown) => void) => {
    resolve(1)
    resolve(2)
    reject(new Error('too late'))
  })
  expect(await twice()).toBe(1)
})

test('one that never settles holds up its own calls alone, and those until the deadline', async () => {
  configure({ deadline: { hard: '20ms' } })
  const stuck = cached('a.ts#stuck', async (_key: string) => new Promise<never>(() => {}))
  const quick = cached('a.ts#quick', async () => 1)
  const waiting = Promise.allSettled([stuck('a'), stuck('a'), stuck('b')])
  expect(await quick()).toBe(1)
  expect((await waiting).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  const thenable = cached('a.ts#thenable', () => ({ then() {} }) as never)
  await expect(thenable()).rejects.toMatchObject({ code: 'deadline' })
  await cache.settled()
})

test('one that changes its arguments changes its own copies', async () => {
  const tidy = cached('a.ts#tidy', async (options: { list: number[]; map: Map<string, number>; at: Date }) => {
    options.list.length = 0
    options.map.clear()
    options.at.setTime(0)
    await nextMoment
    return options
  })
  const options = { list: [1], map: new Map([['a', 1]]), at: new Date(5) }
  const before = structuredClone(options)
  expect(await tidy(options)).toEqual({ list: [], map: new Map(), at: new Date(0) })
  expect(options).toEqual(before)
  await tidy(before)
  expect(cache.counts).toMatchObject({ hits: 1, fills: 1 })
})

test('one that goes on after it has failed or returned does no harm', async () => {
  const late = cached('a.ts#late', async () => {
    cacheDeadline({ hard: '1s' })
    void (async () => {
      await nextMoment
      await nextMoment
      cacheLife('hours')
    })().catch(() => {})
    return 1
  })
  expect([await late(), await late()]).toEqual([1, 1])
  const both = cached('a.ts#both', () => Promise.all([Promise.reject(new RangeError('first')), nextMoment]))
  await expect(both()).rejects.toThrow('first')
})

test('what never comes with a result keeps no newer result away', async () => {
  let runs = 0
  const gates = [deferred<string>(), deferred<string>()]
  const load = cached('a.ts#load', async () => {
    cacheTag('t')
    cacheLife({ revalidate: 60, expire: 3600 })
    const run = runs++
    return { run, later: gates[run]?.promise ?? Promise.resolve('at once') }
  })
  const first = await load()
  expect((await load()).run, 'on its way').toBe(0)
  await updateTag('t')
  const second = await load()
  expect(second.run).toBe(1)
  gates[0]!.resolve('too late')
  expect(await first.later).toBe('too late')
  await nextTask()
  expect((await load()).run, 'what came too late is not kept').toBe(1)
  cache.clock.advance('1h1s')
  expect(await (await load()).later).toBe('at once')
  gates[1]!.resolve('too late')
  await second.later
  await nextTask()
  expect((await load()).run).toBe(2)
  expect(runs).toBe(3)
  await cache.settled()
})

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
