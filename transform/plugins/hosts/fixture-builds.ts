/** Each host as its users run it: from sources to a program that Node can start. */
import { execFile } from 'node:child_process'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { transformSync as stripTypes } from 'esbuild'
import type { UseCacheOptions } from '../host-project.ts'
import type { SingleFileOptions } from '../single-file.ts'

export interface Job {
  readonly root: string
  /** Relative to the root. */
  readonly entry: string
  readonly mode: Mode
  readonly options: SingleFileOptions
}

export type Mode = 'dev' | 'build'

/** Builds, runs, and gives what the program wrote. */
export type HostRun = (job: Job) => Promise<string>

const repository = fileURLToPath(new URL('../../../', import.meta.url))
const own = createRequire(join(repository, 'package.json'))
/** The program of Bun, where there is one for this machine. */
export const bun: string | undefined = globSync(join(repository, 'node_modules/@oven/bun-*/bin/bun*'))[0]

export const hosts: Readonly<Record<string, HostRun>> = {
  register: async ({ root, entry }) => runFile(join(root, entry), ['--import', registerUrl]),
  tsx: async ({ root, entry }) => runFile(join(root, entry), ['--import', own.resolve('tsx'), '--import', registerUrl]),

  async vite({ root, entry, mode, options }) {
    const { build } = await import('vite')
    const plugins = [(await pluginOf<ViteFactory>('vite'))(options)]
    const shared = { root, configFile: false as const, logLevel: 'silent' as const, plugins }
    const output = join(root, 'out')
    if (mode === 'build') {
      await build({ ...shared, ssr: { noExternal: ['priced'] }, build: { ssr: entry, outDir: 'out', sourcemap: true } })
      return runFile(join(output, entry.replace(/\.ts$/, '.js')))
    }
    // A process of its own, as a dev server is; the runtime that it shares with nobody.
    const script = `import { createServer } from ${JSON.stringify(own.resolve('vite').replace(/index\.cjs$/, 'dist/node/index.js'))}
import useCache from 'use-cache/vite'
const server = await createServer({ root: ${JSON.stringify(root)}, configFile: false, logLevel: 'error', appType: 'custom', server: { middlewareMode: true, ws: false, watch: null }, ssr: { noExternal: ['priced'] }, plugins: [useCache(${JSON.stringify(options)})] })
await server.environments.ssr.runner.import('/${entry}')
await server.close()`
    writeFileSync(join(root, 'dev.mjs'), script)
    return runFile(join(root, 'dev.mjs'))
  },

  async rollup({ root, entry, mode, options }) {
    const { rollup, watch } = await import('rollup')
    const useCache = await pluginOf('rollup')
    const output = { dir: join(root, 'out'), ...outputNames }
    const config = {
      input: join(root, entry),
      external: isRuntime,
      plugins: [useCache({ ...options, root }), typescript(), packages(root)] as never,
      onLog: () => undefined,
    }
    if (mode === 'build') await (await rollup(config)).write(output)
    else await firstBuild(watch({ ...config, output }) as never)
    return runFile(join(root, 'out', entry.replace(/\.ts$/, '.mjs')))
  },

  async rolldown({ root, entry, mode, options }) {
    const { build, watch } = await import('rolldown')
    const useCache = await pluginOf('rolldown')
    const output = { dir: join(root, 'out'), ...outputNames }
    const config = {
      input: join(root, entry),
      cwd: root,
      platform: 'node' as const,
      external: isRuntime,
      plugins: [useCache(options)] as never,
    }
    if (mode === 'build') await build({ ...config, output, write: true })
    else await firstBuild(watch({ ...config, output }))
    return runFile(join(root, 'out', entry.replace(/\.ts$/, '.mjs')))
  },

  webpack: (job) => webpackLike(job, own('webpack') as WebpackLike, [useSwcLoader], true),
  'webpack, swc-loader': (job) => webpackLike(job, own('webpack') as WebpackLike, [useSwcLoader], false),
  rspack: async (job) =>
    webpackLike(
      job,
      ((await import('@rspack/core')) as unknown as { rspack: WebpackLike }).rspack,
      [useBuiltinLoader],
      true,
    ),

  async esbuild({ root, entry, mode, options }) {
    const { build, context } = await import('esbuild')
    const useCache = await pluginOf('esbuild')
    const config = {
      absWorkingDir: root,
      entryPoints: [entry],
      bundle: true,
      platform: 'node',
      format: 'esm',
      outdir: 'out',
      outExtension: { '.js': '.mjs' },
      external: ['use-cache', 'use-cache/*'],
      sourcemap: true,
      logLevel: 'error',
      plugins: [useCache(options)],
    } as never
    if (mode === 'build') await build(config)
    else {
      const watching = await context(config)
      await watching.rebuild()
      await watching.rebuild()
      await watching.dispose()
    }
    return runFile(join(root, 'out', entry.replace(/\.ts$/, '.mjs')))
  },

  async farm({ root, entry, mode, options }) {
    // Farm ends the process that it runs in when a build fails.
    const script = `import { build } from ${JSON.stringify(own.resolve('@farmfe/core'))}
import useCache from 'use-cache/farm'
await build({ root: ${JSON.stringify(root)}, configFile: false, mode: '${mode === 'build' ? 'production' : 'development'}', compilation: { mode: '${mode === 'build' ? 'production' : 'development'}', input: { main: './${entry}' }, output: { path: 'out', targetEnv: 'library-node', format: 'esm', entryFilename: '[entryName].mjs' }, external: ['^use-cache'], minify: false, presetEnv: false, define: { node: 'node' }, partialBundling: { enforceResources: [{ name: 'main', test: ['.+'] }] }, sourcemap: true, lazyCompilation: false }, plugins: [useCache(${JSON.stringify(options)})] })`
    writeFileSync(join(root, 'farm.mjs'), script)
    await promisify(execFile)(process.execPath, ['farm.mjs'], { cwd: root })
    return runFile(join(root, 'out/main.mjs'))
  },

  async bun({ root, entry, mode, options }) {
    if (bun === undefined) return 'no bun'
    const plugin = `import useCache from 'use-cache/bun'\nconst plugin = useCache(${JSON.stringify(options)})\n`
    const scripts = {
      build: `${plugin}const built = await Bun.build({ root: '.', entrypoints: ['./${entry}'], target: 'node', format: 'esm', outdir: 'out', naming: '[name].mjs', external: ['use-cache', 'use-cache/*'], sourcemap: 'linked', plugins: [plugin] })
if (!built.success) throw new AggregateError(built.logs)`,
      dev: `${plugin}Bun.plugin(plugin)\nawait import('./${entry}')`,
    }
    writeFileSync(join(root, 'bun.mjs'), scripts[mode])
    const { stdout } = await promisify(execFile)(bun, ['bun.mjs'], { cwd: root })
    return mode === 'dev' ? stdout : runFile(join(root, 'out', entry.replace(/\.ts$/, '.mjs')))
  },

  'babel 8': (job) => fileByFile(job, babelBy('@babel/core')),
  'babel 7': (job) => fileByFile(job, babelBy('babel-core-7')),

  async swc(job) {
    const { transformSync } = (await import(
      join(repository, 'dist/transform/plugins/swc.js')
    )) as typeof import('../swc.ts')
    return fileByFile(job, (code, file) => {
      const { code: output, map } = transformSync(code, {
        filename: file,
        cwd: job.root,
        swcrc: false,
        configFile: false,
        sourceMaps: true,
        jsc: { target: 'es2024', parser: { syntax: file.endsWith('.ts') ? 'typescript' : 'ecmascript' } },
        useCache: job.options,
      })
      return { code: output, map: map! }
    })
  },
}

