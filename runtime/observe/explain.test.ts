import { describe, expect, test } from 'vitest'
import { cached, capturing, deferred } from '../fixture-cached.ts'
import { cacheLife, cacheTag, explain, OptionError, revalidateTag, updateTag } from '../index.ts'
import { createRuntime, inUse, replace } from '../instance.ts'
import { enterRequest, inRequest, whileChoosy } from '../request.ts'
import { mapData, mapStore } from '../stores/fixture-map-store.ts'
import { testCache } from '../testing.ts'

interface Filter {
  readonly query: string
  readonly date?: { readonly from: string }
  readonly tags?: readonly string[]
  readonly token?: string
}

const list = cached('src/products.ts#list', async (filter: Filter, limit: number) => {
  cacheLife('hours')
  cacheTag('products', filter.query)
  if (limit < 0) throw new RangeError('too few')
  return limit
})

test('a call that is answered from the cache, and one that waits for a run', async () => {
  using cache = testCache()
  const gate = deferred()
  const slow = cached('a.ts#slow', async () => await gate.promise)
  await list({ query: 'tea' }, 10)
  cache.clock.advance('10m')
  expect(await explain(list, { query: 'tea' }, 10)).toEqual({
    outcome: 'hit',
    reason: 'fresh',
    function: 'src/products.ts#list',
    arguments: ['{ query: "tea" }', '10'],
    kept: {
      age: 600_000,
      bytes: expect.any(Number),
      life: { stale: 300, revalidate: 3600, expire: 86_400 },
      tags: ['products', 'tea'],
    },
    text: 'list({ query: "tea" }, 10) is a hit: its result is 10 min old and fresh for 50 min.',
  })
  const running = slow()
  cache.clock.advance(2)
  expect(await text(slow)).toBe('slow() is a miss: its body has been running for 2 s, and the call waits for that run.')
  gate.resolve()
  await running
  expect(await text(slow)).toBe('slow() is a hit: its result is 2 s old and fresh for 15 min.')
})

test('time has passed', async () => {
  using cache = testCache()
  await list({ query: 'tea' }, 10)
  cache.clock.advance('90m')
  expect(await text(list, { query: 'tea' }, 10)).toBe(
    'list({ query: "tea" }, 10) is answered with a stale result, which is computed anew behind the answer: its result is 1.5 h old, its `revalidate` is 1 h.',
  )
  const outer = cached('a.ts#outer', async () => await text(list, { query: 'tea' }, 10))
  expect(await outer()).toBe(
    'list({ query: "tea" }, 10) is a miss: its result is stale, and a.ts#outer, which calls it, is cached itself and not made from stale results.',
  )
  cache.clock.advance('2d')
  expect(await text(list, { query: 'tea' }, 10)).toBe(
    'list({ query: "tea" }, 10) is a miss: its result is 2.1 d old, its `expire` is 1 d.',
  )
})

test('a tag was invalidated', async () => {
  using cache = testCache()
  await list({ query: 'tea' }, 10)
  cache.clock.advance(5)
  await revalidateTag('tea', 'max')
  cache.clock.advance(3)
  expect(await explain(list, { query: 'tea' }, 10)).toMatchObject({
    outcome: 'stale',
    reason: 'tag-stale',
    tag: 'tea',
    since: 3000,
  })
  await updateTag('products')
  cache.clock.advance('2h')
  expect(await text(list, { query: 'tea' }, 10)).toBe(
    'list({ query: "tea" }, 10) is a miss: its tag \'products\' expired 2 h ago.',
  )
  await list({ query: 'tea' }, 10)
  cache.expireAll()
  expect(await text(list, { query: 'tea' }, 10)).toMatch('it was invalidated')
})

test('there is no result, and why not', async () => {
  using cache = testCache({ maxEntries: 1 })
  expect(await text(list, { query: 'tea' }, 10)).toBe(
    'list({ query: "tea" }, 10) is a miss: no result of this function was kept yet.',
  )
  await list({ query: 'tea' }, 10)
  await list({ query: 'milk' }, 10)
  cache.clock.advance(1)
  expect(await text(list, { query: 'tea' }, 10)).toBe(
    'list({ query: "tea" }, 10) is a miss: its result was removed 1 s ago to make room; 1 kept now, in 0.0 MiB (configure({ maxMemory, maxEntries }) allows more).',
  )
  await list({ query: 'tea' }, -1).catch(() => {})
  expect(await text(list, { query: 'tea' }, -1)).toBe(
    'list({ query: "tea" }, -1) is a miss: its body failed 0 ms ago, and errors are not kept (RangeError: too few).',
  )
  const brief = cached('a.ts#brief', async () => cacheLife({ revalidate: 0 }))
  await brief()
  expect(await text(brief)).toBe(
    'brief() is a miss: its body ran 0 ms ago, and the result was not kept: its life is no time at all (cacheLife or noStore).',
  )
})

test('a result that is too large for the cache', async () => {
  using _ = testCache({ maxMemory: 1000 })
  const large = cached('a.ts#large', async (length: number) => 'x'.repeat(length))
  await large(2000)
  expect(await explain(large, 2000)).toMatchObject({ reason: 'not-kept', why: 'it takes more room than there is' })
})

