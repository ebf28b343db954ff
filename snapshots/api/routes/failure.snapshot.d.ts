// #region Interfaces
export interface ErrorOptions {
    readonly onError?: (_: unknown, _: FailedRequest) => Response | undefined | void;
}
export interface FailedRequest {
    readonly request: Request;
    readonly route: Route;
}
// #endregion

// #region Functions
export declare function failed(_: unknown, _: FailedRequest, { onError }: ErrorOptions): Response;
export declare function failure(_: unknown, _: FailedRequest, _: ErrorOptions): Response;
// #endregion