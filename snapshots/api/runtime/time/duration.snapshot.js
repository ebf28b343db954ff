// #region Functions
export function seconds(_, _) {}
// #endregion