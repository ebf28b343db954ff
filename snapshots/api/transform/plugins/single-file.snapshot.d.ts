// #region Interfaces
export interface SingleFileOptions extends UseCacheOptions {
    readonly manifest?: string;
}
// #endregion

// #region Functions
export declare function compileFile(_: string, _: string, _: string, { manifest, ...options }: SingleFileOptions, _?: ModuleFormat): ModuleOutcome | undefined;
// #endregion