// #region Interfaces
export interface Config {
    readonly kinds?: readonly string[];
    readonly cacheLife?: Readonly<Record<string, LifeOptions>>;
    readonly stores?: StoresByKind;
    readonly appDirectory?: string;
    readonly cacheComponents?: boolean;
    readonly severities?: Severities;
    readonly parser?: ParserName;
    readonly server?: ServerConfig;
    readonly version?: Versioning;
}
export interface ServerConfig {
    readonly maxBodyBytes?: number | ((_: string) => number | undefined);
    readonly draftSecret?: string | undefined;
    readonly onError?: (_: unknown, _: FailedRequest) => Response | undefined | void;
}
// #endregion

// #region Functions
export declare function defineConfig(_: Config): Config;
// #endregion

// #region Referenced (internal)
interface FailedRequest {
    readonly request: Request;
    readonly route: {
        readonly pattern: string;
        readonly file: string;
    };
}
// #endregion