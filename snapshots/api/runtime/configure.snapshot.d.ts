// #region Interfaces
export interface ConfigureOptions extends RuntimeOptions {
}
// #endregion

// #region Functions
export declare function checkOptions(_: RuntimeOptions, _: string): void;
export declare function configure(_: ConfigureOptions): void;
// #endregion