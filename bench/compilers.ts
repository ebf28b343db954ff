/** What the compiler is compared with, each as a function that handles one module as its users have it handled. */
import { createRequire } from 'node:module'
import type { Module } from './corpus.ts'
import { importPeer, importPeerFile } from './peers.ts'

export type Compile = (module: Module) => unknown

interface Compiler {
  readonly load: () => Promise<Compile>
  /** Reads JavaScript only: what the types cost is not counted. */
  readonly stripped?: true
}

/** With what the default, `parser: 'auto'`, takes where it is installed. */
export const ours = 'use-cache, oxc-parser'

export const compilers: Readonly<Record<string, Compiler>> = {
  'a string search': { load: () => Promise.resolve(({ code }) => code.includes('use cache')) },
  'our look at the door': {
    load: async () => {
      const { isWorthReading } = await import('../transform/index.ts')
      return ({ id, code }) => isWorthReading(code, id)
    },
  },
  [ours]: { load: () => useCache('oxc') },
  'use-cache, @babel/parser': { load: () => useCache('babel') },
  'use-cache, @swc/core': { load: () => useCache('swc') },
  'Next, its SWC binding': { load: next },
  'vinext *': { load: vinext, stripped: true },
  '@vitejs/plugin-rsc, hoist/wrap *': { load: pluginRsc, stripped: true },
  'parse only, @babel/parser': {
    load: async () => {
      const { parse } = await import('@babel/parser')
      return ({ id, code }) => parse(code, { sourceType: 'module', plugins: syntaxOf(id) })
    },
  },
  'parse only, @swc/core': {
    load: async () => {
      const { parseSync } = await import('@swc/core')
      return ({ id, code }) => parseSync(code, { syntax: 'typescript', tsx: !id.endsWith('.ts') })
    },
  },
  '@babel/core, a trivial plugin': {
    load: async () => {
      const { transformSync } = await importPeer<Transformer>('@babel/core')
      const plugin = { visitor: { DirectiveLiteral(): void {} } }
      const options = { configFile: false, babelrc: false, sourceMaps: true, plugins: [plugin] }
      return ({ id, code }) => transformSync(code, { ...options, filename: id, parserOpts: { plugins: syntaxOf(id) } })
    },
  },
}

interface Transformer {
  readonly transformSync: (code: string, options: object) => unknown
}

async function useCache(parser: 'babel' | 'oxc' | 'swc'): Promise<Compile> {
  const { transform } = await import('../transform/index.ts')
  return ({ id, code }) => transform(code, { id, parser, root: '/' })
}

/** The options that `next-swc-loader` makes for a module of the server's layer, and the binding that it hands them to. */
async function next(): Promise<Compile> {
  const { getLoaderSWCOptions } = await importPeerFile<{ readonly getLoaderSWCOptions: (options: object) => object }>(
    'next/dist/build/swc/options.js',
  )
  const { loadBindings } = await importPeerFile<{ readonly loadBindings: () => Promise<Transformer> }>(
    'next/dist/build/swc/index.js',
  )
  const { transformSync } = await loadBindings()
  const project = { appDir: '/app', isServer: true, development: false, esm: true, bundleLayer: 'rsc' }
  const caching = {
    isCacheComponents: true,
    useCacheEnabled: true,
    serverComponents: true,
    serverReferenceHashSalt: '',
  }
  const rest = { jsConfig: { compilerOptions: {} }, pageExtensions: ['tsx', 'ts', 'jsx', 'js'], compilerOptions: {} }
  return ({ id, code }) => {
    const filename = `/app/${id}`
    const options = getLoaderSWCOptions({ ...project, ...caching, ...rest, filename, relativeFilePathFromRoot: id })
    return transformSync(code, { ...options, filename, sourceFileName: filename, sourceMaps: true })
  }
}

/** The handler of vinext's Vite plugin in a build of server components, without the build around it. */
async function vinext(): Promise<Compile> {
  interface Plugin {
    readonly configResolved: (config: object) => void
    readonly transform: { readonly handler: (this: object, code: string, id: string) => Promise<unknown> }
  }
  const { createUseCacheCallablePlugin } = await importPeerFile<{
    readonly createUseCacheCallablePlugin: (options: object) => Promise<[Plugin]>
  }>('vinext/dist/plugins/use-cache-callable.js')
  const getEncryptionKey = (): string => 'key'
  const [plugin] = await createUseCacheCallablePlugin({
    projectRoot: import.meta.dirname,
    cacheRuntime: 'vinext/cache-runtime',
    getEncryptionKey,
  })
  const serverReferences = {
    resolve: (id: string) => ({ importId: id, referenceKey: id }),
    deleteClaim(): void {},
    replaceClaim(): void {},
  }
  const manager = { serverReferences, toRelativeId: (id: string) => id }
  plugin.configResolved({ root: '/', command: 'build', plugins: [{ name: 'rsc:minimal', api: { manager } }] })
  const context = { environment: { name: 'rsc', mode: 'build' } }
  return ({ id, code }) => plugin.transform.handler.call(context, code, `/${id}`)
}

/** The steps of its own example of a `use cache` plugin. */
async function pluginRsc(): Promise<Compile> {
  interface Result {
    readonly output: { readonly hasChanged: () => boolean; toString(): string; generateMap(options: object): unknown }
  }
  type Transform = (code: string, program: object, options: object) => Result
  const { hasDirective, transformHoistInlineDirective, transformWrapExport } = await importPeer<{
    readonly hasDirective: (body: unknown, directive: string) => boolean
    readonly transformHoistInlineDirective: Transform
    readonly transformWrapExport: Transform
  }>('@vitejs/plugin-rsc/transforms')
  const { parseAst } = await import('vite')
  const runtime = (value: string, name: string): string => `$$wrap(${value}, ${JSON.stringify(name)})`
  return ({ code }) => {
    if (!code.includes('use cache')) return undefined
    const program = parseAst(code)
    const { output } = hasDirective(program.body, 'use cache')
      ? transformWrapExport(code, program, { runtime, filter: () => true })
      : transformHoistInlineDirective(code, program, { runtime, directive: /^use cache/, rejectNonAsyncFunction: true })
    return output.hasChanged() ? [output.toString(), output.generateMap({ hires: 'boundary' })] : undefined
  }
}

/** A module without types and JSX. */
export function strip({ id, code }: Module): Module {
  const { transformSync } = createRequire(import.meta.url)('@swc/core') as typeof import('@swc/core')
  const parser = { syntax: 'typescript', tsx: !id.endsWith('.ts') } as const
  const jsc = { parser, target: 'esnext', transform: { react: { runtime: 'automatic' } } } as const
  return { id: id.replace(/tsx?$/, 'js'), code: transformSync(code, { jsc, filename: id, configFile: false }).code }
}

function syntaxOf(id: string): ('typescript' | 'jsx')[] {
  if (id.endsWith('.ts')) return ['typescript']
  return id.endsWith('.tsx') ? ['typescript', 'jsx'] : ['jsx']
}
