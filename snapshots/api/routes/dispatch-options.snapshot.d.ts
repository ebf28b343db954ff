// #region Interfaces
export interface DispatchOptions extends ErrorOptions {
    readonly maxBodyBytes?: number | ((_: string) => number | undefined);
    readonly draftSecret?: string | undefined;
    readonly cacheComponents?: boolean;
    readonly version?: string | undefined;
}
export interface FetchContext {
    readonly waitUntil?: (_: Promise<unknown>) => void;
}
// #endregion