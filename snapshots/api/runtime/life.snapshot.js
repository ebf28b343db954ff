// #region Functions
export function cacheLife(_) {}
export function noStore() {}
// #endregion