// #region Interfaces
export interface OneRequest extends RequestScope {
    readonly draft: boolean;
    readonly since?: number;
}
export interface RequestScope {
    readonly draft: boolean;
}
// #endregion

// #region Functions
export declare function currentRequest(): OneRequest | undefined;
export declare function enterRequest<Arguments extends unknown[], Result>(_: OneRequest, _: (..._: Arguments) => Result, ..._: Arguments): Result;
export declare function inRequest<Arguments extends unknown[], Result>({ draft }: RequestScope, _: (..._: Arguments) => Result, ..._: Arguments): Result;
export declare function lookAtDraft(_: OneRequest): void;
export declare function noteInvalidation(_: string, _: number): void;
export declare function ownInvalidation(_: readonly string[]): number;
export declare function requestedSince(): number;
export declare function whileChoosy<Result>(_: () => Promise<Result>): Promise<Result>;
// #endregion