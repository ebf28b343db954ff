// #region Interfaces
export interface CacheLifeProfiles {
    default: unknown;
    seconds: unknown;
    minutes: unknown;
    hours: unknown;
    days: unknown;
    weeks: unknown;
    max: unknown;
}
// #endregion

// #region Types
export type CacheLifeProfile = keyof CacheLifeProfiles | (string & {});
// #endregion

// #region Functions
export declare function cacheLife(_: CacheLifeProfile | LifeOptions): void;
export declare function noStore(): void;
// #endregion