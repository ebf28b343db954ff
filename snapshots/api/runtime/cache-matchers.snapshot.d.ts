// #region Interfaces
export interface CacheMatchers<Result = void> {
    toHaveHit(_?: number): Result;
    toHaveServedStale(_?: number): Result;
    toHaveMissed(_?: number): Result;
    toHaveFilled(_?: number): Result;
    toHaveFailed(_?: number): Result;
    toBeCachedFor(..._: readonly unknown[]): Promise<void>;
}
// #endregion

// #region Variables
export declare const cacheMatchers: {
    readonly [Name in Exclude<keyof CacheMatchers, 'toBeCachedFor'>]: (received: unknown, times?: number) => Verdict;
} & {
    readonly toBeCachedFor: (received: unknown, ...args: readonly unknown[]) => Promise<Verdict>;
};
// #endregion

// #region Referenced (internal)
interface Verdict {
    readonly pass: boolean;
    readonly message: () => string;
}
// #endregion