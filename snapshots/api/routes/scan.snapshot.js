// #region Functions
export async function scan(_, _) {}
// #endregion