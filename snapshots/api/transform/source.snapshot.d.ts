// #region Interfaces
export interface Position {
    readonly line: number;
    readonly column: number;
    readonly offset: number;
}
export interface Range {
    readonly start: Position;
    readonly end: Position;
}
export interface SourceText {
    readonly text: string;
    position(_: number): Position;
    range(_: Span): Range;
}
export interface Span {
    readonly start: number;
    readonly end: number;
}
// #endregion

// #region Functions
export declare function isWithin(_: Span, _: Span): boolean;
export declare function sourceText(_: string): SourceText;
// #endregion