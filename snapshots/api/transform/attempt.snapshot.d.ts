// #region Functions
export declare function isWorthReading(_: string, _: string): boolean;
export declare function resemblesDirective(_: string): boolean;
// #endregion

// #region Variables
export declare const routeFile: RegExp;
export declare const worthReading: RegExp;
// #endregion