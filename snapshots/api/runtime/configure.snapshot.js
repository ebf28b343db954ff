// #region Functions
export function checkOptions(_, _) {}
export function configure(_) {}
// #endregion