// #region Interfaces
export interface URLPattern extends Readonly<Record<Part, string>> {
    test(_?: URLPatternInput, _?: string): boolean;
    exec(_?: URLPatternInput, _?: string): URLPatternResult | null;
}
// #endregion

// #region Types
export type URLPatternInput = string | {
    readonly [P in Part | 'baseURL']?: string;
};
export type URLPatternResult = {
    readonly inputs: readonly URLPatternInput[];
} & {
    readonly [P in Part]: {
        readonly input: string;
        readonly groups: Readonly<Record<string, string | undefined>>;
    };
};
// #endregion

// #region Variables
export declare const URLPattern: Constructor;
// #endregion

// #region Referenced (internal)
type Constructor = new (input?: URLPatternInput, baseURL?: string) => URLPattern;
type Part = 'protocol' | 'username' | 'password' | 'hostname' | 'port' | 'pathname' | 'search' | 'hash';
// #endregion