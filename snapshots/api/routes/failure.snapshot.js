// #region Functions
export function failed(_, _, _) {}
export function failure(_, _, _) {}
// #endregion