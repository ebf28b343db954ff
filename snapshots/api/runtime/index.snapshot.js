// #region Re-exports
export { cacheDeadline, cacheSignal } from './deadline.js';
export { cacheLife, noStore } from './life.js';
export { cacheTag, revalidatePath, revalidateTag, updateTag } from './tags.js';
export { CodecError, DeadlineError, LifeError, OptionError, PlaceError, TagError, UseCacheError, ValueError, } from './errors.js';
export { configure } from './configure.js';
export { explain } from './observe/explain.js';
export { inRequest } from './request.js';
// #endregion