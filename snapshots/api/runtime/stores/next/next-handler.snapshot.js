// #region Functions
export function nextHandler(_) {}
// #endregion