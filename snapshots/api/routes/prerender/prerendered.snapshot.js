// #region Functions
export async function readPrerendered(_) {}
export async function writePrerendered(_, _) {}
// #endregion