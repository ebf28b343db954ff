// #region Functions
export declare function nextStore(_: PublishedHandler, _?: string): Store;
// #endregion

// #region Referenced (internal)
interface PublishedHandler extends Omit<NextCacheHandler, 'get'> {
    get(_: string, _: string[]): Promise<NextCacheEntry | null | undefined>;
}
// #endregion