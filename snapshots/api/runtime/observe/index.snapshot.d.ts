// #region Re-exports
export type { CacheEvent, CacheEvents, CacheEventType, CallEvent } from './events.ts';
export { subscribe } from './subscribe.ts';
// #endregion