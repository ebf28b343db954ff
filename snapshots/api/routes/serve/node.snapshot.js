// #region Functions
export async function serve(_, _) {}
// #endregion