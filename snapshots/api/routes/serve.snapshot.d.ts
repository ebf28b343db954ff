// #region Re-exports
export type { Conflict, ConflictCode } from './conflicts.ts';
export { nodeHandler, serve, type RunningServer, type ServeOptions } from './serve/node.ts';
export { scan, type Scan, type ScanOptions } from './scan.ts';
// #endregion