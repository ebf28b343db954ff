// #region Interfaces
export interface LoaderContext {
    readonly resourcePath: string;
    readonly sourceMap?: boolean;
    readonly rootContext?: string;
    readonly target?: string;
    getOptions(): SwcOptions;
    async(): (_: Error | null, _?: string, _?: string) => void;
    addDependency(_: string): void;
}
// #endregion

// #region Default Export
export default loader;
// #endregion