// #region Functions
export function findingsOf(_) {}
// #endregion