/** What a project of a user finds in its node_modules: the built package. */
export async function pluginOf<Factory = (options?: UseCacheOptions) => unknown>(name: string): Promise<Factory> {
  return ((await import(join(repository, `dist/transform/plugins/${name}.js`))) as { default: Factory }).default
}

type ViteFactory = typeof import('../vite.ts').default

const registerUrl = 'use-cache/register'
const isRuntime = /^use-cache(?:\/|$)/
const outputNames = { sourcemap: true, entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' }

/** Runs a program as a process, with source maps, and gives what it wrote. */
async function runFile(file: string, args: readonly string[] = []): Promise<string> {
  if (args.length > 0) {
    const { VITEST: _, NODE_OPTIONS: __, ...env } = process.env
    const { stdout } = await promisify(execFile)(process.execPath, [...args, file], { cwd: dirname(file), env })
    return stdout
  }
  return new Promise((resolve, reject) => {
    // As good as a process here, and cheaper: a runtime of its own.
    const worker = new Worker(file, {
      execArgv: ['--enable-source-maps'],
      stdout: true,
      env: { ...process.env, VITEST: undefined } as never,
    })
    let output = ''
    worker.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
    worker.on('error', reject).on('exit', () => resolve(output))
  })
}

interface Watcher {
  on(
    name: 'event',
    listener: (event: { code: string; error?: Error; result?: { close(): unknown } | null }) => void,
  ): void
  close(): unknown
}

async function firstBuild(watcher: Watcher): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    watcher.on('event', ({ code, error, result }) => {
      void result?.close()
      if (code === 'ERROR') reject(error!)
      if (code === 'END') resolve()
    })
  })
  await watcher.close()
}

/** What people use a plugin for with Rollup: types, and packages. */
function typescript(): object {
  return {
    name: 'typescript',
    transform: (code: string, id: string) =>
      id.endsWith('.ts')
        ? stripTypes(code, { loader: 'ts', sourcemap: true, sourcefile: id, target: 'es2024' })
        : undefined,
  }
}

function packages(root: string): object {
  return {
    name: 'packages',
    resolveId: (id: string) => (id === 'priced' ? join(root, 'node_modules/priced/index.js') : undefined),
  }
}

