import { afterEach, beforeEach, expect, test } from 'vitest'
import { define, mark, pick, run, wrap } from './abi.ts'
import { cached, capturing, deferred } from './fixture-cached.ts'
import { type TestCache, testCache } from './testing.ts'

let cache: TestCache
beforeEach(() => {
  cache = testCache()
})
afterEach(() => cache.dispose())

test('compiled code works as the compiler writes it', async () => {
  let $c0: ReturnType<typeof define> | undefined
  const queries: unknown[] = []
  function getProducts($0: string, $1: number | undefined = void 0): Promise<unknown> {
    return run(
      ($c0 ??= define('src/products.ts#getProducts')),
      [$0, $1],
      async function (category: string, limit = 10) {
        queries.push([category, limit])
        return { category, limit }
      },
    )
  }
  mark(getProducts)
  expect(await getProducts('tea')).toEqual({ category: 'tea', limit: 10 })
  expect(await getProducts('tea', undefined)).toEqual({ category: 'tea', limit: 10 })
  expect(await getProducts('tea', 20)).toEqual({ category: 'tea', limit: 20 })
  expect(await ['tea', 'tea'].map((each) => getProducts(each))[0]).toEqual({ category: 'tea', limit: 10 })
  expect(queries).toEqual([
    ['tea', 10],
    ['tea', 20],
  ])
})

test('a rest parameter counts what was passed', async () => {
  let $c0: ReturnType<typeof define> | undefined
  const count = (...$rest: unknown[]): Promise<number> =>
    run(($c0 ??= define('a.ts#count')), [...$rest], async (...all: unknown[]) => all.length)
  expect([await count(), await count(undefined), await count(1, 2), await count()]).toEqual([0, 1, 2, 0])
})

test('marks keep the function and may set its name', () => {
  const fn = (): void => {}
  expect(mark(fn, 'list')).toBe(fn)
  expect(fn.name).toBe('list')
})

test('a cached function is part of a key by what it is and what it captured', async () => {
  let runs = 0
  const callIt = cached('a.ts#callIt', async (fn: () => Promise<number>) => {
    runs++
    return fn()
  })
  const adderOf = (captured: number): (() => Promise<number>) =>
    capturing(
      'a.ts#adder',
      () => [captured],
      async (captured: number) => captured + 1,
    )
  expect([await callIt(adderOf(1)), await callIt(adderOf(1)), await callIt(adderOf(2))]).toEqual([2, 2, 3])
  expect(runs).toBe(2)
  await callIt(
    capturing(
      'a.ts#other',
      () => [1],
      async (captured: number) => captured + 1,
    ),
  )
  expect(runs).toBe(3)
})

test('a cached function that is passed runs with what it had captured then', async () => {
  const gate = deferred()
  const tenant = { name: 'a' }
  const nameOf = capturing(
    'a.ts#nameOf',
    () => [tenant],
    async (tenant: { name: string }, ...words: string[]) => [...words, tenant.name].join(' '),
  )
  const seen: unknown[] = []
  const page = cached('a.ts#page', async (fn: typeof nameOf, { same }: { same: unknown }) => {
    seen.push([fn === same, fn.name, fn.length])
    await gate.promise
    return [await fn('the', 'tenant'), await fn()]
  })
  mark(nameOf, 'nameOf')
  const asked = page(nameOf, { same: nameOf })
  tenant.name = 'b'
  gate.resolve()
  expect(await asked).toEqual(['the tenant a', 'a'])
  expect(await page(nameOf, { same: nameOf })).toEqual(['the tenant b', 'b'])
  tenant.name = 'a'
  expect(await page(nameOf, { same: nameOf })).toEqual(['the tenant a', 'a'])
  expect(cache.countsOf(page)).toMatchObject({ fills: 2, hits: 1 })
  expect(seen).toEqual([
    [true, 'nameOf', 0],
    [true, 'nameOf', 0],
  ])
})

