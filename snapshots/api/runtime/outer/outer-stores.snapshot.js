// #region Classes
export class OuterStores {
  linkOf
  links
  by
  invalidations
  given
  host
  constructor(_) {}
  use(_) {}
  get byKind() {}
  of(_) {}
  lookForNews(_) {}
  trustedUntil(_) {}
  async invalidate(_) {}
  async settled() {}
  async close() {}
}
// #endregion