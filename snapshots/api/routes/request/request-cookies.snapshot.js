// #region Classes
export class RequestCookies {
  headers
  values
  constructor(_) {}
  get size() {}
  get(_) {}
  getAll(_) {}
  has(_) {}
  set(..._) {}
  delete(_) {}
  clear() {}
  *[Symbol.iterator]() {}
  toString() {}
  read() {}
  write() {}
}
// #endregion