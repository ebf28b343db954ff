/** `use-cache/next-handler`: Next's cache handlers as stores, and stores as cache handlers for Next. */
export type { NextCacheEntry, NextCacheHandler } from './cache-handler.ts'
export { nextHandler } from './next-handler.ts'
export { nextStore } from './next-store.ts'
