// #region Interfaces
export interface Deadline {
    readonly soft: number;
    readonly hard: number;
}
export interface DeadlineOptions {
    readonly soft?: Duration | undefined;
    readonly hard?: Duration | undefined;
}
// #endregion

// #region Functions
export declare function deadlineOf(_: DeadlineOptions, _: Deadline, _: string): Deadline;
// #endregion

// #region Variables
export declare const noDeadline: Deadline;
// #endregion