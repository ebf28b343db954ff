// #region Functions
export async function bytesOf(_) {}
export function streamOf(_) {}
// #endregion