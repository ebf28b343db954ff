// #region Interfaces
export interface RequestCookie {
    readonly name: string;
    readonly value: string;
}
// #endregion

// #region Classes
export declare class RequestCookies implements Iterable<[string, RequestCookie]> {
    #private;
    constructor(_: Headers);
    get size(): number;
    get(_: string | {
        readonly name: string;
    }): RequestCookie | undefined;
    getAll(_?: string | {
        readonly name: string;
    }): RequestCookie[];
    has(_: string): boolean;
    set(..._: [name: string, value: string] | [cookie: RequestCookie]): this;
    delete(_: string): boolean;
    delete(_: readonly string[]): boolean[];
    clear(): this;
    [Symbol.iterator](): IterableIterator<[string, RequestCookie]>;
    toString(): string;
}
// #endregion