// #region Interfaces
export interface CorsOptions {
    readonly origin?: string | readonly string[] | RegExp | ((_: string) => boolean);
    readonly credentials?: boolean;
    readonly allowHeaders?: readonly string[];
    readonly exposeHeaders?: readonly string[];
    readonly maxAge?: number;
}
// #endregion

// #region Types
export type WithCors<M extends Record<string, CorsHandler>> = {
    [K in keyof M | 'OPTIONS']: K extends keyof M ? (...args: Parameters<M[K]>) => Promise<Awaited<ReturnType<M[K]>>> : (request: Request) => Promise<Response>;
};
// #endregion

// #region Functions
export declare function cors<M extends Record<string, CorsHandler>>(_: CorsOptions, _: M): WithCors<M>;
export declare function corsHeaders(_: CorsOptions, _: Request): Entry[];
export declare function corsOf(_: Handler): {
    readonly options: CorsOptions;
    readonly handler: Handler;
} | null;
export declare function withCorsOf(_: Handler | null, _: Request, _: Response): Response;
// #endregion

// #region Referenced (internal)
type CorsHandler = (_: NextRequest, _: {
    readonly params: Promise<never>;
}) => unknown;
type Entry = readonly [name: string, value: string];
// #endregion