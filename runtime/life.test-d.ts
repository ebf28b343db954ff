import { assertType, expectTypeOf, test } from 'vitest'
import { cacheLife, type CacheLifeProfiles, cacheTag, configure, revalidateTag, updateTag } from './index.ts'
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
