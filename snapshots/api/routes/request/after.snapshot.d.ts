// #region Functions
export declare function after(_: Promise<unknown> | (() => unknown)): void;
export declare function closeSoon(_: RequestScope): void;
// #endregion