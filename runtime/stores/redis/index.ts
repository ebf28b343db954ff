/** `use-cache/redis`: results shared by many machines, in Redis, Valkey or a Redis Cluster. */
export type { RedisStoreOptions } from './options.ts'
export { redisStore } from './redis-store.ts'
