/**
 * `use-cache/jest`: a transformer for Jest in the shape of `@swc/jest`, with the directive compiled first. It takes SWC's options, and ours as
 * `useCache`; without any, the file's extension decides.
 */
import { createHash } from 'node:crypto'
import type { Options } from '@swc/core'
import type { HostProject } from './host-project.ts'
import { projectRoot } from './node/package.ts'
import { openProjects } from './open-projects.ts'
import { profilesLiteral } from './profiles.ts'
import { transform, transformSync, type SwcOptions } from './swc.ts'
import { version } from '../version.ts'

/** The little of Jest's options that is used. */
export interface JestOptions {
  readonly supportsStaticESM: boolean
  readonly config: { readonly rootDir: string }
  readonly configString?: string
}

/** What Jest asks of a transformer, as far as it concerns this one. */
export interface JestTransformer {
  readonly canInstrument: false
  process(source: string, file: string, options: JestOptions): { code: string }
  processAsync(source: string, file: string, options: JestOptions): Promise<{ code: string }>
  getCacheKey(source: string, file: string, options: JestOptions): string
}

/** What Jest calls with the options of its configuration. */
export function createTransformer(options: SwcOptions = {}): JestTransformer {
  const releases = `${version()} ${process.version}`
  return {
    canInstrument: false,
    process: (source, file, jest) => ({ code: transformSync(source, optionsFor(file, options, jest)).code }),
    processAsync: async (source, file, jest) => ({
      code: (await transform(source, optionsFor(file, options, { ...jest, supportsStaticESM: true }))).code,
    }),
    getCacheKey(source, file, { supportsStaticESM, config, configString = '' }) {
      const configured = configuredBy(projects(projectRoot(config.rootDir), options.useCache))
      const parts = [
        source,
        file,
        JSON.stringify(options),
        configString,
        configured,
        String(supportsStaticESM),
        releases,
      ]
      return createHash('sha256').update(parts.join('\0')).digest('hex')
    },
  }
}

const transformer: { readonly createTransformer: typeof createTransformer } = { createTransformer }

export default transformer

/** What `use-cache.config.*` has to do with the output. */
function configuredBy({ options, cacheLife, storesFile, aliasNext, loaded }: HostProject): string {
  return profilesLiteral({ options, cacheLife, storesFile, aliasNext, version: loaded.config.version })
}

const projects = openProjects()

function optionsFor(file: string, options: SwcOptions, { supportsStaticESM, config }: JestOptions): SwcOptions {
  const { jsc, ...rest } = options
  const isTypeScript = /\.[cm]?tsx?$/.test(file)
  const parser: NonNullable<Options['jsc']>['parser'] = isTypeScript
    ? { syntax: 'typescript', tsx: file.endsWith('x'), decorators: true }
    : { syntax: 'ecmascript', jsx: true, decorators: true }
  const hoisting = { hidden: { jest: true } } as object
  return {
    swcrc: false,
    ...rest,
    cwd: config.rootDir,
    filename: file,
    sourceMaps: 'inline',
    jsc: {
      target: 'es2022',
      parser,
      ...jsc,
      transform: { react: { runtime: 'automatic' }, ...jsc?.transform, ...hoisting },
    },
    module: { type: supportsStaticESM ? 'es6' : 'commonjs', ...(supportsStaticESM ? {} : { ignoreDynamic: false }) },
  }
}
