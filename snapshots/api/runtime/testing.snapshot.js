// #region Functions
export function testCache(_) {}
// #endregion