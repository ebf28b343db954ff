// #region Interfaces
export interface DispatchOptions extends ErrorOptions {
    readonly maxBodyBytes?: number | ((_: string) => number | undefined);
    readonly draftSecret?: string;
}
export interface FetchContext {
    readonly waitUntil?: (_: Promise<unknown>) => void;
}
// #endregion

// #region Functions
export declare function dispatch(_: Route, _: RouteModule, _: Request, _: Params, _: DispatchOptions, _: FetchContext | undefined): Promise<Response>;
// #endregion