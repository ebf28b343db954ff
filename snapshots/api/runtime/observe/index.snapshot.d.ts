// #region Re-exports
export type { CacheEvent, CacheEvents, CacheEventType, CallEvent } from './cache-event.ts';
export { subscribe } from './subscribe.ts';
// #endregion