// #region Functions
export function cacheLife(_) {}
// #endregion