// #region Interfaces
export interface CacheOptions<Args extends readonly unknown[] = never[]> {
    readonly id?: string | undefined;
    readonly key?: ((..._: Args) => readonly unknown[]) | undefined;
    readonly life?: CacheLifeProfile | LifeOptions | undefined;
    readonly tags?: readonly string[] | ((..._: Args) => readonly string[]) | undefined;
    readonly deadline?: DeadlineOptions | undefined;
    readonly kind?: string | undefined;
    readonly version?: string | undefined;
}
// #endregion

// #region Types
export type CachedFunction<Fn> = Fn extends (...args: never[]) => Promise<unknown> ? Fn : Fn extends (...args: infer Args) => infer Result ? (...args: Args) => Promise<Awaited<Result>> : never;
// #endregion

// #region Functions
export declare function cache<Fn extends CallableFunction>(_: Fn, _?: CacheOptions<ArgumentsOf<Fn>>): CachedFunction<Fn>;
export declare function dressed<Fn extends (...args: never[]) => unknown>(_: (..._: never[]) => unknown, _: Fn): Fn;
export declare function namedDefinition(_: string, _: DefinitionOptions): Definition;
export declare function padded<Args extends unknown[]>(_: Args, _: number): Args;
export declare function refuseUncacheable(_: unknown, _: string): void;
// #endregion

// #region Referenced (internal)
type ArgumentsOf<Fn> = Fn extends (...args: infer Args) => unknown ? Args : never[];
// #endregion