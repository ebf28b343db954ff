// #region Functions
export async function dispatch(_, _, _, _, _) {}
// #endregion