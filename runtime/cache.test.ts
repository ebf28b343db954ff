import { afterEach, beforeEach, expect, test } from 'vitest'
import { cached, nextMoment } from './fixture-cached.ts'
import {
  cache,
  cacheLife,
  cacheTag,
  DeadlineError,
  inRequest,
  LifeError,
  OptionError,
  TagError,
  updateTag,
} from './index.ts'
import { type TestCache, testCache } from './testing.ts'

let tests: TestCache
beforeEach(() => {
  tests = testCache()
})
afterEach(() => tests.dispose())

test('caches a function by its arguments, with its name and length', async () => {
  let runs = 0
  async function getProducts(_category: string, _limit?: number): Promise<{ run: number }> {
    return { run: ++runs }
  }
  const products = cache(getProducts)
  const first = await products('tea')
  first.run = 100
  expect([await products('tea'), await products('tea', undefined), await products('coffee')]).toEqual([
    { run: 1 },
    { run: 1 },
    { run: 2 },
  ])
  expect([products.name, products.length]).toEqual(['getProducts', 2])
  expect(tests.countsOf(products)).toMatchObject({ hits: 2, misses: 2 })
})

test('a function that is not async becomes so, and what it throws rejects', async () => {
  const double = cache((n: number) => {
    if (n < 0) throw new RangeError('negative')
    return n * 2
  })
  expect(await double(2)).toBe(4)
  const failing = double(-1)
  await expect(failing).rejects.toThrow(RangeError)
})

test('life, tags and deadline may be options, or said in the function', async () => {
  let runs = 0
  const optional = cache(async (_id: number) => ++runs, {
    life: { revalidate: 60, expire: 60 },
    tags: (id) => ['all', `one:${id}`],
  })
  const said = cache(async () => {
    cacheLife({ revalidate: 60, expire: 60 })
    cacheTag('all')
    return ++runs
  })
  expect([await optional(1), await optional(2), await said()]).toEqual([1, 2, 3])
  await updateTag('one:1')
  expect([await optional(1), await optional(2), await said()]).toEqual([4, 2, 3])
  await updateTag('all')
  expect([await optional(1), await optional(2), await said()]).toEqual([5, 6, 7])
  tests.clock.advance(61)
  expect([await optional(1), await said()]).toEqual([8, 9])
  const slow = cache(() => new Promise(() => {}), { deadline: { hard: '5ms' } })
  await expect(slow()).rejects.toThrow(DeadlineError)
})

test('the function gets copies of its arguments', async () => {
  const take = cache(async (list: number[]) => list.splice(0).length)
  const list = [1, 2, 3]
  expect([await take(list), list.length, await take([1, 2, 3])]).toEqual([3, 3, 3])
})

test('each call of cache has results of its own', async () => {
  const reader = (table: string): (() => Promise<string>) => cache(async () => table)
  const [users, teams] = [reader('users'), reader('teams')]
  expect([await users(), await teams()]).toEqual(['users', 'teams'])
  const count = cached('a.ts#count', async (read: () => Promise<string>) => (await read()).length)
  expect([await count(users), await count(reader('a'))], 'as arguments they differ, too').toEqual([5, 1])
})

test('with an id, the same code shares its results, however often it is wrapped', async () => {
  let runs = 0
  const reader = (id: string): (() => Promise<number>) => cache(async () => ++runs, { id })
  expect([await reader('a')(), await reader('a')(), await reader('b')()]).toEqual([1, 1, 2])
  const other = cache(async () => `other code ${++runs}`, { id: 'a' })
  expect(await other(), 'other code').toBe('other code 3')
  const versioned = [1, 2].map((add) =>
    add === 1
      ? cache(async () => (runs += 1), { id: 'v', version: '1' })
      : cache(async () => (runs += 2), { id: 'v', version: '1' }),
  )
  expect([await versioned[0]!(), await versioned[1]!()]).toEqual([4, 4])
})

