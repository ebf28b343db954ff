import type { LifeOptions, StoresByKind } from '../runtime/index.ts'
import type { ParserName, Severities, Versioning } from '../transform/index.ts'

/** What `use-cache.config.ts` says. Every field may be left out. */
export interface Config {
  /** Kinds beside `default`, `remote` and `private`: the `tenant` of `'use cache: tenant'`. */
  readonly kinds?: readonly string[]
  /** Profiles for `cacheLife`, by name: the compiler knows the names, the runtime the values. */
  readonly cacheLife?: Readonly<Record<string, LifeOptions>>
  /**
   * What keeps results outside of the process, by kind: `{ default: lmdbStore({ path: './cache' }), remote: redisStore({ url }) }`; `'memory'` for the process alone. Kinds that are not named have that of
   * `default`. Default: memory, or what `USE_CACHE_REDIS_URL` or `USE_CACHE_LMDB_PATH` names.
   */
  readonly stores?: StoresByKind
  /** The folder of route files, relative to the project's root. Default: any folder named `app`. */
  readonly appDirectory?: string
  /** Whether the app runs with Cache Components; then segment config in route files is an error. Default: false. */
  readonly cacheComponents?: boolean
  /** The severity of findings by their codes; `'off'` hides them. What has a finding is not cached, whatever its severity. */
  readonly severities?: Severities
  /** Which parser reads modules. Default: `'auto'`. */
  readonly parser?: ParserName
  /** What `use-cache dev` and `start` answer requests with. A build takes it along. */
  readonly server?: ServerConfig
  /** What the version of a cached function is made of. Default: `'build'` for builds of a bundler, `'content'` everywhere else. */
  readonly version?: Versioning
}

/** The same options as those of `createRoutes`. */
export interface ServerConfig {
  /** The largest request body in bytes, for all routes or by pattern. Larger ones are answered with 413. Default: no limit. */
  readonly maxBodyBytes?: number | ((pattern: string) => number | undefined)
  /** Lets several processes, and one after a restart, agree on who sees drafts. Default: `USE_CACHE_DRAFT_SECRET`, or one that ends with the process. */
  readonly draftSecret?: string | undefined
  /** Told about every failure. What it returns is the answer, instead of an empty 500. Default: failures are logged. */
  readonly onError?: (error: unknown, failed: FailedRequest) => Response | undefined | void
}

interface FailedRequest {
  readonly request: Request
  readonly route: { readonly pattern: string; readonly file: string }
}

/**
 * Gives a configuration its type; the value is returned as it is.
 *
 * ```ts
 * // use-cache.config.ts
 * import { defineConfig } from 'use-cache/config'
 *
 * export default defineConfig({ cacheLife: { products: { revalidate: '15m', expire: '1d' } } })
 * ```
 */
export function defineConfig(config: Config): Config {
  return config
}
