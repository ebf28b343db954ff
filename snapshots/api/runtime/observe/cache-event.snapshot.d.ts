// #region Interfaces
export interface CacheEvents {
    readonly hit: CallEvent & {
        readonly type: 'hit';
        readonly age: number;
        readonly bytes: number;
        readonly store: string;
    };
    readonly stale: CallEvent & {
        readonly type: 'stale';
        readonly reason: 'old' | 'error' | 'slow';
        readonly age: number;
        readonly bytes: number;
        readonly store: string;
    };
    readonly miss: CallEvent & {
        readonly type: 'miss';
        readonly reason: 'absent' | 'stale' | 'expired' | 'unchecked';
    };
    readonly fill: CallEvent & {
        readonly type: 'fill';
        readonly duration: number;
        readonly bytes: number;
        readonly life: Life;
        readonly tags: readonly string[];
        readonly kept: boolean;
        readonly background: boolean;
    };
    readonly error: CallEvent & {
        readonly type: 'error';
        readonly error: unknown;
        readonly duration: number;
        readonly background: boolean;
    };
    readonly evict: CallEvent & {
        readonly type: 'evict';
        readonly age: number;
        readonly bytes: number;
        readonly store: string;
    };
    readonly bypass: CallEvent & {
        readonly type: 'bypass';
        readonly reason: 'draft' | 'no-request';
    };
    readonly invalidate: {
        readonly type: 'invalidate';
        readonly tag: string;
        readonly expire: number;
    };
    readonly 'store-error': {
        readonly type: 'store-error';
        readonly store: string;
        readonly operation: string;
        readonly error: unknown;
        readonly function?: string | undefined;
    };
}
export interface CallEvent {
    readonly function: string;
    readonly kind: string;
    readonly arguments: readonly string[];
    readonly captures: readonly string[];
}
// #endregion

// #region Types
export type CacheEvent = CacheEvents[CacheEventType];
export type CacheEventType = keyof CacheEvents;
// #endregion