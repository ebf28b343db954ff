// #region Interfaces
export interface BabelPlugin {
    readonly name: string;
    manipulateOptions(_: object): void;
    parserOverride(_: string, _: object, _: Parse): object | undefined;
    pre(_: object): void;
}
// #endregion

// #region Functions
export declare function useCache(_: object, _?: SingleFileOptions): BabelPlugin;
// #endregion

// #region Default Export
export default useCache;
// #endregion

// #region Re-exports
export type { SingleFileOptions } from './single-file.ts';
// #endregion

// #region Referenced (internal)
type Parse = (_: string, _: object) => object;
// #endregion