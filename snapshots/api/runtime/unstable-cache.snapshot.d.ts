// #region Interfaces
export interface UnstableCacheOptions {
    readonly revalidate?: number | false | undefined;
    readonly tags?: readonly string[] | undefined;
}
// #endregion

// #region Functions
export declare function unstable_cache<Args extends unknown[], Result>(_: (..._: Args) => Promise<Result>, _?: readonly string[], _?: UnstableCacheOptions): (..._: Args) => Promise<Result>;
// #endregion