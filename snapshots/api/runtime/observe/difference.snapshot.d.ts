// #region Interfaces
export interface Difference {
    readonly path: string;
    readonly here: string;
    readonly there: string;
}
// #endregion

// #region Functions
export declare function differences(_: readonly Shown[], _: readonly Shown[], _: Places): readonly Difference[];
// #endregion

// #region Referenced (internal)
interface Places {
    readonly nameOf: (_: number) => string;
    readonly secretOf: (_: number) => string | undefined;
    readonly redaction: Redaction;
}
// #endregion