// #region Classes
export declare class NextRequest extends Request {
    readonly nextUrl: NextURL;
    readonly cookies: RequestCookies;
    constructor(_: string | URL | Request, _?: RequestInit);
    static [Symbol.hasInstance](_: unknown): boolean;
}
// #endregion

// #region Functions
export declare function asNextRequest(_: Request): NextRequest;
// #endregion

// #region Variables
export declare const requestAdditions: PropertyDescriptorMap & ThisType<Request & Remembers>;
// #endregion

// #region Referenced (internal)
interface Remembers {
    [url]: NextURL | undefined;
    [jar]: RequestCookies | undefined;
}
// #endregion