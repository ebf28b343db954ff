// #region Functions
export function conflictsOf(_) {}
// #endregion