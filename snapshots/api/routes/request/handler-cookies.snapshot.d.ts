// #region Classes
export declare class HandlerCookies implements Iterable<[string, RequestCookie]> {
    #private;
    constructor(_: Request);
    get changes(): ReadonlyMap<string, string>;
    get size(): number;
    get(_: string | {
        readonly name: string;
    }): RequestCookie | undefined;
    getAll(_?: string | {
        readonly name: string;
    }): RequestCookie[];
    has(_: string): boolean;
    set(..._: SetCookieArguments): this;
    delete(..._: DeleteCookieArguments): this;
    [Symbol.iterator](): IterableIterator<[string, RequestCookie]>;
    toString(): string;
}
// #endregion