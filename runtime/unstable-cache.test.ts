import { afterEach, beforeEach, expect, test } from 'vitest'
import { revalidateTag, unstable_cache, updateTag } from './index.ts'
import { type TestCache, testCache } from './testing.ts'

let tests: TestCache
beforeEach(() => {
  tests = testCache()
})
afterEach(() => tests.dispose())

test('is keyed by code, key parts and arguments, however often it is wrapped', async () => {
  let runs = 0
  const user = (id: string): ((full: boolean) => Promise<number>) => unstable_cache(async () => ++runs, ['user', id])
  expect([await user('a')(true), await user('a')(true), await user('a')(false), await user('b')(true)]).toEqual([
    1, 1, 2, 3,
  ])
  const other = unstable_cache(async () => (runs += 10), ['user', 'a'])
  expect(await other()).toBe(13)
})

test('holds for ever unless revalidate says otherwise, and keeps types', async () => {
  let runs = 0
  const at = new Date(0)
  const forEver = unstable_cache(async () => ({ run: ++runs, at }), ['for ever'], { revalidate: false })
  const minute = unstable_cache(async () => ++runs, ['minute'], { revalidate: 60 })
  expect([await forEver(), await minute()]).toEqual([{ run: 1, at }, 2])
  tests.clock.advance('52w')
  expect([await forEver(), await minute()]).toEqual([{ run: 1, at }, 2])
  await tests.settled()
  expect([await forEver(), await minute()]).toEqual([{ run: 1, at }, 3])
})

test('tags are those of everybody', async () => {
  let runs = 0
  const read = unstable_cache(async () => ++runs, undefined, { tags: ['posts'] })
  await read()
  await updateTag('posts')
  expect(await read()).toBe(2)
  await revalidateTag('posts', 'max')
  expect(await read()).toBe(2)
  await tests.settled()
  expect(await read()).toBe(3)
})

test('options that mean nothing are refused at once', () => {
  const fn = async (): Promise<void> => {}
  expect(() => unstable_cache(fn, 'user' as never)).toThrow('`keyParts` must be an array of strings')
  expect(() => unstable_cache(fn, [], { revalidate: -1 })).toThrow('unstable_cache(): `revalidate` is -1')
  expect(() => unstable_cache(fn, [], { tag: [] } as never)).toThrow('unknown option `tag`')
  expect(() => unstable_cache(fn, [], { tags: [1] } as never)).toThrow(
    'unstable_cache(): `tags`: a tag must be a string',
  )
})
