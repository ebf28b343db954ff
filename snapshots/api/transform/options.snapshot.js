// #region Functions
export function resolveOptions(_) {}
// #endregion