// #region Interfaces
export interface ResolvedOptions {
    readonly id: string;
    readonly root: string;
    readonly parser: ParserName;
    readonly kinds: ReadonlySet<string>;
    readonly profiles: ReadonlySet<string>;
    readonly cacheComponents: boolean;
    readonly appDirectory: string | undefined;
    readonly severities: Severities;
    readonly handlers: readonly HandlerExport[];
    readonly format: ModuleFormat;
    readonly version: string | VersionOf | undefined;
    readonly prelude: string | ((_: ModuleFormat) => string);
}
export interface TransformOptions {
    readonly id: string;
    readonly root?: string;
    readonly parser?: ParserName;
    readonly kinds?: readonly string[];
    readonly profiles?: readonly string[];
    readonly cacheComponents?: boolean;
    readonly appDirectory?: string;
    readonly severities?: Severities;
    readonly handlers?: readonly HandlerExport[];
    readonly format?: ModuleFormat;
    readonly version?: string | VersionOf;
    readonly prelude?: string | ((_: ModuleFormat) => string);
}
// #endregion

// #region Types
export type ModuleFormat = 'esm' | 'commonjs';
export type ParserName = 'auto' | 'babel' | 'swc' | 'oxc';
export type Versioning = 'build' | 'content' | {
    readonly manual: string;
};
export type VersionOf = (_: Span) => string | undefined;
// #endregion

// #region Functions
export declare function resolveOptions(_: TransformOptions): ResolvedOptions;
// #endregion

// #region Variables
export declare const kindName: RegExp;
export declare const parsers: readonly ParserName[];
// #endregion