describe('arguments differ', () => {
  test('from those of the nearest result', async () => {
    using _ = testCache()
    await list({ query: 'milk', date: { from: '2026-01-02' } }, 5)
    await list({ query: 'tea', date: { from: '2026-01-01' } }, 10)
    expect(await explain(list, { query: 'tea', date: { from: '2026-01-02' } }, 10)).toMatchObject({
      outcome: 'miss',
      reason: 'other-arguments',
      entries: 2,
      differences: [{ path: 'argument 1 (filter).date.from', here: '"2026-01-02"', there: '"2026-01-01"' }],
      text: 'list({ date: { from: "2026-01-02" }, query: "tea" }, 10) is a miss: 2 results are kept, for other arguments. The nearest differs at argument 1 (filter).date.from: "2026-01-02" here, "2026-01-01" there.',
    })
    expect(await explain(list, { query: 'tea', tags: ['a'] }, 10)).toMatchObject({
      differences: [
        { path: 'argument 1 (filter).tags', here: '["a"]', there: '‹missing›' },
        { path: 'argument 1 (filter).date', here: '‹missing›', there: '{ from: "2026-01-01" }' },
      ],
    })
  })

  test('in each of very many elements', async () => {
    using _ = testCache()
    const sum = cached('a.ts#sum', async (table: { readonly rows: readonly number[] }) => table.rows.length)
    await sum({ rows: Array<number>(150_000).fill(1) })
    expect(await explain(sum, { rows: Array<number>(150_000).fill(2) })).toMatchObject({
      differences: { length: 150_000, 149_999: { path: 'argument 1 (table).rows[149999]', here: '2', there: '1' } },
    })
  })

  test('in what a captured variable says, in secrets, in type', async () => {
    using _ = testCache()
    let locale = 'en'
    const greet = capturing(
      'a.ts#greet',
      () => [{ locale }],
      async (user: object, _name: unknown) => typeof user,
      {
        captures: ['user.locale'],
      },
    )
    await greet(1)
    locale = 'de'
    expect(await explain(greet, 1)).toMatchObject({
      differences: [{ path: 'captured variable user.locale', here: '"de"', there: '"en"' }],
    })
    expect(await explain(greet, '1')).toMatchObject({
      differences: [expect.anything(), { path: 'argument 1 (_name)', here: '"1"', there: '1' }],
    })
    await list({ query: 'tea', token: 'a', tags: [] }, 1)
    expect(await explain(list, { query: 'tea', token: 'b', tags: [] }, 1)).toMatchObject({
      differences: [{ path: 'argument 1 (filter).token', here: '‹hidden›', there: '‹hidden›' }],
    })
  })

  test('whatever they are made of', async () => {
    using _ = testCache()
    const any = cached('a.ts#any', async (...all: unknown[]) => all.length)
    const pairs: [unknown, unknown, string][] = [
      [new Map([['a', 1]]), new Map([['a', 2]]), '.get("a")'],
      [new Set([1, 2]), new Set([1, 3]), '[1]'],
      [new Date(0), new Date(1), ''],
      [new Uint8Array(20), new Uint8Array(20).fill(1, 19), ''],
      [new TypeError('a'), new TypeError('b'), ''],
      [[1, 2], [1], '[1]'],
      [0, -0, ''],
      [new URLSearchParams('a=1'), new URLSearchParams('a=2'), '.get("a")'],
    ]
    for (const [here, there, step] of pairs) {
      using _inner = testCache()
      await any(there, 1)
      const found = await explain(any, here, 1)
      expect(found).toMatchObject({ differences: [{ path: `argument 1${step}` }] })
    }
  })
})

test('the code has changed', async () => {
  using _ = testCache()
  await cached('a.ts#f', async (n: number) => n, { version: 'v1' })(1)
  const next = cached('a.ts#f', async (n: number) => n, { version: 'v2' })
  expect(await text(next, 1)).toBe('f(1) is a miss: its code changed since results were kept (version v1, now v2).')
  await cached('a.ts#g', async () => 0)()
  expect(await text(cached('a.ts#g', async () => 0))).toMatch('its module was loaded anew')
})

test('what is private, what is a draft', async () => {
  using cache = testCache()
  const mine = cached('a.ts#mine', async () => 0, { kind: 'private' })
  expect(await explain(mine)).toMatchObject({ outcome: 'bypass', reason: 'no-request' })
  await inRequest({ draft: false }, async () => {
    expect(await explain(mine)).toMatchObject({ outcome: 'miss', reason: 'never-filled' })
    await mine()
    expect(await explain(mine)).toMatchObject({ outcome: 'hit', reason: 'fresh' })
    cache.clock.advance('16m')
    const text = 'mine() is a miss: its result is 16 min old, its `revalidate` is 15 min.'
    expect(await explain(mine)).toMatchObject({ outcome: 'miss', reason: 'stale', text })
    await mine()
    expect(cache.countsOf(mine)).toMatchObject({ misses: 2, stale: 0 })
  })
  await list({ query: 'tea' }, 1)
  await inRequest({ draft: true }, async () => {
    expect(await explain(list, { query: 'tea' }, 1)).toMatchObject({ outcome: 'bypass', reason: 'draft' })
  })
  expect(await explain(list, { query: 'tea' }, 1)).toMatchObject({ outcome: 'hit' })
})

