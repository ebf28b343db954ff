// #region Functions
export function sourceMap(_, _, _) {}
// #endregion