// #region Functions
export async function explain(_, ..._) {}
// #endregion