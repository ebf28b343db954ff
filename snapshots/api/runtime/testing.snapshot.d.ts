// #region Interfaces
export interface TestCache extends Disposable {
    readonly clock: TestClock;
    readonly counts: Readonly<CacheCounts>;
    countsOf(_: string | ((..._: never[]) => unknown)): Readonly<CacheCounts>;
    resetCounts(): void;
    expireAll(): void;
    settled(): Promise<void>;
    dispose(): void;
}
export interface TestCacheOptions extends Omit<RuntimeOptions, 'clock'> {
    readonly now?: Date | string | number | undefined;
}
export interface TestClock {
    now(): number;
    advance(_: Duration): void;
    set(_: Date | string | number): void;
}
// #endregion

// #region Functions
export declare function testCache({ now, ...options }?: TestCacheOptions): TestCache;
// #endregion

// #region Re-exports
export { type CacheMatchers, cacheMatchers } from './cache-matchers.ts';
export { type StoreUnderTest, type TestFunction, testStore } from './conformance/test-store.ts';
// #endregion

// #region Other
export { CacheCounts }
// #endregion