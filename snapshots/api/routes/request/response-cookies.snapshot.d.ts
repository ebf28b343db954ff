// #region Interfaces
export interface ResponseCookie {
    readonly name: string;
    readonly value: string;
    readonly path?: string | undefined;
    readonly domain?: string | undefined;
    readonly maxAge?: number | undefined;
    readonly expires?: Date | number | undefined;
    readonly httpOnly?: boolean | undefined;
    readonly secure?: boolean | undefined;
    readonly partitioned?: boolean | undefined;
    readonly sameSite?: boolean | 'lax' | 'strict' | 'none' | undefined;
    readonly priority?: 'low' | 'medium' | 'high' | undefined;
}
// #endregion

// #region Types
export type DeleteCookieArguments = [name: string] | [cookie: Pick<ResponseCookie, 'name' | 'path' | 'domain'>];
export type SetCookieArguments = [name: string, value: string, options?: Partial<ResponseCookie>] | [cookie: ResponseCookie];
// #endregion

// #region Classes
export declare class ResponseCookies {
    #private;
    constructor(_: Headers);
    get(_: string): ResponseCookie | undefined;
    getAll(_?: string): ResponseCookie[];
    has(_: string): boolean;
    set(..._: SetCookieArguments): this;
    delete(..._: DeleteCookieArguments): this;
    toString(): string;
}
// #endregion

// #region Functions
export declare function deleteCookieLine(_: DeleteCookieArguments): {
    readonly name: string;
    readonly line: string;
};
export declare function setCookieLine(_: SetCookieArguments): {
    readonly name: string;
    readonly value: string;
    readonly line: string;
};
// #endregion