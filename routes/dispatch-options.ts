import type { ErrorOptions } from './failure.ts'

/** What the answering of a request needs to know beyond the route. */
export interface DispatchOptions extends ErrorOptions {
  /** The largest request body in bytes, for all routes or by pattern. Larger ones are answered with 413. No limit by default. */
  readonly maxBodyBytes?: number | ((pattern: string) => number | undefined)
  /** Marks draft mode's cookie as made by this server. Random by default; give one to let several processes agree. */
  readonly draftSecret?: string | undefined
  /** Whether the app runs with Cache Components: then a build decides which answers are kept, and segment config is an error. False by default. */
  readonly cacheComponents?: boolean
  /** The build that answers belong to: those of another one are not used. Matters where answers outlive the process. */
  readonly version?: string | undefined
}

/** What the host knows about one request. */
export interface FetchContext {
  /** Keeps the process alive for a promise: Workers, serverless functions. */
  readonly waitUntil?: (promise: Promise<unknown>) => void
}
