// #region Functions
export function cacheDeadline(_) {}
export function cacheSignal() {}
// #endregion