// #region Types
export type Match<R> = {
    readonly type: 'found';
    readonly route: R;
    readonly params: Params;
}
 | {
    readonly type: 'elsewhere';
    readonly pathname: string;
}
 | {
    readonly type: 'malformed';
} | {
    readonly type: 'none';
};
export type Params = Record<string, string | string[]>;
// #endregion

// #region Functions
export declare function createMatcher<R extends {
    readonly pattern: string;
}>(_: readonly R[]): (_: string) => Match<R>;
// #endregion