// #region Functions
export function differences(_, _, _) {}
// #endregion