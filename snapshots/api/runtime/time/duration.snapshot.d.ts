// #region Types
export type Duration = number | `${number}${Unit}` | `${number}${Unit}${number}${Unit}`;
// #endregion

// #region Functions
export declare function seconds(_: string, _: string): number;
// #endregion

// #region Referenced (internal)
type Unit = 'ms' | 's' | 'm' | 'h' | 'd' | 'w';
// #endregion