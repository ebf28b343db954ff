// #region Classes
export declare class NextResponse extends Base {
    readonly cookies: ResponseCookies;
    constructor(_?: ConstructorParameters<typeof Response>[0], _?: ResponseInit);
    static [Symbol.hasInstance](_: unknown): boolean;
    static json(_: unknown, _?: ResponseInit): NextResponse;
    static redirect(_: string | URL, _?: number | ResponseInit): NextResponse;
    static next(_?: ResponseInit): NextResponse;
    static rewrite(_: string | URL, _?: ResponseInit): NextResponse;
}
// #endregion

// #region Variables
export declare const forMiddleware: unique symbol;
// #endregion

// #region Referenced (internal)
declare const Base: typeof Response;
// #endregion