// #region Functions
export function after(_) {}
export function closeSoon(_) {}
// #endregion