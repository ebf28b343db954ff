// #region Functions
export async function dispatch(_, _, _, _, _) {}
export function readyAnswer(_, _, _) {}
// #endregion