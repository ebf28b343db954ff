/** `use-cache/redis`: results shared by many machines, in Redis, Valkey or a Redis Cluster. */
export { redisStore, type RedisStoreOptions } from './redis-store.ts'
