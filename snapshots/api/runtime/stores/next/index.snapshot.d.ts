// #region Re-exports
export type { NextCacheEntry, NextCacheHandler } from './cache-handler.ts';
export { nextHandler } from './next-handler.ts';
export { nextStore } from './next-store.ts';
// #endregion