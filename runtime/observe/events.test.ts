import { expect, test } from 'vitest'
import { cached } from '../fixture-cached.ts'
import { cacheLife, cacheTag, updateTag } from '../index.ts'
import { inUse } from '../instance.ts'
import { testCache } from '../testing.ts'
import type { CacheEvents } from './events.ts'

test('tells what happens, with the function, until nobody listens any more', async () => {
  using cache = testCache({ maxEntries: 1 })
  const { events } = inUse.runtime
  const told: unknown[] = []
  const types: (keyof CacheEvents)[] = ['hit', 'stale', 'miss', 'fill', 'error', 'evict', 'invalidate']
  const off = types.map((type) => events.on(type, (event) => told.push({ type, ...event })))
  const read = cached('a.ts#read', async (id: number) => {
    cacheLife('hours')
    cacheTag('t')
    if (id === 0) throw new Error('none')
    return id
  })
  await read(1)
  cache.clock.advance(5)
  await read(1)
  await read(0).catch(() => {})
  await read(2)
  await updateTag('t')
  await read(2)
  off.forEach((stop) => stop())
  await read(2)
  const fill = {
    type: 'fill',
    function: 'a.ts#read',
    duration: expect.any(Number),
    bytes: 16,
    life: expect.anything(),
    tags: ['t'],
    kept: true,
  }
  expect(told).toEqual([
    { type: 'miss', function: 'a.ts#read', reason: 'absent' },
    fill,
    { type: 'hit', function: 'a.ts#read', age: 5000 },
    { type: 'miss', function: 'a.ts#read', reason: 'absent' },
    { type: 'error', function: 'a.ts#read', error: new Error('none'), background: false },
    { type: 'miss', function: 'a.ts#read', reason: 'absent' },
    { type: 'evict', function: 'a.ts#read', bytes: expect.any(Number) },
    fill,
    { type: 'invalidate', tag: 't' },
    { type: 'miss', function: 'a.ts#read', reason: 'expired' },
    fill,
  ])
})
