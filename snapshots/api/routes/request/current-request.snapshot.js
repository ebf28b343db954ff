// #region Functions
export function connection() {}
export function cookies() {}
export function draftMode() {}
export function headers() {}
// #endregion