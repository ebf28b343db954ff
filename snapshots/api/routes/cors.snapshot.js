// #region Functions
export function cors(_, _) {}
// #endregion