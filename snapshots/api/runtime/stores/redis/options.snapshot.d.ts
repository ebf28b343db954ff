// #region Interfaces
export interface RedisStoreOptions {
    readonly url: string | readonly string[];
    readonly cluster?: boolean;
    readonly prefix?: string;
    readonly staleness?: number;
    readonly timeout?: number;
    readonly maxAge?: number;
}
// #endregion

// #region Functions
export declare function checkOptions(_: RedisStoreOptions): void;
export declare function withoutSecrets(_: unknown): string;
// #endregion