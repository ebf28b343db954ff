// #region Functions
export function compileFile(_, _, _, _, _) {}
// #endregion