// #region Functions
export function createRoutes(_, _) {}
// #endregion