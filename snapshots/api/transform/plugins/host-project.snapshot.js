// #region Functions
export function hostProject(_, _, _, _) {}
export function isOutdated(_) {}
// #endregion