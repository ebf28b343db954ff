import { expect, test } from 'vitest'
import { cached } from './fixture-cached.ts'
import { cacheLife } from './index.ts'
import { testCache } from './testing.ts'
// oxlint-disable-next-line import/no-unassigned-import
import './testing-vitest.ts'

const read = cached('src/read.ts#read', async (id: number) => {
  cacheLife('hours')
  if (id === 0) throw new Error('none')
  return id
})
const other = cached('src/other.ts#other', async () => 0)

test('match what functions have done', async () => {
  using cache = testCache()
  expect(read).not.toHaveMissed()
  expect(read).toHaveHit(0)
  await read(1)
  await read(1)
  await read(1)
  await read(0).catch(() => {})
  cache.clock.advance('2h')
  await read(1)
  await cache.settled()
  expect(read).toHaveHit()
  expect(read).toHaveHit(2)
  expect(read).not.toHaveHit(1)
  expect(read).toHaveMissed(2)
  expect(read).toHaveServedStale(1)
  expect(read).toHaveFilled(2)
  expect(read).toHaveFailed(1)
  expect('src/read.ts#read').toHaveHit(2)
  expect(other).not.toHaveMissed()
  await other()
  expect(cache).toHaveMissed(3)
})

test('match what a call would be', async () => {
  using cache = testCache()
  await expect(read).not.toBeCachedFor(1)
  await read(1)
  await expect(read).toBeCachedFor(1)
  await expect(expect(read).toBeCachedFor(2)).rejects.toThrow(
    'read(2) is a miss: one result is kept, for other arguments. The nearest differs at argument 1 (id): 2 here, 1 there.',
  )
  await expect(expect(read).not.toBeCachedFor(1)).rejects.toThrow('read(1) is a hit: its result is 0 ms old')
  cache.expireAll()
  await expect(read).not.toBeCachedFor(1)
})

test('say what there was instead', async () => {
  using _ = testCache()
  await read(1)
  expect(() => expect(read).toHaveHit(3)).toThrow(
    'src/read.ts#read should have hit 3 times. There were 0 hits, 0 stale, 1 misses, 1 fills, 0 errors.',
  )
  expect(() => expect(read).not.toHaveMissed()).toThrow('src/read.ts#read should not have missed.')
  expect(() => expect(read).toHaveServedStale(1)).toThrow('should have served a stale result once.')
  expect(() => expect(() => {}).toHaveHit()).toThrow('this is no cached function')
})

test('need a test cache', () => {
  expect(() => expect(read).toHaveHit()).toThrow('Start the test with `using cache = testCache()`.')
})
