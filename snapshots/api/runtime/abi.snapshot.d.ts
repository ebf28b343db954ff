// #region Functions
export declare function define(_: string, _?: DefinitionOptions): Definition;
export declare function mark<Fn>(_: Fn, _?: string): Fn;
export declare function pick(_: unknown, _: object): unknown;
export declare function reject(_: Error): Promise<never>;
export declare function run<Result>(_: Definition, _: readonly unknown[], _: Body<Result>, _?: readonly unknown[]): Promise<Result>;
export declare function wrap<Value>(_: string, _: string | undefined, _: Value, _?: string): Value;
// #endregion

// #region Re-exports
export { applyConfig } from './apply-config.ts';
// #endregion

// #region Other
export { Body }
export { Definition }
export { DefinitionOptions }
// #endregion