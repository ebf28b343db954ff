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

test('results weigh about what they hold, whatever they are made of', async () => {
  const texts = (count: number, id: number): [string, string][] =>
    Array.from({ length: count }, (_, index) => [`name-${index}`, `${'v'.repeat(100)} ${id} ${index}`])
  const form = (id: number): FormData => {
    const form = new FormData()
    for (const [name, text] of texts(50, id)) form.append(name, text)
    return form
  }
  const shapes: Readonly<Record<string, (id: number) => unknown>> = {
    'names of its own': (id) => Object.fromEntries(texts(100, id).map(([name], index) => [`${id} ${name}`, index])),
    'names that all have': (id) => Object.fromEntries(texts(100, id).map(([name], index) => [name, index + id])),
    'numbers as names': (id) => Object.fromEntries(texts(200, id).map((_, index) => [id * 10_000 + index, index])),
    'a bigint': (id) => 2n ** 200_000n + BigInt(id),
    'search parameters': (id) => new URLSearchParams(texts(50, id)),
    headers: (id) => new Headers(texts(50, id)),
    'a form': form,
    'a response': (id) => new Response('ok', { headers: texts(40, id) }),
    'a pattern': (id) => new RegExp(`${id}${'x'.repeat(10_000)}`),
    'small buffers': (id) => Array.from({ length: 10 }, () => Buffer.from(`${id}`.padEnd(1000))),
  }
  const held = async (): Promise<number> => {
    // Buffers go one collection after what held them.
    for (let turn = 0; turn < 2; turn++) await collectGarbage()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  }
  using _ = testCache()
  const { memory } = inUse.runtime
  const fill = async (name: string, from: number, to: number): Promise<void> => {
    const make = new Definition(`a.ts#${name}`)
    for (let id = from; id < to; id++) await call(make, [id], async () => shapes[name]!(id), undefined)
  }
  // Until all classes are loaded.
  for (const name in shapes) await fill(name, -10, 0)
  let before = await held()
  for (const name in shapes) {
    const { bytes } = memory
    await fill(name, 0, 400)
    const after = await held()
    const ratio = (after - before) / (memory.bytes - bytes)
    before = after
    expect(ratio, name).toBeGreaterThan(0.75)
    expect(ratio, name).toBeLessThan(1.25)
  }
})

test('a dictionary weighs the same when it is made anew', async () => {
  using cache = testCache()
  const make = new Definition('a.ts#make')
  const ask = (id: number): Promise<unknown> =>
    call(make, [id], async () => ({ [`name ${id}`]: 1, other: id }), undefined)
  const { memory } = inUse.runtime
  await ask(1)
  const { bytes } = memory
  cache.expireAll()
  await ask(1)
  expect(memory.bytes).toBe(bytes)
  cache.expireAll()
  await call(make, [1], async () => [1, { [`name 1`]: 1, other: 1 }], undefined)
  await call(make, [2], async () => [1, { [`name 1`]: 1, other: 1 }], undefined)
  expect(memory.bytes).toBeLessThan(2 * bytes)
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
