// #region Functions
export async function warm(_, _, _) {}
// #endregion