// #region Re-exports
export { addMark, } from './store.js';
export { cache } from './cache.js';
export { cacheDeadline, cacheSignal } from './deadline.js';
export { cacheLife, cacheLife as unstable_cacheLife, noStore, } from './life.js';
export { cacheTag, cacheTag as unstable_cacheTag, refresh, revalidatePath, revalidateTag, updateTag } from './tags.js';
export { CodecError, DeadlineError, LifeError, OptionError, PlaceError, StoreError, TagError, UseCacheError, ValueError, } from './errors.js';
export { configure } from './configure.js';
export { explain } from './observe/explain.js';
export { inRequest } from './request.js';
export { registerType } from './key/registered.js';
export { unstable_cache } from './unstable-cache.js';
export { warm } from './warm.js';
// #endregion