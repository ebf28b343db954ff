import { afterAll, beforeAll, expect, test } from 'vitest'
import { encodeValue } from '../../runtime/codec/index.ts'
import { redisStore } from '../../runtime/stores/redis/index.ts'
import { startRedis, type TestRedis } from '../../runtime/stores/redis/services/fixture-redis.ts'
import { project } from '../fixture-project.ts'

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())

test('looks into Redis, and clears it', async () => {
  const store = redisStore({ url: redis.url })
  const life = { stale: 0, revalidate: 3600, expire: 7200 }
  const value = await encodeValue({ name: 'Assam' })
  await store.set('key-1', {
    function: 'src/products.ts#getProduct',
    value,
    life,
    tags: [],
    age: 0,
    epoch: 'log',
    order: 0,
  })
  const { runWith } = project({ 'package.json': '{}' })
  const run = async (...args: string[]) => runWith({ env: { USE_CACHE_REDIS_URL: redis.url } }, 'store', ...args)

  expect((await run('ls')).stdout).toMatch(/^key-1 {2}src\/products\.ts#getProduct .*\n1 result\.\n$/)
  expect((await run('get', 'key-1')).stdout).toContain("{ name: 'Assam' }")
  expect(JSON.parse((await run('stats', '--json')).stdout)).toMatchObject([{ store: 'redis', entries: 1, tags: 0 }])
  expect(await run('clear', '--yes')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('were removed') })
  expect((await store.invalidations(0)).records).toMatchObject([{ tag: undefined, by: 'clear' }])
  expect(await run('ls')).toEqual({ exitCode: 0, stdout: 'no results.\n', stderr: '' })
  await store.close()
})

test('says what is wrong with a Redis that does not answer', async () => {
  const { runWith } = project({ 'package.json': '{}' })
  const result = await runWith({ env: { USE_CACHE_REDIS_URL: 'redis://127.0.0.1:1' } }, 'store', 'ls')
  expect(result).toEqual({ exitCode: 2, stdout: '', stderr: expect.stringMatching(/^error: .*ECONNREFUSED/) })
})
