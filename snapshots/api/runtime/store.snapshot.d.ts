// #region Interfaces
export interface Invalidation {
    readonly tag: string | undefined;
    readonly expiresIn: number;
}
export interface InvalidationLog {
    readonly epoch: string;
    readonly order: number;
    readonly floor: number;
    readonly records: readonly TagRecord[];
}
export interface Lease {
    finish(_: StoredResult): Awaitable<void>;
    release(): Awaitable<void>;
}
export interface Mark {
    readonly order: number;
    readonly expiresIn: number;
}
export interface Store {
    readonly name: string;
    readonly trust: number;
    readonly budget?: number;
    readonly asksAlways?: boolean;
    readonly place?: string;
    get(_: string): Awaitable<StoredResult | undefined>;
    set(_: string, _: StoredResult): Awaitable<void>;
    delete(_: string): Awaitable<void>;
    invalidate(_: readonly Invalidation[], _: string): Awaitable<void>;
    invalidations(_: number): Awaitable<InvalidationLog>;
    subscribe?(_: () => void): () => void;
    lease?(_: string): Awaitable<Lease | undefined>;
    leaseEnd?(_: string, _: number): Promise<void>;
    list(): AsyncIterable<StoredInfo> | Iterable<StoredInfo>;
    stats(): Awaitable<StoreStats>;
    prune(): Awaitable<number>;
    clear(): Awaitable<void>;
    close(): Awaitable<void>;
}
export interface StoredInfo extends Omit<StoredResult, 'value' | 'epoch' | 'order'> {
    readonly key: string;
    readonly bytes: number;
}
export interface StoredResult {
    readonly function: string;
    readonly version?: string | undefined;
    readonly value: Uint8Array;
    readonly life: Life;
    readonly tags: readonly string[];
    readonly age: number;
    readonly epoch: string;
    readonly order: number;
}
export interface StoreStats {
    readonly entries: number;
    readonly bytes: number;
    readonly tags: number;
}
export interface TagRecord {
    readonly tag: string | undefined;
    readonly by: string;
    readonly marks: readonly Mark[];
}
// #endregion

// #region Types
export type Awaitable<Value> = Value | Promise<Value>;
// #endregion

// #region Functions
export declare function addMark(_: readonly Mark[], _: Mark): readonly Mark[];
export declare function lifespan({ expire, staleIfError }: StoredResult['life']): number;
// #endregion