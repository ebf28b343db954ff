// #region Functions
export function mayBeKept(_) {}
export async function storedResponse(_) {}
// #endregion