import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build as esbuild, type BuildOptions, context as esbuildContext, type Plugin as EsbuildPlugin } from 'esbuild'
import { rolldown, watch as rolldownWatch, type Plugin as RolldownPlugin } from 'rolldown'
import { rollup, type Plugin as RollupPlugin, type RollupCache } from 'rollup'
import { build as viteBuild, type Plugin as VitePlugin } from 'vite'
import type { UseCacheOptions } from '../host-project.ts'
import { describe, expect, it } from 'vitest'
import { bun, hosts, pluginOf } from './fixture-builds.ts'
import { hostProject, type HostProject } from './fixture-project.ts'

type Factory<Plugin> = (options?: UseCacheOptions) => Plugin

const broken = `export function sync() {\n  'use cache'\n}\n\nexport async function* many() {\n  'use cache'\n}\n`
const price = `import { currency } from './currency.ts'
import { ran } from './ran.ts'
export async function price() {
  'use cache'
  return \`\${ran('price')} \${currency}\`
}
export async function other() {
  'use cache'
  return ran('other')
}`
const shop = {
  'price.ts': price,
  'currency.ts': `export const currency: string = 'EUR'\nexport const unused: string = 'one'`,
  'ran.ts': `const runs: Record<string, number> = ((globalThis as any)[import.meta.url.slice(0, 0) + 'runs'] ??= {})
export function ran(what: string): string {
  runs[what] = (runs[what] ?? 0) + 1
  return \`\${what}#\${runs[what]}\`
}`,
}

