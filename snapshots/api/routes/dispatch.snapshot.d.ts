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

// #region Functions
export declare function dispatch({ route, module, isListed, cache }: LoadedRoute, _: Request, _: Params, _: DispatchOptions, _: FetchContext | undefined): Promise<Response>;
export declare function readyAnswer({ module, isListed, cache }: LoadedRoute, _: string | undefined, _: Params): KeptAnswer | null;
// #endregion