// #region Interfaces
export interface Piece {
    readonly text: string;
    readonly original: number | null;
    readonly kept: boolean;
}
export interface SourceMap {
    readonly version: 3;
    readonly sources: readonly string[];
    readonly sourcesContent: readonly string[];
    readonly names: readonly string[];
    readonly mappings: string;
    toString(): string;
    toUrl(): string;
}
// #endregion

// #region Functions
export declare function sourceMap(_: string, _: readonly Piece[], _: string): SourceMap;
// #endregion