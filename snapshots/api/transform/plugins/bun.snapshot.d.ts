// #region Interfaces
export interface BunPlugin {
    readonly name: string;
    setup(_: object): void | Promise<void>;
}
// #endregion

// #region Variables
export declare const useCache: (options?: UseCacheOptions) => BunPlugin;
// #endregion

// #region Default Export
export default useCache;
// #endregion

// #region Re-exports
export type { UseCacheOptions } from './host-project.ts';
// #endregion