import { expect, test } from 'vitest'
import { Definition } from '../call/definition.ts'
import { call } from '../call/call.ts'
import { collectGarbage } from '../fixture-garbage.ts'
import { inUse } from '../instance.ts'
import { testCache } from '../testing.ts'

const echo = new Definition('a.ts#echo')
const ask = (...args: unknown[]): Promise<unknown> => call(echo, args, async () => ({ list: [1] }), undefined)

test('what was not used for long goes first', async () => {
  using cache = testCache({ maxEntries: 3 })
  for (const id of [1, 2, 3]) await ask(id)
  await ask(1)
  await ask(4)
  cache.resetCounts()
  for (const id of [1, 3, 4]) await ask(id)
  expect(cache.counts).toMatchObject({ hits: 3, misses: 0 })
  await ask(2)
  expect(cache.counts).toMatchObject({ misses: 1 })
})

test('stays within its bounds, and weighs what it holds', async () => {
  using _ = testCache({ maxMemory: 100_000 })
  const { memory } = inUse.runtime
  for (let id = 0; id < 2000; id++) {
    await ask(id, { id, text: 'x'.repeat(id % 500) })
    expect(memory.bytes).toBeLessThanOrEqual(100_000)
  }
  expect(memory.entries).toBeGreaterThan(50)
  expect([...memory].reduce((sum, { bytes }) => sum + bytes, 0)).toBe(memory.bytes)
  expect([...memory]).toHaveLength(memory.entries)
  memory.clear()
  expect([memory.bytes, memory.entries]).toEqual([0, 0])
})

test('what was evicted leaves no trace in the maps that find it', async () => {
  using _ = testCache({ maxEntries: 10 })
  const ways: ((id: number) => unknown[])[] = [
    (id) => [id],
    (id) => [`id ${id}`],
    (id) => [id, 'en'],
    (id) => ['tenant', id],
    (id) => [id % 7, id],
    (id) => [-0, id],
    (id) => [id, NaN],
    (id) => [{ id }],
    (id) => [id, id, id],
  ]
  for (const way of ways) for (let id = 0; id < 200; id++) await ask(...way(id))
  await ask()
  expect(inUse.runtime.memory.entries).toBe(10)
  expect(echo.shelf.size).toBe(10)
  inUse.runtime.memory.clear()
  expect(echo.shelf.size).toBe(0)
})

test('runs that fail, or bring nothing that may be kept, leave no trace either', async () => {
  using _ = testCache()
  const failing = new Definition('a.ts#failing')
  for (const args of [[], [1], [1, 2], [{}]]) {
    await expect(call(failing, args, () => Promise.reject(new Error('no')), undefined)).rejects.toThrow('no')
    await expect(call(failing, args, async () => () => {}, undefined)).rejects.toThrow('cannot be cached')
  }
  expect(failing.shelf.size).toBe(0)
})

test('results that were evicted can be collected', async () => {
  using _ = testCache({ maxEntries: 1 })
  const results: WeakRef<object>[] = []
  for (let id = 0; id < 5; id++) {
    await ask({ id })
    const [entry] = inUse.runtime.memory as Iterable<unknown> as Iterable<{ value: object }>
    results.push(new WeakRef(entry!.value))
  }
  await collectGarbage()
  expect(results.map((each) => each.deref() === undefined)).toEqual([true, true, true, true, false])
})

test('arguments and what was thrown are not kept alive', async () => {
  using _ = testCache()
  const refs: WeakRef<object>[] = []
  const made = async (): Promise<void> => {
    const args = { big: [1, 2, 3] }
    const error = new Error('gone')
    refs.push(new WeakRef(args), new WeakRef(error))
    await ask(args)
    await call(new Definition('a.ts#failing'), [args], () => Promise.reject(error), undefined).catch(() => {})
  }
  await made()
  await collectGarbage()
  expect(refs.map((each) => each.deref())).toEqual([undefined, undefined])
})

test('the maps of two primitives stay small where one of them hardly varies', async () => {
  using _ = testCache()
  const before = process.memoryUsage().heapUsed
  for (let id = 0; id < 20_000; id++) await ask('tenant', id)
  await collectGarbage()
  expect((process.memoryUsage().heapUsed - before) / 20_000).toBeLessThan(500)
})
