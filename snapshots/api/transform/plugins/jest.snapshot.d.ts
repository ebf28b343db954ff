// #region Interfaces
export interface JestOptions {
    readonly supportsStaticESM: boolean;
    readonly config: {
        readonly rootDir: string;
    };
    readonly configString?: string;
}
export interface JestTransformer {
    readonly canInstrument: false;
    process(_: string, _: string, _: JestOptions): {
        code: string;
    };
    processAsync(_: string, _: string, _: JestOptions): Promise<{
        code: string;
    }>;
    getCacheKey(_: string, _: string, _: JestOptions): string;
}
// #endregion

// #region Functions
export declare function createTransformer(_?: SwcOptions): JestTransformer;
// #endregion

// #region Default Export
export default transformer;
// #endregion