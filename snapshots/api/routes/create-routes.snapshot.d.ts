// #region Interfaces
export interface Routes {
    readonly fetch: (_: Request, _?: FetchContext) => Promise<Response>;
}
// #endregion

// #region Types
export type RoutesOptions = DispatchOptions;
// #endregion

// #region Functions
export declare function createRoutes(_: Manifest, _?: RoutesOptions): Routes;
// #endregion