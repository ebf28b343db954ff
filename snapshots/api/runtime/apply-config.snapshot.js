// #region Functions
export function applyConfig(_) {}
// #endregion