test('arguments that can be no key, and those that must be awaited', async () => {
  using cache = testCache()
  const read = cached('a.ts#read', async (value: unknown) => String(value))
  const found = await explain(read, Symbol('x'))
  expect(found).toMatchObject({ outcome: 'error', reason: 'uncacheable', arguments: ['…'] })
  expect(found.text).toMatch('read(…) is refused: a.ts#read: argument 1')
  await read(Promise.resolve(1))
  expect(await explain(read, Promise.resolve(1))).toMatchObject({ outcome: 'hit', arguments: ['Promise { 1 }'] })
  expect(await explain(read, Promise.resolve(2))).toMatchObject({ reason: 'other-arguments' })
  expect(cache.counts).toMatchObject({ misses: 1, hits: 0 })
})

test('what is awaited is awaited as long as by the call, and what is handed on is no matter', async () => {
  using _ = testCache({ deadline: { hard: '10ms' } })
  const read = cached('a.ts#read', async (_id: unknown, _session: unknown) => 1, { parameters: ['id', 'session'] })
  expect(await explain(read, new Promise(() => {}), 1)).toMatchObject({
    outcome: 'error',
    reason: 'uncacheable',
    text: expect.stringContaining('It waits for argument 1 (id).'),
  })
  await read(Promise.resolve(1), () => {})
  expect(await explain(read, Promise.resolve(1), () => {})).toMatchObject({ outcome: 'hit' })
})

test('what the request itself has invalidated is gone for it', async () => {
  using cache = testCache()
  await list({ query: 'tea' }, 10)
  await inRequest({ draft: false }, async () => {
    await revalidateTag('tea', 'max')
    cache.clock.advance(5)
    expect(await text(list, { query: 'tea' }, 10)).toBe(
      `list({ query: "tea" }, 10) is a miss: its tag 'tea' expired 5 s ago.`,
    )
  })
  expect(await explain(list, { query: 'tea' }, 10)).toMatchObject({ outcome: 'stale', reason: 'tag-stale' })
  const removed = { draft: false, since: cache.clock.now() }
  const asked = whileChoosy(async () => enterRequest(removed, () => text(list, { query: 'tea' }, 10)))
  expect(await asked).toBe('list({ query: "tea" }, 10) is a miss: it was invalidated.')
})

test('asking changes nothing', async () => {
  using cache = testCache()
  await explain(list, { query: 'tea' }, 10)
  expect(cache.counts).toEqual({ hits: 0, stale: 0, misses: 0, fills: 0, errors: 0 })
  await expect(explain(async () => 0)).rejects.toThrow(OptionError)
  await expect(explain(async function plain() {})).rejects.toThrow('explain(plain): this is no cached function')
})

test('a store outside of the process has the result, or does not answer', async () => {
  const data = mapData()
  const clock = { now: () => 1e12 }
  const [a, b, c] = [{}, {}, { get: () => Promise.reject(new Error('gone')) }].map((over) =>
    createRuntime({ clock, stores: { default: { ...mapStore(data), ...over } } }),
  )
  const before = inUse.runtime
  try {
    replace(a!)
    await list({ query: 'tea' }, 10)
    await a!.outer.settled()
    replace(b!)
    expect(await explain(list, { query: 'tea' }, 10)).toMatchObject({
      outcome: 'hit',
      reason: 'in-store',
      store: 'map',
    })
    expect(await explain(list, { query: 'tea' }, 11)).toMatchObject({ outcome: 'miss', reason: 'never-filled' })
    replace(c!)
    expect(await text(list, { query: 'tea' }, 10)).toBe(
      'list({ query: "tea" }, 10) is a miss: it is not in memory, and the store map does not answer.',
    )
  } finally {
    replace(before)
  }
})

test('what another process has invalidated is gone here, too', async () => {
  const data = mapData()
  const [a, b] = [1, 2].map(() =>
    createRuntime({ stores: { default: { ...mapStore(data), subscribe: () => () => {} }, here: 'memory' } }),
  )
  const here = cached('a.ts#here', async () => cacheTag('tea'), { kind: 'here' })
  const before = replace(b!)
  try {
    await list({ query: 'tea' }, 10)
    await here()
    expect(await explain(list, { query: 'tea' }, 10)).toMatchObject({ outcome: 'hit', reason: 'fresh' })
    replace(a!)
    await updateTag('tea')
    replace(b!)
    expect(await explain(here)).toMatchObject({ outcome: 'miss', reason: 'tag-expired', tag: 'tea' })
    expect(await explain(list, { query: 'tea' }, 10)).toMatchObject({ outcome: 'miss', reason: 'tag-expired' })
  } finally {
    replace(before)
  }
})

async function text<Args extends readonly unknown[]>(
  fn: (...args: Args) => Promise<unknown>,
  ...args: NoInfer<Args>
): Promise<string> {
  return (await explain(fn, ...args)).text
}
