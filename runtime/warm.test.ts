import { afterEach, beforeEach, expect, test } from 'vitest'
import { cached, deferred } from './fixture-cached.ts'
import { cacheLife, configure, warm } from './index.ts'
import { type TestCache, testCache } from './testing.ts'
import { nextTurn } from './time/turn.ts'

let tests: TestCache
beforeEach(() => {
  tests = testCache()
})
afterEach(() => tests.dispose())

test('fills what is not there, and says what became of each call', async () => {
  const nested = cached('a.ts#nested', async () => 1)
  const load = cached('a.ts#load', async (id: number) => {
    await nested()
    if (id < 0) throw new RangeError(`no ${id}`)
    if (id === 0) cacheLife({ revalidate: 0 })
    return id
  })
  await load(1)
  const report = await warm(load, [[1], [2], [3], [-1], [0], [-2]])
  expect(report).toEqual({
    filled: 2,
    known: 1,
    unkept: 1,
    failed: [
      { args: [-1], error: new RangeError('no -1') },
      { args: [-2], error: new RangeError('no -2') },
    ],
  })
  tests.resetCounts()
  await Promise.all([load(1), load(2), load(3)])
  expect(tests.countsOf(load)).toMatchObject({ hits: 3, misses: 0 })
})

test('waits for streams and promises in results, and says what became of them', async () => {
  const load = cached('a.ts#load', async (id: number) => ({
    rows: (async function* () {
      yield 'x'.repeat(id === 1 ? 2 : 2000)
      await nextTurn()
      yield 'end'
    })(),
    total: nextTurn().then(() => {
      if (id === 3) throw new RangeError('no total')
      return id
    }),
  }))
  configure({ maxRecording: 1000 })
  expect(await warm(load, [[1], [2]])).toEqual({ filled: 1, known: 0, unkept: 1, failed: [] })
  configure({ maxRecording: 10_000 })
  const report = await warm(load, [[1], [2], [3]])
  expect(report).toEqual({
    filled: 1,
    known: 1,
    unkept: 0,
    failed: [{ args: [3], error: new RangeError('no total') }],
  })
  tests.resetCounts()
  await Promise.all([load(1), load(2)])
  expect(tests.counts).toMatchObject({ hits: 2, misses: 0 })
})

test('makes so many calls at a time, and asks for arguments as it needs them', async () => {
  const gates = Array.from({ length: 5 }, () => deferred())
  let running = 0
  let most = 0
  const load = cached('a.ts#load', async (id: number) => {
    most = Math.max(most, ++running)
    await gates[id]!.promise
    running--
  })
  let asked = 0
  async function* ids(): AsyncGenerator<[number]> {
    for (; asked < 5; asked++) yield [asked]
  }
  const report = warm(load, ids(), { concurrency: 2 })
  await expect.poll(() => running).toBe(2)
  expect(asked).toBeLessThan(3)
  for (const gate of gates) gate.resolve()
  expect(await report).toMatchObject({ filled: 5, failed: [] })
  expect(most).toBe(2)
})

test('what arguments throw is told with them; what the list throws, rejects', async () => {
  const load = cached('a.ts#load', async (_input: unknown) => 1)
  const { failed } = await warm(load, [[Symbol('x')]])
  expect(failed).toMatchObject([{ error: { code: 'uncacheable-argument' } }])
  function* broken(): Generator<[unknown]> {
    yield [1]
    throw new RangeError('list')
  }
  await expect(warm(load, broken())).rejects.toThrow('list')
})

test('refuses what is not cached, and options that mean nothing', async () => {
  await expect(warm(async () => 1, [[]])).rejects.toThrow('this is no cached function')
  const load = cached('a.ts#load', async () => 1)
  await expect(warm(load, [], { concurrency: 0 })).rejects.toThrow('`concurrency` must be a whole number')
  await expect(warm(load, [], { concurency: 1 } as never)).rejects.toThrow('Did you mean `concurrency`?')
})
