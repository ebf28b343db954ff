// #region Interfaces
export interface NextCacheEntry {
    readonly value: ReadableStream<Uint8Array>;
    readonly tags: string[];
    readonly stale: number;
    readonly timestamp: number;
    readonly expire: number;
    readonly revalidate: number;
}
export interface NextCacheHandler {
    get(_: string, _: string[]): Promise<NextCacheEntry | undefined>;
    set(_: string, _: Promise<NextCacheEntry>): Promise<void>;
    refreshTags(): Promise<void>;
    getExpiration(_: string[]): Promise<number>;
    updateTags(_: string[], _?: {
        expire?: number;
    }): Promise<void>;
}
// #endregion

// #region Functions
export declare function bytesOf(_: ReadableStream<Uint8Array>): Promise<Uint8Array>;
export declare function streamOf(_: Uint8Array): ReadableStream<Uint8Array>;
// #endregion