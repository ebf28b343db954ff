// #region Functions
export function testRoute(_, _) {}
// #endregion