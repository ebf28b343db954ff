// #region Re-exports
export { redisStore, type RedisStoreOptions } from './redis-store.ts';
// #endregion