// #region Functions
export function subscribe(_, _) {}
// #endregion