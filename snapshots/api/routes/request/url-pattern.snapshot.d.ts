// #region Variables
export declare const URLPattern: typeof Polyfill;
// #endregion