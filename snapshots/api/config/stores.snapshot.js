// #region Functions
export function storesFromEnvironment(_) {}
export function storesLine(_) {}
// #endregion