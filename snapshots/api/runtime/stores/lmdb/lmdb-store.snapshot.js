// #region Functions
export function lmdbStore(_) {}
// #endregion