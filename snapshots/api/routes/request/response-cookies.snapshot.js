// #region Classes
export class ResponseCookies {
  headers
  constructor(_) {}
  get(_) {}
  getAll(_) {}
  has(_) {}
  set(..._) {}
  delete(..._) {}
  toString() {}
  replace(_, _) {}
}
// #endregion

// #region Functions
export function deleteCookieLine(_) {}
export function setCookieLine(_) {}
// #endregion