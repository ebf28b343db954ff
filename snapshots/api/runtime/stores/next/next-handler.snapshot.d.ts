// #region Functions
export declare function nextHandler(_: Store): NextCacheHandler;
// #endregion