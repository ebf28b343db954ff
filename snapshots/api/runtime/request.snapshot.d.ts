// #region Interfaces
export interface RequestScope {
    readonly draft: boolean;
    readonly since?: number;
}
// #endregion

// #region Functions
export declare function currentRequest(): RequestScope | undefined;
export declare function inRequest<Arguments extends unknown[], Result>(_: RequestScope, _: (..._: Arguments) => Result, ..._: Arguments): Result;
export declare function lookAtDraft(_: RequestScope): void;
export declare function noteInvalidation(_: string, _: number): void;
export declare function ownInvalidation(_: readonly string[]): number;
export declare function requestedSince(): number;
export declare function whileChoosy<Result>(_: () => Promise<Result>): Promise<Result>;
// #endregion