import { assertType, expectTypeOf, test } from 'vitest'
import {
  cache,
  cacheDeadline,
  cacheLife,
  type CacheLifeProfiles,
  cacheSignal,
  cacheTag,
  configure,
  explain,
  revalidateTag,
  unstable_cache,
  updateTag,
  warm,
} from './index.ts'
import { testCache } from './testing.ts'

declare module './index.ts' {
  interface CacheLifeProfiles {
    products: unknown
  }
}

test('profiles are known by name, configured ones by declaration', () => {
  expectTypeOf<keyof CacheLifeProfiles>().toEqualTypeOf<
    'default' | 'seconds' | 'minutes' | 'hours' | 'days' | 'weeks' | 'max' | 'products'
  >()
  assertType<void>(cacheLife('hours'))
  assertType<void>(cacheLife('products'))
})

test('durations are seconds or words', () => {
  cacheLife({ stale: 30, revalidate: '15m', expire: '1h30m' })
  cacheLife({ revalidate: Infinity })
  // @ts-expect-error: no unit
  cacheLife({ revalidate: '15' })
  // @ts-expect-error: no such unit
  cacheLife({ revalidate: '15 minutes' })
  // @ts-expect-error: no such field
  cacheLife({ revaldiate: 15 })
  // @ts-expect-error: a lifetime is needed
  cacheLife()
})

test('invalidations can be awaited', () => {
  expectTypeOf(updateTag).returns.resolves.toBeVoid()
  assertType<Promise<void>>(revalidateTag('a'))
  assertType<Promise<void>>(revalidateTag('a', { expire: 0 }))
  // @ts-expect-error: tags are strings
  cacheTag(1)
})

test('options are known', () => {
  configure({ cacheLife: { products: { revalidate: '5m' } }, maxMemory: 1, maxEntries: 1, clock: { now: () => 0 } })
  // @ts-expect-error: no such option
  configure({ maxMemroy: 1 })
  using cache = testCache({ now: '2030-01-01' })
  cache.clock.advance('1h')
  cache.countsOf(async (_id: number) => {})
  // @ts-expect-error: the clock of a test is its own
  testCache({ clock: { now: () => 0 } })
})

test('the function form keeps the types of the function', async () => {
  const products = cache((category: string, limit?: number) => ({ category, limit: limit ?? 10 }), {
    life: 'hours',
    tags: (category) => [category.toUpperCase()],
    key: (category, limit) => [category, limit],
  })
  assertType<(category: string, limit?: number) => Promise<unknown>>(products)
  expectTypeOf(products).returns.resolves.toEqualTypeOf<{ category: string; limit: number }>()
  // @ts-expect-error: a category is a string
  void products(1)
  // @ts-expect-error: no such option
  cache(async () => 1, { lief: 'hours' })
  const user = unstable_cache(async (id: number) => ({ id }), ['user'], { revalidate: 60, tags: ['users'] })
  expectTypeOf(user).toEqualTypeOf<(id: number) => Promise<{ id: number }>>()
})

test('so it does where arguments have defaults, and where options look at fewer of them', async () => {
  type List = (category: string, limit?: number) => Promise<{ category: string; limit: number }>
  const list = cache(async (category: string, limit = 10) => ({ category, limit }))
  expectTypeOf(list).toEqualTypeOf<List>()
  const keyed = cache(async (category: string, limit = 10) => ({ category, limit }), {
    key: (category) => [category],
    tags: () => ['products'],
  })
  expectTypeOf(keyed).toEqualTypeOf<List>()
  expectTypeOf(cache(async <Item>(item: Item) => item)).toEqualTypeOf<<Item>(item: Item) => Promise<Item>>()
  const older = unstable_cache(async (category: string, limit = 10) => ({ category, limit }), [])
  expectTypeOf(older).toEqualTypeOf<List>()
  void warm(list, [['tea'], ['coffee', 50]] as const)
  void explain(keyed, 'tea')
  // @ts-expect-error: there are two arguments
  cache(list, { key: (category, limit, page) => [category, limit, page] })
})

test('warm takes the arguments of the function', async () => {
  const products = async (_category: string, _limit?: number): Promise<number> => 1
  const { failed } = await warm(products, [['tea'], ['coffee', 5]] as const)
  expectTypeOf(failed[0]!.args).toEqualTypeOf<readonly [_category: string, _limit?: number | undefined]>()
  // @ts-expect-error: a category is a string
  void warm(products, [[1]])
})

test('deadlines are durations', () => {
  cacheDeadline({ soft: '300ms', hard: 10 })
  // @ts-expect-error: no such limit
  cacheDeadline({ medium: 1 })
  expectTypeOf(cacheSignal()).toEqualTypeOf<AbortSignal | null>()
})
