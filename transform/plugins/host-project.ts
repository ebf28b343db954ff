/** What a host compiles for: its project, its configuration, and the versions of one build. */
import { resolve } from 'node:path'
import { compilerOptions, type ConfiguredOptions } from '../../config/compiler-options.ts'
import type { Config } from '../../config/index.ts'
import { loadConfig, type LoadedConfig } from '../../config/load.ts'
import type { Versioning } from '../index.ts'
import type { Constant } from './content/versions.ts'
import { hasNext } from './next-imports.ts'
import { versionedTransform, type VersionedTransform } from './versioned.ts'

/** Options of every host's plugin; they win over `use-cache.config.ts`, field by field. */
export interface UseCacheOptions extends ConfiguredOptions {
  /** The folder that ids of functions are relative to, and that `use-cache.config.ts` is looked for in. Default: the project that the host works in. */
  readonly root?: string
  /** What the version of a cached function is made of. Default: `'build'` for production builds, `'content'` for all others; a dev server knows no builds. */
  readonly version?: Versioning
  /** Whether `next/cache`, `next/server`, `next/headers`, `next/navigation` and `next/og` mean ours. Default: where `next` is not installed. */
  readonly aliasNext?: boolean
}

export interface HostProject {
  readonly root: string
  readonly isBuild: boolean
  readonly options: ConfiguredOptions
  readonly cacheLife: Config['cacheLife']
  /** `configFile`, if it names stores. */
  readonly storesFile: string | undefined
  /** `use-cache.config.*`, if there is one. */
  readonly configFile: string | undefined
  /** What it said when the project was opened. */
  readonly loaded: LoadedConfig
  readonly aliasNext: boolean
  readonly transform: VersionedTransform
}

/** `isBuild`: what is compiled now is compiled once, for production. */
export function hostProject(
  hostRoot: string,
  options: UseCacheOptions,
  isBuild: boolean,
  constants: readonly Constant[] = [],
): HostProject {
  const { version, aliasNext, root: ownRoot, ...over } = options
  const root = ownRoot === undefined ? hostRoot : resolve(ownRoot)
  const loaded = loadConfig(root)
  const { config, file, storesFile } = loaded
  return {
    root,
    isBuild,
    options: compilerOptions(config, over),
    cacheLife: config.cacheLife,
    storesFile,
    configFile: file,
    loaded,
    aliasNext: aliasNext ?? !hasNext(root),
    transform: versionedTransform(root, versioningOf(version ?? config.version, isBuild), constants),
  }
}

/** Whether the configuration was edited since. Throws when it can't be used as it is now. */
export function isOutdated({ root, loaded }: HostProject): boolean {
  return loadConfig(root) !== loaded
}

function versioningOf(asked: Versioning | undefined, isBuild: boolean): Versioning {
  if (isBuild) return asked ?? 'build'
  return typeof asked === 'object' ? asked : 'content'
}
