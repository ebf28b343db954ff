// #region Functions
export async function conflictsIn(_, _) {}
export async function scan(_, _) {}
// #endregion