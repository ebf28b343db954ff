// #region Interfaces
export interface Settings {
    project: HostProject;
    readonly aliasNext: boolean | undefined;
    isSecond: boolean;
}
// #endregion

// #region Functions
export declare function useCache(_?: UseCacheOptions): Plugin[];
// #endregion

// #region Default Export
export default useCache;
// #endregion

// #region Re-exports
export type { UseCacheOptions } from './host-project.ts';
// #endregion