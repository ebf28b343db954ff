// #region Re-exports
export { cacheLife } from './life.js';
export { cacheTag, revalidatePath, revalidateTag, updateTag } from './tags.js';
export { CodecError, LifeError, OptionError, PlaceError, TagError, UseCacheError, ValueError, } from './errors.js';
export { configure } from './configure.js';
export { inRequest } from './request.js';
// #endregion