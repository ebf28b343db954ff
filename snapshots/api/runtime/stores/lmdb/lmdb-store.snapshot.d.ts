// #region Interfaces
export interface LmdbStoreOptions {
    readonly path: string;
    readonly maxSize?: number;
}
// #endregion

// #region Functions
export declare function lmdbStore(_: LmdbStoreOptions): Store;
// #endregion