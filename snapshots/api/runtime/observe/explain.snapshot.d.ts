// #region Functions
export declare function explain<Args extends readonly unknown[]>(_: (..._: Args) => Promise<unknown>, ..._: NoInfer<Args>): Promise<Explanation>;
// #endregion