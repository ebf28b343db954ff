// #region Functions
export function unstable_cache(_, _, _) {}
// #endregion