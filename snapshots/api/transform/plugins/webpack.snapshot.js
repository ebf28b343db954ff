// #region Variables
export var useCache /* const */
// #endregion

// #region Default Export
export default useCache;
// #endregion