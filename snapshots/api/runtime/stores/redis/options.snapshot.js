// #region Functions
export function checkOptions(_) {}
export function withoutSecrets(_) {}
// #endregion