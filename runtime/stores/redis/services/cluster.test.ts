import { afterAll, beforeAll, test } from 'vitest'
import { testStore } from '../../../testing.ts'
import { redisStore } from '../index.ts'
import { startCluster, type TestRedis } from './fixture-redis.ts'

let nodes: readonly TestRedis[]
beforeAll(async () => {
  nodes = await startCluster()
})
afterAll(() => Promise.all(nodes.map((node) => node.stop())))

testStore(test, { open: () => redisStore({ url: nodes.map(({ url }) => url), staleness: 100 }) })
