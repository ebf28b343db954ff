// #region Functions
export function testStore(_, _) {}
// #endregion