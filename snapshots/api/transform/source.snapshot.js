// #region Functions
export function sourceText(_) {}
// #endregion