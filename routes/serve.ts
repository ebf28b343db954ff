/** `use-cache/serve`: finds the routes of an app directory and serves them with Node. */
export { scan, type Scan, type ScanOptions } from './scan.ts'
export type { Conflict, ConflictCode } from './conflicts.ts'
export { nodeHandler, serve, type RunningServer, type ServeOptions } from './serve/node.ts'
