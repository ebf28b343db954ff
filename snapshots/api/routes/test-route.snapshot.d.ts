// #region Interfaces
export interface TestRequest extends DispatchOptions, FetchContext {
    readonly url?: string | URL;
    readonly method?: string;
    readonly params?: Params;
    readonly headers?: NonNullable<RequestInit['headers']>;
    readonly body?: Body | Record<string, unknown> | readonly unknown[];
    readonly signal?: AbortSignal;
}
// #endregion

// #region Functions
export declare function testRoute(_: RouteModule, _?: TestRequest): Promise<Response>;
// #endregion

// #region Referenced (internal)
type Body = Exclude<RequestInit['body'], undefined>;
// #endregion