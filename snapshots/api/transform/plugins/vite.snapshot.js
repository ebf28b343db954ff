// #region Functions
export function useCache(_) {}
// #endregion

// #region Default Export
export default useCache;
// #endregion