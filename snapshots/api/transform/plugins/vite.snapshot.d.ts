// #region Types
export type UseCacheOptions = Pick<TransformOptions, 'kinds' | 'profiles' | 'cacheComponents' | 'appDirectory' | 'parser' | 'severities'>;
// #endregion

// #region Functions
export declare function useCache(_?: UseCacheOptions): Plugin[];
// #endregion

// #region Default Export
export default useCache;
// #endregion