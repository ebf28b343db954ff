// #region Functions
export declare function nextStore(_: NextCacheHandler, _?: string): Store;
// #endregion