/** `use-cache/serve`: finds the routes of an app directory and serves them with Node. */
export { scan, type Scan, type ScanOptions } from './scan.ts'
export type { Conflict, ConflictCode } from './conflicts.ts'
export { nodeHandler, serve, type RunningServer, type ServeOptions } from './serve/node.ts'
export { collectPrerendered, prerender, type PrerenderedRoute, type PrerenderOptions } from './prerender/prerender.ts'
export { type Prerendered, type PrerenderedAnswer, readPrerendered, writePrerendered } from './prerender/prerendered.ts'
export type { StoredResponse } from './response-cache/stored-response.ts'