type WebpackLike = (
  options: object,
  done?: (error: Error | null, stats?: { hasErrors(): boolean; toString(options: object): string }) => void,
) => { watch(options: object, done: (error: Error | null, stats?: Stats) => void): { close(done: () => void): void } }
type Stats = { hasErrors(): boolean; toString(options: object): string }

const useSwcLoader = (job: Job): object => ({
  loader: join(repository, 'dist/transform/plugins/swc-loader.js'),
  options: { swcrc: false, jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, useCache: job.options },
})
const useBuiltinLoader = (): object => ({
  loader: 'builtin:swc-loader',
  options: { jsc: { target: 'es2024', parser: { syntax: 'typescript' } } },
})

async function webpackLike(
  job: Job,
  bundler: WebpackLike,
  loaders: readonly ((job: Job) => object)[],
  withPlugin: boolean,
): Promise<string> {
  const { root, entry, mode, options } = job
  const plugins = withPlugin ? [(await pluginOf('webpack'))(options)] : []
  const pluginName = bundler === own('webpack') ? 'webpack' : 'rspack'
  if (withPlugin && pluginName === 'rspack') plugins[0] = (await pluginOf('rspack'))(options)
  const config = {
    mode: mode === 'build' ? 'production' : 'development',
    target: 'node22',
    context: root,
    entry: `./${entry}`,
    devtool: 'source-map',
    infrastructureLogging: { level: 'error' },
    optimization: { minimize: false },
    experiments: { outputModule: true },
    externalsType: 'module',
    externals: [/^use-cache(?:\/|$)/],
    output: {
      path: join(root, 'out'),
      module: true,
      chunkFormat: 'module',
      library: { type: 'module' },
      filename: '[name].mjs',
      chunkFilename: '[name].mjs',
      devtoolModuleFilenameTemplate: '[absolute-resource-path]',
    },
    resolve: { extensions: ['.ts', '.js'] },
    // Packages bring the directive as JavaScript: what no plugin looks at, the loader does.
    module: {
      rules: [
        {
          test: withPlugin ? /\.ts$/ : /\.[tj]s$/,
          exclude: /node_modules.use-cache/,
          use: loaders.map((loader) => loader(job)),
        },
      ],
    },
    plugins,
  }
  await new Promise<void>((resolve, reject) => {
    const done = (error: Error | null, stats?: Stats): void => {
      if (error ?? stats?.hasErrors()) reject(error ?? new Error(stats!.toString({ all: false, errors: true })))
      else resolve()
    }
    if (mode === 'build') bundler(config, done)
    else {
      const watching = bundler(config).watch({}, (error, stats) => watching.close(() => done(error, stats)))
    }
  })
  return runFile(join(root, 'out/main.mjs'))
}

type Compile = (code: string, file: string, job: Job) => { readonly code: string; readonly map: string | object }

/** Compilers that write one file for each that they read. */
async function fileByFile(job: Job, compile: Compile): Promise<string> {
  const { root, entry } = job
  const files = [...globSync('*.ts', { cwd: root }), 'node_modules/priced/index.js'].map((file) => join(root, file))
  for (const file of files.filter((path) => existsSync(path))) {
    const { code, map } = compile(readFileSync(file, 'utf8'), file, job)
    const target = join(root, 'out', relative(root, file).replace(/\.ts$/, '.js'))
    mkdirSync(dirname(target), { recursive: true })
    const specifiers = code.replace(/(['"]\.\/[\w-]+)\.ts(['"])/g, '$1.js$2')
    const comment = Buffer.from(typeof map === 'string' ? map : JSON.stringify(map)).toString('base64')
    writeFileSync(target, `${specifiers}\n//# sourceMappingURL=data:application/json;base64,${comment}\n`)
    if (file.includes('node_modules'))
      writeFileSync(join(dirname(target), 'package.json'), readFileSync(join(dirname(file), 'package.json')))
  }
  return runFile(join(root, 'out', entry.replace(/\.ts$/, '.js')))
}

function babelBy(name: string): Compile {
  const babel = own(name) as typeof import('@babel/core')
  const plugin = own(join(repository, 'dist/transform/plugins/babel.js')) as { default: unknown }
  return (code, file, { root, options }) => {
    const isTypeScript = file.endsWith('.ts')
    const result = babel.transformSync(code, {
      filename: file,
      cwd: root,
      babelrc: false,
      configFile: false,
      sourceMaps: true,
      plugins: [[plugin.default, options]] as never,
      presets: isTypeScript && name === '@babel/core' ? ([own.resolve('@babel/preset-typescript')] as never) : [],
      parserOpts: isTypeScript && name !== '@babel/core' ? { plugins: ['typescript'] } : {},
    })!
    if (!isTypeScript || name === '@babel/core') return { code: result.code!, map: result.map! }
    const map = Buffer.from(JSON.stringify(result.map)).toString('base64')
    const mapped = `${result.code}\n//# sourceMappingURL=data:application/json;base64,${map}`
    return stripTypes(mapped, { loader: 'ts', sourcemap: true, sourcefile: file, target: 'es2024' })
  }
}
