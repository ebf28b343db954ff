/**
 * `use-cache/jest`: a transformer for Jest in the shape of `@swc/jest`, with the directive compiled first. It takes SWC's options, and ours as
 * `useCache`; without any, the file's extension decides.
 */
import { createHash } from 'node:crypto'
import type { Options } from '@swc/core'
import { transform, transformSync, type SwcOptions } from './swc.ts'

/** The little of Jest's options that is used. */
export interface JestOptions {
  readonly supportsStaticESM: boolean
  readonly config: { readonly rootDir: string }
  readonly configString?: string
}

export interface JestTransformer {
  readonly canInstrument: false
  process(source: string, file: string, options: JestOptions): { code: string }
  processAsync(source: string, file: string, options: JestOptions): Promise<{ code: string }>
  getCacheKey(source: string, file: string, options: JestOptions): string
}

/** What Jest calls with the options of its configuration. */
export function createTransformer(options: SwcOptions = {}): JestTransformer {
  return {
    canInstrument: false,
    process: (source, file, jest) => ({ code: transformSync(source, optionsFor(file, options, jest)).code }),
    processAsync: async (source, file, jest) => ({
      code: (await transform(source, optionsFor(file, options, { ...jest, supportsStaticESM: true }))).code,
    }),
    getCacheKey(source, file, { supportsStaticESM, configString = '' }) {
      const parts = [source, file, JSON.stringify(options), configString, String(supportsStaticESM), process.version]
      return createHash('sha256').update(parts.join('\0')).digest('hex')
    },
  }
}

const transformer: { readonly createTransformer: typeof createTransformer } = { createTransformer }

export default transformer

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
