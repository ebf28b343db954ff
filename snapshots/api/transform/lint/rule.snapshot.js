// #region Functions
export function ruleOf(_) {}
// #endregion