// #region Interfaces
export interface Clock {
    now(): number;
}
export interface Timeline {
    now(): number;
    stamp(): number;
    recentTick(): number;
}
// #endregion

// #region Functions
export declare function tickOf(_: number): number;
export declare function timeline(_?: Clock): Timeline;
// #endregion

// #region Variables
export declare const noTick: number;
// #endregion