// #region Interfaces
export interface LmdbStoreOptions {
    readonly path: string;
    readonly maxSize?: number;
}
// #endregion

// #region Functions
export declare function lmdbStore({ path, maxSize }: LmdbStoreOptions): Store;
// #endregion