// #region Functions
export function hostProject(_, _, _, _) {}
// #endregion