// #region Functions
export async function testRoute(_, _) {}
// #endregion