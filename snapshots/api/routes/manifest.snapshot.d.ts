// #region Interfaces
export interface Manifest {
    readonly routes: readonly Route[];
}
export interface Route {
    readonly pattern: string;
    readonly file: string;
    readonly kind?: 'handler' | 'metadata';
    load(): Promise<RouteModule>;
}
// #endregion

// #region Types
export type RouteModule = Readonly<Record<string, unknown>>;
// #endregion