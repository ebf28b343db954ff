// #region Interfaces
export interface Config {
    readonly kinds?: readonly string[];
    readonly cacheLife?: Readonly<Record<string, LifeOptions>>;
    readonly stores?: StoresByKind;
    readonly appDirectory?: string;
    readonly cacheComponents?: boolean;
    readonly severities?: Severities;
    readonly parser?: ParserName;
    readonly version?: Versioning;
}
// #endregion

// #region Functions
export declare function defineConfig(_: Config): Config;
// #endregion