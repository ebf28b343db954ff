// #region Variables
export declare const useCache: (options?: UseCacheOptions) => Plugin;
// #endregion

// #region Default Export
export default useCache;
// #endregion

// #region Re-exports
export type { UseCacheOptions } from './host-project.ts';
// #endregion