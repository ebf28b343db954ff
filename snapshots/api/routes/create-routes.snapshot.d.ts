// #region Interfaces
export interface Routes {
    readonly fetch: (_: Request, _?: FetchContext) => Promise<Response>;
    readonly [ready]?: (_: string | undefined, _: string) => KeptAnswer | null;
}
export interface RoutesOptions extends DispatchOptions {
    readonly prerendered?: Prerendered;
}
// #endregion

// #region Functions
export declare function createRoutes(_: Manifest, _?: RoutesOptions): Routes;
// #endregion

// #region Variables
export declare const ready: unique symbol;
// #endregion