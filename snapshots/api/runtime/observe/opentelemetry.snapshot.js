// #region Functions
export function instrument(_) {}
// #endregion