test('a cached function that has captured nothing is passed as it is', async () => {
  const inner = cached('a.ts#inner', async () => 1)
  expect(await cached('a.ts#isInner', async (fn: unknown) => fn === inner)(inner)).toBe(true)
})

test('a captured function may capture itself, or another one that captures it', async () => {
  const even: (n: number) => Promise<boolean> = capturing(
    'a.ts#even',
    () => [odd],
    async (odd: (n: number) => Promise<boolean>, n: number) => (n === 0 ? true : odd(n - 1)),
  )
  const odd: (n: number) => Promise<boolean> = capturing(
    'a.ts#odd',
    () => [even],
    async (even: (n: number) => Promise<boolean>, n: number) => (n === 0 ? false : even(n - 1)),
  )
  expect([await even(10), await odd(10), await even(7)]).toEqual([true, false, false])
  const fills = cache.counts.fills
  await even(10)
  expect(cache.counts.fills).toBe(fills)
})

test('a plain function that captured itself into a marked one is refused by name', async () => {
  const take = cached('a.ts#take', async (_fn: unknown) => {})
  const captures = capturing(
    'a.ts#captures',
    () => [() => {}],
    async () => {},
  )
  await expect(take(captures)).rejects.toThrow(/argument 1.*variable 1 captured by a\.ts#captures/)
})

test('picks the parts that are read, and leaves null and undefined as they are', () => {
  const request = { url: '/a', nextUrl: { pathname: '/a', host: 'x' }, user: null, body: {} }
  expect(pick(request, { url: 0, nextUrl: { pathname: 0 }, user: { name: 0 }, gone: { a: 0 } })).toEqual({
    url: '/a',
    nextUrl: { pathname: '/a' },
    user: null,
    gone: undefined,
  })
  expect([pick(null, { a: 0 }), pick(undefined, { a: 0 }), pick('abc', { length: 0 })]).toEqual([
    null,
    undefined,
    { length: 3 },
  ])
})

test('a getter that throws while it is picked rejects the call, as it would in the body', async () => {
  const request = {
    get url(): string {
      throw new TypeError('closed')
    },
  }
  const list = capturing(
    'a.ts#list',
    () => [pick(request, { url: 0 })],
    async () => 1,
  )
  await expect(list()).rejects.toThrow(new TypeError('closed'))
})

test('wraps functions, and nothing else', async () => {
  class Model {
    readonly table = 'models'
  }
  const already = cached('a.ts#already', async () => 1)
  for (const value of [1, 'a', null, { a: 1 }, Model, already]) expect(wrap('a.ts#value', undefined, value)).toBe(value)
  let runs = 0
  const add = (a: number, b: number): number => {
    runs++
    return a + (b ?? 0)
  }
  const wrapped = wrap('a.ts#add', undefined, add) as unknown as (...args: unknown[]) => Promise<number>
  expect([wrapped.name, wrapped.length]).toEqual(['add', 2])
  expect([await wrapped(1), await wrapped(1, undefined), await wrapped(1, 2), await wrapped(1, 2, 3)]).toEqual([
    1, 1, 3, 3,
  ])
  expect(runs).toBe(3)
  expect(cache.countsOf(wrapped).fills).toBe(3)
  const failing = wrap('a.ts#failing', undefined, () => {
    throw new RangeError('at once')
  }) as unknown as () => Promise<never>
  await expect(failing()).rejects.toThrow(RangeError)
})

test('finds what an equal version kept when its module is loaded again, and nothing of another version', async () => {
  let runs = 0
  const load = (version?: string): Promise<number> =>
    run(define('reloaded.ts#load', version === undefined ? {} : { version }), [1], async () => ++runs)
  expect([await load('a'), await load('a'), await load('b'), await load('a')]).toEqual([1, 1, 2, 1])
  expect([await load(), await load()]).toEqual([3, 4])
})
