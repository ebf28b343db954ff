// #region Functions
export function hostProject(_, _, _) {}
// #endregion