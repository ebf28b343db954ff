// #region Interfaces
export interface Routes {
    readonly fetch: (_: Request, _?: FetchContext) => Promise<Response>;
}
export interface RoutesOptions extends DispatchOptions {
    readonly prerendered?: Prerendered;
}
// #endregion

// #region Functions
export declare function createRoutes(_: Manifest, _?: RoutesOptions): Routes;
// #endregion