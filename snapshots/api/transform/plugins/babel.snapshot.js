// #region Functions
export function useCache(_, _) {}
// #endregion

// #region Default Export
export default useCache;
// #endregion