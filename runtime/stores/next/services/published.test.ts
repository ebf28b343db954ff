/** A handler that others have published for Next, over a real Redis, as a store of ours. */
import { CacheHandler } from '@nimpl/cache-redis/cache-handler'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { cached } from '../../../fixture-cached.ts'
import { cacheLife, cacheTag, updateTag } from '../../../index.ts'
import { createRuntime, replace } from '../../../instance.ts'
import { pause, startRedis, type TestRedis } from '../../redis/services/fixture-redis.ts'
import { nextStore } from '../index.ts'

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())

/** A process with a handler of its own. */
function processWithHandler(): ReturnType<typeof createRuntime> {
  const handler = new CacheHandler({ redisOptions: { url: redis.url, connectionStrategy: 'wait-throw' } })
  onTestFinished(() => disconnect(handler))
  return createRuntime({ stores: { default: nextStore(handler, '@nimpl/cache-redis') } })
}

test('@nimpl/cache-redis is a store: what one process filled is a hit in another, what one invalidated is made anew', async () => {
  const [a, b] = [processWithHandler(), processWithHandler()]
  const before = replace(a)
  onTestFinished(() => void replace(before))
  let runs = 0
  const list = cached('src/products.ts#list', async (category: string) => {
    cacheLife('hours')
    cacheTag('products')
    return { category, run: ++runs, seen: new Set([category]), at: new Date(0) }
  })
  expect(await list('tea')).toEqual({ category: 'tea', run: 1, seen: new Set(['tea']), at: new Date(0) })
  await a.outer.settled()
  replace(b)
  expect(await list('tea')).toEqual({ category: 'tea', run: 1, seen: new Set(['tea']), at: new Date(0) })
  await pause(5)
  await updateTag('products')
  expect(await list('tea')).toMatchObject({ run: 2 })
  await b.outer.settled()
  replace(processWithHandler())
  expect(await list('tea')).toMatchObject({ run: 2 })
})

/** It has no way to be closed. */
function disconnect({ persistentLayer }: CacheHandler): void {
  persistentLayer['redisClient'].disconnect()
}

test('without its Redis, functions run and answer', async () => {
  const handler = new CacheHandler({ redisOptions: { url: 'redis://127.0.0.1:1', connectionStrategy: 'ignore' } })
  onTestFinished(() => disconnect(handler))
  const before = replace(createRuntime({ stores: { default: nextStore(handler) } }))
  onTestFinished(() => void replace(before))
  const double = cached('src/double.ts#double', async (value: number) => {
    cacheLife('hours')
    return value * 2
  })
  expect(await double(21)).toBe(42)
  expect(await double(21)).toBe(42)
})
