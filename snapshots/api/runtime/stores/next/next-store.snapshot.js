// #region Functions
export function nextStore(_, _) {}
// #endregion