// #region Functions
export function nodeHandler(_) {}
export async function serve(_, _) {}
// #endregion