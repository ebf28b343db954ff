// #region Interfaces
export interface HostProject {
    readonly root: string;
    readonly isBuild: boolean;
    readonly options: ConfiguredOptions;
    readonly cacheLife: Config['cacheLife'];
    readonly storesFile: string | undefined;
    readonly configFile: string | undefined;
    readonly loaded: LoadedConfig;
    readonly aliasNext: boolean;
    readonly transform: VersionedTransform;
}
export interface UseCacheOptions extends ConfiguredOptions {
    readonly root?: string;
    readonly version?: Versioning;
    readonly aliasNext?: boolean;
}
// #endregion

// #region Functions
export declare function hostProject(_: string, _: UseCacheOptions, _: boolean, _?: readonly Constant[]): HostProject;
export declare function isOutdated({ root, loaded }: HostProject): boolean;
// #endregion