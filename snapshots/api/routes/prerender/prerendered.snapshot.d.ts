// #region Interfaces
export interface Prerendered {
    readonly answers: readonly PrerenderedAnswer[];
    readonly dynamic: readonly string[];
}
export interface PrerenderedAnswer extends Made {
    readonly pattern: string;
    readonly path: string;
    readonly response: StoredResponse;
}
// #endregion

// #region Functions
export declare function readPrerendered(_: string): Promise<Prerendered>;
export declare function writePrerendered(_: string, { answers, dynamic }: Prerendered): Promise<void>;
// #endregion