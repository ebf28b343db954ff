export { cache, type CachedFunction, type CacheOptions } from './cache.ts'
export { configure, type ConfigureOptions } from './configure.ts'
export { cacheDeadline, cacheSignal } from './deadline.ts'
export {
  CodecError,
  DeadlineError,
  type ErrorCode,
  LifeError,
  OptionError,
  PlaceError,
  StoreError,
  TagError,
  UseCacheError,
  ValueError,
} from './errors.ts'
export {
  cacheLife,
  cacheLife as unstable_cacheLife,
  noStore,
  type CacheLifeProfile,
  type CacheLifeProfiles,
} from './life.ts'
export type { Difference } from './observe/difference.ts'
export { explain } from './observe/explain.ts'
export type { ExplainedOutcome, Explanation, KeptResult, Reason } from './observe/explanation.ts'
export type { StoresByKind } from './outer/outer-stores.ts'
export { inRequest, type RequestScope } from './request.ts'
export {
  addMark,
  type Awaitable,
  type Invalidation,
  type InvalidationLog,
  type Lease,
  type Mark,
  type Store,
  type StoredInfo,
  type StoredResult,
  type StoreStats,
  type TagRecord,
} from './store.ts'
export { cacheTag, cacheTag as unstable_cacheTag, refresh, revalidatePath, revalidateTag, updateTag } from './tags.ts'
export { unstable_cache, type UnstableCacheOptions } from './unstable-cache.ts'
export { warm, type WarmOptions, type WarmReport } from './warm.ts'
export type { Clock } from './time/clock.ts'
export type { DeadlineOptions } from './time/deadline.ts'
export type { Duration } from './time/duration.ts'
export type { LifeOptions } from './time/profiles.ts'
export { type CustomType, registerType } from './key/registered.ts'
