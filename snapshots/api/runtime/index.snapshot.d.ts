// #region Re-exports
export { cacheDeadline, cacheSignal } from './deadline.ts';
export { cacheLife, noStore, type CacheLifeProfile, type CacheLifeProfiles } from './life.ts';
export { cacheTag, revalidatePath, revalidateTag, updateTag } from './tags.ts';
export type { Clock } from './time/clock.ts';
export { CodecError, DeadlineError, type ErrorCode, LifeError, OptionError, PlaceError, TagError, UseCacheError, ValueError, } from './errors.ts';
export { configure, type ConfigureOptions } from './configure.ts';
export type { DeadlineOptions } from './time/deadline.ts';
export type { Duration } from './time/duration.ts';
export { inRequest, type RequestScope } from './request.ts';
export type { LifeOptions } from './time/profiles.ts';
// #endregion