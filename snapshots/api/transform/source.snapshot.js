// #region Functions
export function isWithin(_, _) {}
export function sourceText(_) {}
// #endregion