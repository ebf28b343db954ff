// #region Interfaces
export interface UnstableCacheOptions {
    readonly revalidate?: number | false | undefined;
    readonly tags?: readonly string[] | undefined;
}
// #endregion

// #region Functions
export declare function unstable_cache<Fn extends CallableFunction>(_: Fn, _?: readonly string[], _?: UnstableCacheOptions): CachedFunction<Fn>;
// #endregion