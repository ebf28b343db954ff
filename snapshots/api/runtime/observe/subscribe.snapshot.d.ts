// #region Functions
export declare function subscribe<Type extends CacheEventType>(_: Type, _: (_: CacheEvents[Type]) => void): () => void;
export declare function subscribe(_: 'all', _: (_: CacheEvent) => void): () => void;
// #endregion