// #region Classes
export class HandlerCookies {
  current
  lines
  constructor(_) {}
  get changes() {}
  get size() {}
  get(_) {}
  getAll(_) {}
  has(_) {}
  set(..._) {}
  delete(..._) {}
  [Symbol.iterator]() {}
  toString() {}
}
// #endregion