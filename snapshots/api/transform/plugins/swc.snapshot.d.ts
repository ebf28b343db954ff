// #region Interfaces
export interface SwcOptions extends Options {
    readonly useCache?: SingleFileOptions;
}
export interface SwcOutput extends Output {
    readonly dependencies: readonly string[];
}
// #endregion

// #region Functions
export declare function transform(_: string | Program, _?: SwcOptions): Promise<SwcOutput>;
export declare function transformSync(_: string | Program, _?: SwcOptions): SwcOutput;
// #endregion

// #region Re-exports
export type { SingleFileOptions } from './single-file.ts';
// #endregion