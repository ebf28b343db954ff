// #region Re-exports
export { redisStore } from './redis-store.js';
// #endregion