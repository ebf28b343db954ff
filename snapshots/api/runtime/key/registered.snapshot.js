// #region Functions
export function registerType(_) {}
export function typeNamed(_) {}
export function typeOf(_) {}
// #endregion