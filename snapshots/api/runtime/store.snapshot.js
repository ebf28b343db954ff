// #region Functions
export function addMark(_, _) {}
export function lifespan(_) {}
// #endregion