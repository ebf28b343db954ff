// #region Functions
export function cors(_, _) {}
export function corsHeaders(_, _) {}
export function corsOf(_) {}
export function withCorsOf(_, _, _) {}
// #endregion