describe('bundlers', () => {
  it.each([
    'rollup',
    'rolldown',
    'webpack',
    'webpack, swc-loader',
    'rspack',
    'esbuild',
    'farm',
    'bun',
    'babel 8',
    'swc',
  ])('%s tells all findings of a module at once', async (host) => {
    await using project = await hostProject({ files: { 'broken.ts': broken } })
    const error = await hosts[host]!({ root: project.root, entry: 'broken.ts', mode: 'build', options: {} }).then(
      () => expect.fail('it was built'),
      (error: Error & { stderr?: string; stdout?: string }) => error,
    )
    const said = `${error.message}${error.stderr ?? ''}${error.stdout ?? ''}${String((error as { frame?: string }).frame)}`
    expect(said).toContain('not-async')
    expect(said).toContain('generator')
    expect(said).toContain("> 2 |   'use cache'")
    expect(said).toContain("> 6 |   'use cache'")
  })

  it.each(['rollup', 'rspack', 'esbuild', 'farm'])(
    '%s compiles below a folder with `#` and `?` in its name',
    async (host) => {
      const text = `export async function price(): Promise<number> { 'use cache'; return Math.random() }`
      await using project = await hostProject({
        files: {
          'c#?/main.ts': `import { price } from './price.ts'\nconsole.log(await price() === await price())`,
          'c#?/price.ts': text,
        },
      })
      const root = join(project.root, 'c#?')
      expect(await hosts[host]!({ root, entry: 'main.ts', mode: 'build', options: {} })).toBe('true\n')
    },
  )

  it.each(['rollup', 'rolldown'])('%s compiles what is no file, and warns of what says no language', async (name) => {
    const plugins = [
      (await pluginOf<Factory<RollupPlugin>>(name))({ version: { manual: '1' }, kinds: ['tenant'] }),
      {
        name: 'virtual',
        resolveId: (id: string) => (id.startsWith('virtual:') ? `\0${id}` : undefined),
        load: (id: string) =>
          id.startsWith('\0virtual:') ? `export async function f() { 'use cache: tenant' }` : undefined,
      },
    ]
    const warnings: string[] = []
    const onLog = (level: string, { message }: { message: string }): void =>
      void (level === 'warn' && warnings.push(message))
    const bundle = name === 'rollup' ? rollup : (rolldown as unknown as typeof rollup)
    const built = await bundle({ input: ['virtual:a.js', 'virtual:b'], external: /^use-cache/, onLog, plugins })
    const { output } = await built.generate({})
    expect(output.map((chunk) => ('code' in chunk ? chunk.code : '')).join('')).toContain('"virtual:a.js#f"')
    expect(warnings).toEqual([expect.stringContaining('virtual:b does not say in which language it is: f.')])
  })

  it.each(['rolldown', 'webpack', 'rspack', 'esbuild', 'bun'])('%s compiles what is CommonJS', async (host) => {
    const cached = 'async function f() { "use cache"; return Math.random() }'
    await using project = await hostProject({
      files: {
        'main.ts': `import umd from 'umd'\nimport speaking from 'speaking'\nimport own from './own.cjs'
for (const { f } of [umd, speaking, own]) console.log(await f() === await f())`,
        'own.cjs': `Object.assign(exports, { f: ${cached} })`,
        'node_modules/umd/package.json': '{ "name": "umd" }',
        'node_modules/umd/index.js': `!function(e,t){"object"==typeof exports?t(exports):t(e.umd={})}(this,function(e){e.f=${cached}})`,
        'node_modules/speaking/package.json': '{ "name": "speaking" }',
        'node_modules/speaking/index.js': `/*\nimport { f } from 'speaking'\n*/\nmodule["exports"] = { f: ${cached} }`,
      },
    })
    expect(await hosts[host]!({ root: project.root, entry: 'main.ts', mode: 'build', options: {} })).toBe(
      'true\ntrue\ntrue\n',
    )
  })

  it('Bun runs CommonJS as ever, and refuses the directive in it', async () => {
    await using project = await hostProject({
      files: {
        'main.ts': `import plain from './plain.cjs'\nimport { price } from './price'
console.log(plain(), require('./plain.cjs')(), await price() === await price())`,
        'plain.cjs': `const { sep } = require('node:path')\nmodule.exports = () => sep`,
        'price.ts': `export async function price(): Promise<number> { 'use cache'; return Math.random() }`,
        'refused.ts': `import './cached.cjs'`,
        'cached.cjs': `exports.price = async () => { 'use cache'; return Math.random() }`,
      },
    })
    const run = (entry: string): Promise<string> =>
      hosts['bun']!({ root: project.root, entry, mode: 'dev', options: {} })
    expect(await run('main.ts')).toBe('/ / true\n')
    await expect(run('refused.ts')).rejects.toThrow('This file is CommonJS')
  })

  it('compile once and warn when they have the plugin twice', async () => {
    await using project = await hostProject({
      files: { 'main.js': `export async function f() { 'use cache'; return 1 }` },
    })
    const input = join(project.root, 'main.js')
    const warnings: string[] = []
    const onLog = (level: string, { message }: { message: string }): void =>
      void (level === 'warn' && warnings.push(message))
    const [byRollup, byRolldown] = [
      await pluginOf<Factory<RollupPlugin>>('rollup'),
      await pluginOf<Factory<RolldownPlugin>>('rolldown'),
    ]
    const external = /^use-cache/
    const outputs = [
      await (await rollup({ input, external, onLog, plugins: [byRollup(), byRollup()] })).generate({}),
      await (await rolldown({ input, external, onLog, plugins: [byRolldown(), byRolldown()] })).generate({}),
    ]
    const byEsbuild = await pluginOf<Factory<EsbuildPlugin>>('esbuild')
    const built = await esbuild({
      entryPoints: [input],
      write: false,
      logLevel: 'silent',
      plugins: [byEsbuild(), byEsbuild()],
    })
    warnings.push(...built.warnings.map(({ text }) => text))
    expect(warnings.filter((text) => text.includes('registered twice'))).toHaveLength(3)
    for (const { output } of outputs) expect(output[0].code.match(/main\.js#f/g)).toHaveLength(1)
    expect(built.outputFiles[0]!.text.match(/main\.js#f/g)).toHaveLength(1)
    const byRspack = await pluginOf('rspack')
    await compile(project, 'rspack', { entry: input, plugins: [byRspack(), byRspack()] })
    expect(manifestOf(project)).toMatchObject([{ id: 'main.js#f' }])
  })

  it.each(['rolldown', 'vite'])('%s keeps the manifest true while it watches', async (host) => {
    const text = `export async function f() { 'use cache'; return 1 }`
    await using project = await hostProject({
      files: { 'main.js': `export * from './a.js'\nexport { f as g } from './b.js'`, 'a.js': text, 'b.js': text },
    })
    const input = join(project.root, 'main.js')
    const watcher = host === 'vite' ? await watchByVite(project, input) : await watchByRolldown(project, input)
    // An edit may be built in more than one step.
    const listed = (): string[] => manifestOf(project).map(({ id }) => id)
    await expect.poll(listed, patience).toEqual(['a.js#f', 'b.js#f'])
    await project.write({ 'a.js': text.replace("'use cache'; ", '') })
    await expect.poll(listed, patience).toEqual(['b.js#f'])
    await project.write({ 'main.js': `export * from './a.js'` })
    await expect.poll(listed, patience).toEqual([])
    await watcher.close()
  })

  it('write the manifest beside the output, wherever that is (esbuild)', async () => {
    await using project = await hostProject({
      files: { 'main.ts': `export async function f() { 'use cache'; return 1 }` },
    })
    const byEsbuild = await pluginOf<Factory<EsbuildPlugin>>('esbuild')
    for (const outdir of ['out', join(project.root, 'elsewhere')]) {
      await esbuild({
        absWorkingDir: project.root,
        entryPoints: ['main.ts'],
        platform: 'node',
        outdir,
        logLevel: 'error',
        plugins: [byEsbuild()],
      })
      const manifest = readFileSync(join(resolve(project.root, outdir), 'use-cache.manifest.json'), 'utf8')
      expect(JSON.parse(manifest)).toMatchObject({ functions: [{ id: 'main.ts#f', file: 'main.ts', line: 1 }] })
    }
  })

  it.each(['webpack', 'rspack', 'rollup', 'farm'])('%s takes no cached function from its own cache', async (host) => {
    const text = `export async function f() { 'use cache'; return 1 }`
    await using project = await hostProject({ files: { 'main.js': text } })
    const { root } = project
    const directory = join(root, 'cache')
    const shared = { mode: 'production', entry: './main.js' }
    const byRollup = await pluginOf<Factory<RollupPlugin>>('rollup')
    let cache: RollupCache | undefined
    const builds: Record<string, () => Promise<unknown>> = {
      webpack: () =>
        compile(project, 'webpack', { ...shared, cache: { type: 'filesystem', cacheDirectory: directory } }),
      rspack: () =>
        compile(project, 'rspack', {
          ...shared,
          cache: { type: 'persistent', storage: { type: 'filesystem', directory } },
        }),
      async rollup() {
        const input = join(root, 'main.js')
        const bundle = await rollup({
          input,
          external: /^use-cache/,
          cache: cache!,
          onLog: () => {},
          plugins: [byRollup({ root })],
        })
        cache = bundle.cache
        await bundle.write({ dir: join(root, 'out') })
      },
      farm: () => hosts['farm']!({ root, entry: 'main.js', mode: 'build', options: {} }),
    }
    const built = async (): Promise<string> => {
      rmSync(join(root, 'out'), { recursive: true, force: true })
      await builds[host]!()
      return manifestOf(project)[0]!.version
    }
    expect(await built()).not.toBe(await built())
  })

  it('have versions by content once they build again (esbuild)', async () => {
    const text = `export async function f() { 'use cache'; return 1 }\nexport async function g() { 'use cache'; return 2 }`
    await using project = await hostProject({ files: { 'main.ts': text } })
    const byEsbuild = await pluginOf<Factory<EsbuildPlugin>>('esbuild')
    const watching = await esbuildContext({
      absWorkingDir: project.root,
      entryPoints: ['main.ts'],
      platform: 'node',
      outdir: 'out',
      logLevel: 'error',
      plugins: [byEsbuild()],
    })
    const versions = async (): Promise<string[]> => {
      await watching.rebuild()
      const code = readFileSync(join(project.root, 'out/main.js'), 'utf8')
      return [...code.matchAll(/version: "([^"]+)"/g)].map(([, version]) => version!)
    }
    await versions()
    const [f, g] = await versions()
    await project.write({ 'main.ts': text.replace('return 2', 'return 3') })
    const [sameF, otherG] = await versions()
    await watching.dispose()
    expect(f).not.toBe(g)
    expect(sameF).toBe(f)
    expect(otherG).not.toBe(g)
  })

  it('esbuild may build more than once with one plugin, and with one object of options', async () => {
    await using project = await hostProject({
      files: { 'main.js': `export async function f() { 'use cache'; return 1 }` },
    })
    const byEsbuild = await pluginOf<Factory<EsbuildPlugin>>('esbuild')
    const options: BuildOptions = {
      absWorkingDir: project.root,
      entryPoints: ['main.js'],
      write: false,
      logLevel: 'silent',
    }
    const compiled = async (plugin: EsbuildPlugin, platform: 'node' | 'browser' = 'node'): Promise<unknown> => {
      options.plugins = [plugin]
      const { outputFiles, warnings } = await esbuild(platform === 'node' ? options : { ...options, platform })
      return [outputFiles![0]!.text.includes('main.js#f'), warnings]
    }
    expect(await compiled(byEsbuild())).toEqual([true, []])
    expect(await compiled(byEsbuild())).toEqual([true, []])
    const plugin = byEsbuild()
    const [node, browser] = await Promise.allSettled([compiled(plugin), compiled(plugin, 'browser')])
    expect(node).toMatchObject({ value: [true, []] })
    expect(browser.status).toBe('rejected')
  })

  it('esbuild leaves to other plugins and loaders what has no directive', async () => {
    await using project = await hostProject({
      files: {
        'main.js': `import { a } from './plain.js'\nimport { b } from 'virtual'\nimport { odd } from './odd.es'\nimport text from './price.js' with { type: 'text' }
import { price } from './price.js'\nconsole.log(JSON.stringify([a, b, text.includes('use cache'), await price() === await price(), await odd() === await odd()]))`,
        'odd.es': `export async function odd(): Promise<number> { 'use cache'; return Math.random() }`,
        'plain.js': `export const a = 'cacheTag'`,
        'price.js': `export async function price() { 'use cache'; return Math.random() }`,
      },
    })
    const other: EsbuildPlugin = {
      name: 'other',
      setup(build) {
        build.onLoad({ filter: /plain\.js$/ }, () => ({ contents: `export const a = 'theirs'` }))
        build.onResolve({ filter: /^virtual$/ }, () => ({ path: 'b.js', namespace: 'virtual' }))
        build.onLoad({ filter: /.*/, namespace: 'virtual' }, () => ({ contents: `export const b = 'theirs'` }))
      },
    }
    const byEsbuild = await pluginOf<Factory<EsbuildPlugin>>('esbuild')
    await esbuild({
      absWorkingDir: project.root,
      entryPoints: ['main.js'],
      outfile: 'out.js',
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      loader: { '.es': 'ts' },
      logLevel: 'silent',
      plugins: [byEsbuild(), other],
    })
    const { stdout, stderr } = await project.run('node', 'out.js')
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual(['theirs', 'theirs', true, true, true])
  })

  it('refuse cached functions for browsers', async () => {
    await using project = await hostProject({
      files: {
        'main.js': `export async function load() { 'use cache'; return 1 }`,
        'made.js': `'use cache'\nexport const made = make()\nfunction make() { return async () => 1 }`,
        'own-kind.js': `export async function ofOwnKind() { 'use cache: tenant'; return 1 }`,
        'typed.ts': `interface Price { net: number }\n\nexport async function typed(price: Price) { 'use cache'; return price.net }`,
        'loaded.ts': `export async function loaded() { 'use cache'; return 1 }`,
        'to-es5.cjs': `const { transformSync } = require('${own.resolve('@swc/core')}')
module.exports = (text) => transformSync(text, { jsc: { target: 'es5', parser: { syntax: 'typescript' } } }).code`,
        'use-cache.config.json': '{ "kinds": ["tenant"] }',
      },
    })
    const { root } = project
    const byEsbuild = await pluginOf<Factory<EsbuildPlugin>>('esbuild')
    const plugins = [byEsbuild({ root })]
    const refused = async (options: BuildOptions): Promise<string> =>
      esbuild({ absWorkingDir: root, write: false, logLevel: 'silent', plugins, ...options }).then(
        () => 'built',
        (error: Error) => error.message,
      )
    expect(await refused({ entryPoints: ['main.js'], platform: 'browser' })).toContain('load (main.js:1)')
    expect(await refused({ entryPoints: ['made.js'], platform: 'browser' })).toContain('made (made.js:2)')
    expect(await refused({ entryPoints: ['main.js'], bundle: true })).toContain('load (main.js:1)')
    expect(await refused({ entryPoints: ['main.js'] })).toBe('built')
    for (const name of ['webpack', 'rspack'] as const) {
      const { errors } = await compile(project, name, {
        entry: ['./main.js', './made.js', './own-kind.js', './typed.ts', './loaded.ts'],
        target: 'web',
        module: {
          rules: [
            { test: /typed\.ts$/, loader: join(root, 'to-es5.cjs') },
            { test: /loaded\.ts$/, loader: swcLoader },
          ],
        },
      })
      expect(errors).toContain('load (main.js:1)')
      expect(errors).toContain('made (made.js:2)')
      expect(errors).toContain('ofOwnKind (own-kind.js:1)')
      expect(errors).toContain('typed (typed.ts:3)')
      expect(errors).toContain('loaded (loaded.ts:1)')
    }
  })

  it('refuse cached functions where nobody says that a build is for a server: Farm, Bun', async () => {
    const farm = own.resolve('@farmfe/core')
    await using project = await hostProject({
      files: {
        'main.js': `export async function load() { 'use cache'; return 1 }`,
        'farm.js': `import { build } from '${farm}'\nimport useCache from 'use-cache/farm'
await build({ configFile: false, compilation: { input: { main: './main.js' }, persistentCache: false }, plugins: [useCache()] })`,
        'bun.js': `import useCache from 'use-cache/bun'
await Bun.build({ entrypoints: ['./main.js'], plugins: [useCache()] })`,
      },
    })
    const byFarm = await project.run('node', 'farm.js')
    expect(byFarm.stdout + byFarm.stderr).toContain('load (main.js:1)')
    if (bun !== undefined) expect((await project.run(bun, 'bun.js')).stderr).toContain('load (main.js:1)')
  })

  it.each([
    [true, 'ours'],
    [false, 'theirs'],
    [undefined, 'theirs'],
  ])('lead the imports of Next to us when asked (aliasNext: %s, Next installed)', async (aliasNext, expected) => {
    await using project = await hostProject({
      files: {
        'main.ts': `import { cacheTag } from 'next/cache'\nconsole.log(JSON.stringify(cacheTag.name === 'cacheTag' ? 'ours' : 'theirs'))`,
        'node_modules/next/package.json': '{ "name": "next" }',
        'node_modules/next/cache.js':
          'exports.cacheTag = () => {}\nObject.defineProperty(exports.cacheTag, "name", { value: "theirs" })',
      },
    })
    const options = aliasNext === undefined ? {} : { aliasNext }
    for (const host of ['esbuild', 'rspack']) {
      expect(await hosts[host]!({ root: project.root, entry: 'main.ts', mode: 'build', options })).toBe(
        `"${expected}"\n`,
      )
    }
  })

  it.each(['webpack', 'rspack'] as const)('%s cools exactly what depends on an edit while it watches', async (name) => {
    await using project = await hostProject({
      files: {
        ...shop,
        'ran.ts': shop['ran.ts'].replace("'runs'", `'${name}'`),
        'use-cache.config.json': '{ "cacheLife": { "often": { "revalidate": 111 } } }',
      },
    })
    const watched = await watch(project, name)
    // A file that is edited while a build reads the files is built once more.
    const ran = async (expected: readonly string[]): Promise<void> =>
      expect.poll(() => watched.run(), patience).toEqual(expected)
    await ran(['price#1 EUR', 'other#1'])
    await watched.edit('currency.ts', 'one', 'two')
    await ran(['price#1 EUR', 'other#1'])
    await watched.edit('currency.ts', 'EUR', 'CHF')
    await ran(['price#2 CHF', 'other#1'])
    await watched.edit('price.ts', "'other'", "'another'")
    await ran(['price#2 CHF', 'another#1'])
    await watched.edit('use-cache.config.json', '111', '222')
    await watched.close()
  })
})

describe('versions, with one store before and after', () => {
  const app = {
    ...shop,
    'ran.ts': 'export const ran = (what: string): string => `${what} ${process.pid}`',
    'main.ts': `import { configure } from 'use-cache'
import { lmdbStore } from 'use-cache/lmdb'
import { other, price } from './price.ts'
const store = lmdbStore({ path: './kept' })
configure({ stores: { default: store } })
console.log(JSON.stringify([await price(), await other()]))
await store.close()`,
  }
  const startedBy: Record<string, (project: HostProject, options: UseCacheOptions) => Promise<unknown>> = {
    async register(project) {
      const { stdout, stderr } = await project.run('node', '--import', 'use-cache/register', 'main.ts')
      expect(stderr).toBe('')
      return JSON.parse(stdout)
    },
    async esbuild(project, options) {
      const byEsbuild = await pluginOf<Factory<EsbuildPlugin>>('esbuild')
      await esbuild({
        absWorkingDir: project.root,
        entryPoints: ['main.ts'],
        bundle: true,
        platform: 'node',
        format: 'esm',
        packages: 'external',
        outfile: 'out/main.js',
        logLevel: 'error',
        plugins: [byEsbuild(options)],
      })
      const { stdout, stderr } = await project.run('node', 'out/main.js')
      expect(stderr).toBe('')
      return JSON.parse(stdout)
    },
  }

  it.each(['register', 'esbuild'])('by content: what was not changed stays warm (%s)', async (host) => {
    await using project = await hostProject({ files: app, dependencies: ['lmdb'] })
    const start = (): Promise<unknown> => startedBy[host]!(project, { version: 'content' })
    const [price, other] = (await start()) as [string, string]
    expect(await start()).toEqual([price, other])
    await project.write({ 'currency.ts': shop['currency.ts'].replace('one', 'two') })
    expect(await start()).toEqual([price, other])
    await project.write({ 'currency.ts': shop['currency.ts'].replace('EUR', 'CHF') })
    const [cooled, warm] = (await start()) as [string, string]
    expect(cooled).toContain('CHF')
    expect(cooled).not.toContain(price.split(' ')[1])
    expect(warm).toBe(other)
  })

  it('by build: each starts anew', async () => {
    await using project = await hostProject({ files: app, dependencies: ['lmdb'] })
    const first = (await startedBy['esbuild']!(project, {})) as string[]
    const second = (await startedBy['esbuild']!(project, {})) as string[]
    expect(second.map((value, index) => value === first[index])).toEqual([false, false])
  })
})

/** What a build wrote. */
function manifestOf({ root }: HostProject): readonly { id: string; version: string }[] {
  const text = readFileSync(join(root, 'out/use-cache.manifest.json'), 'utf8')
  return (JSON.parse(text) as { functions: { id: string; version: string }[] }).functions
}

interface Watcher {
  close(): Promise<void>
}

async function watchByRolldown({ root }: HostProject, input: string): Promise<Watcher> {
  const useCache = await pluginOf<Factory<RolldownPlugin>>('rolldown')
  const output = { dir: join(root, 'out') }
  return rolldownWatch({ cwd: root, input, platform: 'node', external: /^use-cache/, plugins: [useCache()], output })
}

async function watchByVite({ root }: HostProject, ssr: string): Promise<Watcher> {
  const useCache = await pluginOf<Factory<VitePlugin[]>>('vite')
  const options = { ssr, outDir: 'out', watch: {}, emptyOutDir: false }
  const watcher = await viteBuild({ root, configFile: false, logLevel: 'error', plugins: [useCache()], build: options })
  return watcher as Watcher
}

const own = createRequire(import.meta.url)

interface Stats {
  hasErrors(): boolean
  toString(options: object): string
}
type Run = (error: Error | null, stats?: Stats) => void
interface Compiler {
  run(done: Run): void
  close(done: () => void): void
  watch(options: object, done: Run): { close(done: () => void): void }
}

const swcLoader = join(import.meta.dirname, '../../../dist/transform/plugins/swc-loader.js')

async function compiler({ root }: HostProject, name: 'webpack' | 'rspack', config: object): Promise<Compiler> {
  const create =
    name === 'webpack'
      ? (own('webpack') as (config: object) => Compiler)
      : ((await import('@rspack/core')).rspack as unknown as (config: object) => Compiler)
  const useCache = await pluginOf(name)
  return create({
    mode: 'development',
    devtool: false,
    context: root,
    target: 'node22',
    infrastructureLogging: { level: 'error' },
    experiments: { outputModule: true },
    externalsType: 'module',
    externals: [/^use-cache(?:\/|$)/],
    output: { path: join(root, 'out'), module: true, library: { type: 'module' }, filename: 'main.mjs' },
    resolve: { extensions: ['.ts', '.js'] },
    module: {
      rules: [
        name === 'rspack'
          ? {
              test: /\.ts$/,
              loader: 'builtin:swc-loader',
              options: { jsc: { target: 'es2024', parser: { syntax: 'typescript' } } },
            }
          : {
              test: /\.ts$/,
              loader: swcLoader,
              options: { swcrc: false, jsc: { target: 'es2024', parser: { syntax: 'typescript' } } },
            },
      ],
    },
    plugins: [useCache()],
    ...config,
  })
}

async function compile(project: HostProject, name: 'webpack' | 'rspack', config: object): Promise<{ errors: string }> {
  const host = await compiler(project, name, config)
  return new Promise((resolve, reject) => {
    host.run((error, stats) =>
      error ? reject(error) : host.close(() => resolve({ errors: stats!.toString({ all: false, errors: true }) })),
    )
  })
}

interface Watched {
  /** Loads the newest bundle into this process, as a dev server does, and calls what it exports. */
  run(): Promise<unknown>
  edit(file: string, from: string, to: string): Promise<void>
  close(): Promise<void>
}

const patience = { timeout: 20_000 }

async function watch(project: HostProject, name: 'webpack' | 'rspack'): Promise<Watched> {
  const host = await compiler(project, name, { entry: './price.ts' })
  let built = 0
  let loads = 0
  let failure: unknown
  const watching = host.watch({ aggregateTimeout: 20, poll: 50 }, (error, stats) => {
    failure = error ?? (stats?.hasErrors() ? stats.toString({ all: false, errors: true }) : undefined)
    built++
  })
  await expect.poll(() => built, patience).toBeGreaterThan(0)
  expect(failure).toBe(undefined)
  return {
    async run() {
      const url = pathToFileURL(join(project.root, 'out/main.mjs')).href
      const { price, other } = (await import(/* @vite-ignore */ `${url}?${++loads}`)) as Record<
        string,
        () => Promise<string>
      >
      return [await price!(), await other!()]
    },
    async edit(file, from, to) {
      const path = join(project.root, file)
      writeFileSync(path, readFileSync(path, 'utf8').replace(from, to))
      const later = new Date(statSync(path).mtimeMs + 2000)
      utimesSync(path, later, later)
      const bundle = join(project.root, 'out/main.mjs')
      await expect.poll(() => readFileSync(bundle, 'utf8'), patience).toContain(to)
      expect(failure).toBe(undefined)
    },
    close: () => new Promise((resolve) => watching.close(resolve)),
  }
}
