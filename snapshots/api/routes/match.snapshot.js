// #region Functions
export function createMatcher(_) {}
// #endregion