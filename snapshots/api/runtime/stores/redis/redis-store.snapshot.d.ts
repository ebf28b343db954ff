// #region Functions
export declare function redisStore(_: RedisStoreOptions): Store;
// #endregion