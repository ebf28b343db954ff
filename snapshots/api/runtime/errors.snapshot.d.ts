// #region Types
export type ErrorCode = 'uncacheable-argument' | 'uncacheable-capture' | 'uncacheable-result' | 'key-too-large' | 'deadlock' | 'deadline' | 'private-inside-shared' | 'outside-cached-function' | 'inside-cached-function' | 'request-api-inside' | 'no-client-router' | 'after-completion' | 'invalid-life' | 'unknown-profile' | 'invalid-tag' | 'unknown-option' | 'invalid-option' | 'late-option' | 'contradictory-option' | 'unencodable' | 'corrupt-bytes' | 'other-codec' | 'store-failed' | 'store-unusable' | 'store-timeout' | 'store-corrupt' | 'invalidation-lost' | 'unknown-type';
// #endregion

// #region Classes
export declare class CodecError extends UseCacheError {
    readonly name: string;
}
export declare class DeadlineError extends UseCacheError {
    readonly name: string;
    readonly function: string;
    readonly arguments: readonly string[];
    readonly waited: number;
    readonly awaited: readonly string[];
    constructor(_: Pick<DeadlineError, 'function' | 'arguments' | 'waited' | 'awaited'>, _: string);
}
export declare class LifeError extends UseCacheError {
    readonly name: string;
}
export declare class OptionError extends UseCacheError {
    readonly name: string;
}
export declare class PlaceError extends UseCacheError {
    readonly name: string;
}
export declare class StoreError extends UseCacheError {
    readonly name: string;
}
export declare class TagError extends UseCacheError {
    readonly name: string;
}
export declare class UseCacheError extends Error {
    readonly name: string;
    readonly code: ErrorCode;
    constructor(_: ErrorCode, _: string, _?: ErrorOptions);
}
export declare class ValueError extends UseCacheError {
    readonly name: string;
    readonly function: string;
    readonly path: string;
    constructor(_: ErrorCode, _: {
        function: string;
        path: string;
    }, _: string, _?: ErrorOptions);
}
// #endregion