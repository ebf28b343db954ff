// #region Interfaces
export interface Scan extends Manifest {
    readonly appDirectory: string;
    readonly conflicts: readonly Conflict[];
}
export interface ScanOptions {
    readonly appDirectory?: string;
    readonly load?: (_: string) => Promise<RouteModule>;
}
// #endregion

// #region Functions
export declare function conflictsIn(_: string, _: string): Promise<readonly Conflict[]>;
export declare function scan(_: string, _?: ScanOptions): Promise<Scan>;
// #endregion