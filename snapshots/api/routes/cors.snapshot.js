// #region Functions
export function cors(_, _) {}
export function corsHeaders(_, _) {}
export function corsOf(_) {}
// #endregion