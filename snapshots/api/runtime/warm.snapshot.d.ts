// #region Interfaces
export interface WarmOptions {
    readonly concurrency?: number | undefined;
}
export interface WarmReport<Args> {
    readonly filled: number;
    readonly known: number;
    readonly unkept: number;
    readonly failed: readonly {
        readonly args: Args;
        readonly error: unknown;
    }[];
}
// #endregion

// #region Functions
export declare function warm<Args extends unknown[]>(_: (..._: Args) => Promise<unknown>, _: Iterable<Readonly<NoInfer<Args>>> | AsyncIterable<Readonly<NoInfer<Args>>>, _?: WarmOptions): Promise<WarmReport<Readonly<Args>>>;
// #endregion