// #region Variables
export var cacheMatchers /* const */
// #endregion