test('a key takes the place of the arguments', async () => {
  class Connection {
    queries = 0
  }
  const connection = new Connection()
  const tenant = { id: 1 }
  const user = cache(async (db: Connection, id: number) => ({ id, tenant: tenant.id, query: ++db.queries }), {
    id: 'user',
    key: (_db, id) => [tenant.id, id],
  })
  expect([await user(connection, 1), await user(new Connection(), 1)]).toEqual([
    { id: 1, tenant: 1, query: 1 },
    { id: 1, tenant: 1, query: 1 },
  ])
  tenant.id = 2
  expect(await user(connection, 1)).toEqual({ id: 1, tenant: 2, query: 2 })
  const bad = cache(async (_db: Connection) => 1, { key: (db) => [db] })
  await expect(bad(connection)).rejects.toThrow('captured variable key[0]: class Connection')
  const throwing = cache(async () => 1, {
    key: () => {
      throw new RangeError('no key')
    },
  })
  await expect(throwing()).rejects.toThrow('no key')
})

test('one with a key is told apart as an argument by what the key says, where that is known', async () => {
  const tenant = { id: 1 }
  const name = cache(async () => `tenant ${tenant.id}`, { id: 'name', key: () => [tenant.id] })
  const greet = cached('a.ts#greet', async (who: () => Promise<string>) => `hello ${await who()}`)
  expect(await greet(name)).toBe('hello tenant 1')
  tenant.id = 2
  expect(await greet(name)).toBe('hello tenant 2')
  const first = cache(async (list: string[]) => list[0]!, { key: (list) => [list[0]] })
  await expect(greet(first as never)).rejects.toMatchObject({ code: 'uncacheable-argument' })
})

test('kinds are those of the directive', async () => {
  let runs = 0
  const session = cache(async () => ++runs, { kind: 'private' })
  const both = async (): Promise<number[]> => [await session(), await session()]
  expect(await inRequest({ draft: false }, both)).toEqual([1, 1])
  expect(await inRequest({ draft: false }, both)).toEqual([2, 2])
  const page = cached('a.ts#page', async () => session())
  await expect(page()).rejects.toMatchObject({ code: 'private-inside-shared' })
})

test('messages name it by where it was made', async () => {
  const read = cache(async function readUser(_user: unknown) {
    await nextMoment
  })
  await expect(read(Symbol('x'))).rejects.toThrow(/cache\.test\.ts:\d+:\d+#readUser~.*: argument 1 \(_user\)/)
  const named = cache(async (_user: unknown) => {}, { id: 'users' })
  await expect(named(Symbol('x'))).rejects.toThrow(/^users: argument 1 \(_user\)/)
})

test('options that mean nothing are refused at once', () => {
  const fn = async (): Promise<void> => {}
  expect(() => cache(fn, { tag: ['a'] } as never)).toThrow('cache(): unknown option `tag`. Did you mean `tags`?')
  expect(() => cache(fn, { id: '' })).toThrow('`id` must be a text that is not empty')
  expect(() => cache(fn, { key: ['a'] } as never)).toThrow('`key` must be a function')
  expect(() => cache(fn, { life: { revalidate: -1 } })).toThrow(LifeError)
  expect(() => cache(fn, { tags: ['x'.repeat(257)] })).toThrow(TagError)
  expect(() => cache(fn, { tags: 'products' as never })).toThrow('tags must be an array of strings')
  expect(() => cache(fn, { deadline: { hard: 0 } })).toThrow(OptionError)
  expect(() => cache(5 as never)).toThrow('cache() needs a function, got a value of type number')
  expect(() => cache(cache(fn))).toThrow('cache(fn): this function is cached already')
})

test('the name of a profile is looked up when the function runs', async () => {
  const read = cache(async () => 1, { id: 'late', life: 'soon' })
  await expect(read()).rejects.toThrow("cache(): `life` of late: there is no profile 'soon'")
  tests.dispose()
  tests = testCache({ cacheLife: { soon: { revalidate: 1 } } })
  expect(await read()).toBe(1)
})
