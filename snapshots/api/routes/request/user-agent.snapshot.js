// #region Functions
export function userAgent(_) {}
export function userAgentFromString(_) {}
// #endregion