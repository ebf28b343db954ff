// #region Types
export type RedirectType = 'push' | 'replace';
// #endregion

// #region Classes
export declare class Interrupt extends Error {
    readonly name = "Interrupt";
    readonly digest: string;
    readonly status: number;
    readonly location: string | null;
    constructor(_: string, _: string, _: number, _: string | null);
}
// #endregion

// #region Functions
export declare function forbidden(): never;
export declare function notFound(): never;
export declare function permanentRedirect(_: string | URL, _?: RedirectType): never;
export declare function redirect(_: string | URL, _?: RedirectType): never;
export declare function unauthorized(): never;
export declare function unstable_rethrow(_: unknown): void;
// #endregion

// #region Variables
export declare const RedirectType: {
    readonly push: 'push';
    readonly replace: 'replace';
};
// #endregion