// #region Functions
export declare function after(_: Promise<unknown> | (() => unknown)): void;
export declare function responseClosed(_: RequestScope): void;
// #endregion