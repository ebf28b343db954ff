// #region Re-exports
export type { Conflict, ConflictCode } from './conflicts.ts';
export { scan, type Scan, type ScanOptions } from './scan.ts';
export { serve, type RunningServer, type ServeOptions } from './serve/node.ts';
// #endregion