import { afterAll, beforeAll, test } from 'vitest'
import { testStore } from '../../../testing.ts'
import { redisStore } from '../index.ts'
import { startRedis, type TestRedis } from './fixture-redis.ts'

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())

testStore(test, {
  open: () => redisStore({ url: redis.url, staleness: 100 }),
  spoil: async (key, where) =>
    void (await redis.command('SETRANGE', `use-cache:{${key}}`, where === 'start' ? '11' : '200', 'spoilt')),
})
