// #region Functions
export function after(_) {}
export function responseClosed(_) {}
// #endregion