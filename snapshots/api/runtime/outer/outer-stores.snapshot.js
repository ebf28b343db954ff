// #region Classes
export class OuterStores {
  byKind
  links
  by
  invalidations
  given
  host
  constructor(_) {}
  use(_) {}
  of(_) {}
  lookForNews(_) {}
  trustedUntil(_) {}
  async invalidate(_) {}
  async settled() {}
  async close() {}
}
// #endregion