// #region Functions
export declare function cacheDeadline(_: DeadlineOptions): void;
export declare function cacheSignal(): AbortSignal | null;
// #endregion