// #region Functions
export function addMark(_, _) {}
// #endregion