import { createLogger, createServer, build, type InlineConfig, type Plugin, type ViteDevServer } from 'vite'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { hostProject, type HostProject, type Setup } from './fixture-project.ts'

type Factory = (options?: object) => Plugin[]

const product = `interface Product { readonly id: number }
let runs = 0

export async function load(id: number): Promise<Product & { run: number }> {
  'use cache'
  if (id === 7) throw new TypeError('no product ' + id)
  return { id, run: ++runs }
}`

const nextImports = `import { cacheTag } from 'next/cache'
import { updateTag } from 'next/cache.js'
let runs = 0
async function count() { 'use cache'; cacheTag('t'); return ++runs }
export async function main() {
  const before = [await count(), await count()]
  await updateTag('t')
  return [...before, await count()]
}
if (process.argv[2] === 'run') console.log(JSON.stringify(await main()))`

/** Makes JavaScript of a component: two lines more above, and none of the first. */
const component: Plugin = {
  name: 'component',
  transform: (code, id) =>
    id.endsWith('.vue')
      ? {
          code: code.replace('<b>', '// made\n\n'),
          map: { version: 3, sources: [id], sourcesContent: [code], names: [], mappings: ';;;AACA;AACA;AACA;AACA' },
        }
      : undefined,
}

/** The plugin as a project of a user finds it: built, in its node_modules. */
async function pluginOf({ root }: HostProject): Promise<Factory> {
  const module = (await import(join(root, 'node_modules/use-cache/dist/transform/plugins/vite.js'))) as {
    default: Factory
  }
  return module.default
}

const servers: ViteDevServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function devServer(project: HostProject, more: InlineConfig = {}): Promise<ViteDevServer> {
  const useCache = await pluginOf(project)
  const server = await createServer({
    root: project.root,
    configFile: false,
    logLevel: 'silent',
    appType: 'custom',
    server: { middlewareMode: true, ws: false },
    ...more,
    plugins: [...(more.plugins ?? []), useCache()],
  })
  servers.push(server)
  return server
}

async function builds(project: HostProject, config: InlineConfig): Promise<void> {
  const useCache = await pluginOf(project)
  await build({
    root: project.root,
    configFile: false,
    logLevel: 'silent',
    ...config,
    plugins: [...(config.plugins ?? []), useCache()],
  })
}

function messageOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => expect.fail('it succeeded'),
    (error: unknown) => (error as Error).message,
  )
}

const packages: Setup['package'][] = ['linked', 'installed']

describe('use-cache/vite, dev server', () => {
  it.each(packages)('caches in server modules, on one copy of the runtime (%s package)', async (how) => {
    await using project = await hostProject({
      package: how!,
      files: {
        'product.ts': product,
        'entry.ts': `import { cacheTag, updateTag } from 'use-cache'
import { load } from './product.ts'
let runs = 0
async function tagged() { 'use cache'; cacheTag('t'); return ++runs }
export async function main() {
  const before = [await load(1), await load(1), await load(2), await tagged(), await tagged()]
  await updateTag('t')
  return [...before, await tagged()]
}`,
      },
    })
    const server = await devServer(project)
    const { main } = (await server.ssrLoadModule('/entry.ts')) as { main: () => Promise<unknown> }
    expect(await main()).toEqual([{ id: 1, run: 1 }, { id: 1, run: 1 }, { id: 2, run: 2 }, 1, 1, 2])
  })

  it.each(packages)('lets next/cache mean ours where next is not installed (%s package)', async (how) => {
    await using project = await hostProject({ package: how!, files: { 'entry.ts': nextImports } })
    const server = await devServer(project)
    const { main } = (await server.ssrLoadModule('/entry.ts')) as { main: () => Promise<unknown> }
    expect(await main()).toEqual([1, 1, 2])
  })

  it('points stack traces at the source', async () => {
    await using project = await hostProject({ files: { 'product.ts': product } })
    const server = await devServer(project)
    const { load } = (await server.ssrLoadModule('/product.ts')) as { load: (id: number) => Promise<unknown> }
    const error = await load(7).catch((error: unknown) => error as Error)
    server.ssrFixStacktrace(error as Error)
    const column = product.split('\n')[5]!.indexOf('new TypeError') + 1
    expect((error as Error).stack).toContain(`${project.root}/product.ts:6:${column}`)
  })

  it('serves no result of older code after an edit of the module, or of what it imports', async () => {
    await using project = await hostProject({
      files: {
        'price.ts': `import { currency } from './currency.ts'
export async function price() { 'use cache'; return '10 ' + currency }`,
        'currency.ts': `export const currency = 'EUR'`,
        'other.ts': `let runs = (globalThis.otherRuns ??= 0)
export async function other() { 'use cache'; return ++globalThis.otherRuns }`,
      },
    })
    const server = await devServer(project)
    const call = async (file: string, name: string): Promise<unknown> =>
      ((await server.ssrLoadModule(file)) as Record<string, () => Promise<unknown>>)[name]!()
    const edit = async (file: string, text: string): Promise<void> => {
      await project.write({ [file]: text })
      server.watcher.emit('change', join(project.root, file))
      await expect
        .poll(
          () => server.environments.ssr.moduleGraph.getModuleById(join(project.root, file))?.transformResult ?? null,
        )
        .toBe(null)
    }
    expect([await call('/price.ts', 'price'), await call('/other.ts', 'other')]).toEqual(['10 EUR', 1])
    await edit('currency.ts', `export const currency = 'CHF'`)
    expect([await call('/price.ts', 'price'), await call('/other.ts', 'other')]).toEqual(['10 CHF', 1])
    await edit(
      'price.ts',
      `import { currency } from './currency.ts'
export async function price() { 'use cache'; return '12 ' + currency }`,
    )
    expect([await call('/price.ts', 'price'), await call('/other.ts', 'other')]).toEqual(['12 CHF', 1])
  })

  it('follows import.meta.glob to files that are edited and added', async () => {
    await using project = await hostProject({
      files: {
        'posts.ts': `const posts = import.meta.glob<string>('./posts/*.ts', { eager: true, import: 'title' })
export async function titles() { 'use cache'; return Object.values(posts) }`,
        'posts/a.ts': `export const title = 'a'`,
      },
    })
    const server = await devServer(project)
    const titles = async (): Promise<unknown> =>
      ((await server.ssrLoadModule('/posts.ts')) as { titles: () => Promise<unknown> }).titles()
    const write = async (event: string, file: string, text: string): Promise<void> => {
      await project.write({ [file]: text })
      server.watcher.emit(event, join(project.root, file))
    }
    expect(await titles()).toEqual(['a'])
    await write('change', 'posts/a.ts', `export const title = 'A'`)
    await expect.poll(titles).toEqual(['A'])
    await write('add', 'posts/b.ts', `export const title = 'B'`)
    await expect.poll(titles).toEqual(['A', 'B'])
  })

  it('serves no result of other variables of the environment', async () => {
    await using project = await hostProject({
      files: {
        '.env': 'VITE_NAME=one',
        'env.ts': `let runs = (globalThis.envRuns ??= 0)
export async function name() { 'use cache'; return import.meta.env.VITE_NAME }
export async function other() { 'use cache'; return ++globalThis.envRuns }`,
      },
    })
    // What it would optimize is gone before it is done.
    const server = await devServer(project, { optimizeDeps: { noDiscovery: true } })
    const call = async (): Promise<unknown> => {
      const { name, other } = (await server.ssrLoadModule('/env.ts')) as Record<string, () => Promise<unknown>>
      return [await name!(), await other!()]
    }
    expect(await call()).toEqual(['one', 1])
    await project.write({ '.env': 'VITE_NAME=two' })
    await server.restart()
    expect(await call()).toEqual(['two', 1])
  })

  it('keeps warm what an edit of the same file does not concern', async () => {
    const text = `let runs = (globalThis.warmRuns ??= 0)
export async function one() { 'use cache'; return ++globalThis.warmRuns }
export async function two() { 'use cache'; return 'two' }`
    await using project = await hostProject({ files: { 'both.ts': text } })
    const server = await devServer(project)
    const call = async (name: string): Promise<unknown> =>
      ((await server.ssrLoadModule('/both.ts')) as Record<string, () => Promise<unknown>>)[name]!()
    expect([await call('one'), await call('one'), await call('two')]).toEqual([1, 1, 'two'])
    await project.write({ 'both.ts': text.replace("return 'two'", "return 'changed'") })
    server.watcher.emit('change', join(project.root, 'both.ts'))
    await expect.poll(() => call('two')).toBe('changed')
    expect(await call('one')).toBe(1)
  })

  it('compiles what is no file, and what becomes JavaScript by other plugins', async () => {
    const text = (type: string): string => `export async function load()${type} { 'use cache'; return Math.random() }`
    await using project = await hostProject({
      files: {
        'part.vue': `<script>${text('')}</script>`,
        'entry.ts': ['virtual:a.ts', 'virtual:b', './part.vue', './part.vue?vue&type=script&lang.ts']
          .map((id, index) => `import { load as load${index} } from '${id}'`)
          .concat('export const main = () => Promise.all([load0(), load1(), load2(), load3()])')
          .join('\n'),
      },
    })
    const parts: Plugin = {
      name: 'parts',
      resolveId: (id) => (id.startsWith('virtual:') ? `\0${id}` : undefined),
      load: (id) =>
        id.startsWith('\0virtual:') ? text('') : id.endsWith('lang.ts') ? text(': Promise<number>') : undefined,
      transform: (code, id) => (id.endsWith('.vue') ? code.replace(/<\/?script>/g, '') : undefined),
    }
    const server = await devServer(project, { plugins: [parts] })
    const { main } = (await server.ssrLoadModule('/entry.ts')) as { main: () => Promise<unknown> }
    expect(await main()).toEqual(await main())
  })

  it('warns of a second plugin, and compiles once', async () => {
    await using project = await hostProject({ files: { 'product.ts': product } })
    const useCache = await pluginOf(project)
    const warnings: string[] = []
    const logger = createLogger('warn')
    const server = await devServer(project, {
      plugins: [useCache()],
      customLogger: { ...logger, warn: (text) => void warnings.push(text) },
    })
    const { load } = (await server.ssrLoadModule('/product.ts')) as { load: (id: number) => Promise<unknown> }
    expect([await load(1), await load(1)]).toEqual([
      { id: 1, run: 1 },
      { id: 1, run: 1 },
    ])
    expect(warnings.filter((text) => text.includes('registered twice'))).toHaveLength(1)
  })

  it('takes no copy of itself, as frameworks make them, for a second plugin', async () => {
    await using project = await hostProject({ files: { 'product.ts': product } })
    const useCache = await pluginOf(project)
    const warnings: string[] = []
    const logger = createLogger('warn')
    const server = await createServer({
      root: project.root,
      configFile: false,
      appType: 'custom',
      server: { middlewareMode: true, ws: false },
      customLogger: { ...logger, warn: (text) => void warnings.push(text) },
      plugins: useCache().map((plugin) => ({ ...plugin })),
    })
    servers.push(server)
    const { load } = (await server.ssrLoadModule('/product.ts')) as { load: (id: number) => Promise<unknown> }
    expect(await load(1)).toEqual(await load(1))
    expect(warnings).toEqual([])
  })

  it('shows all findings of a module at once', async () => {
    await using project = await hostProject({
      files: {
        'broken.ts': `export function sync() {\n  'use cache'\n}\n\nexport async function* many() {\n  'use cache'\n}`,
      },
    })
    const server = await devServer(project)
    const error = (await server.ssrLoadModule('/broken.ts').catch((error: unknown) => error)) as Error & {
      id?: string
      frame?: string
      loc?: { line: number }
    }
    expect(error.message).toContain('not-async')
    expect(error.message).toContain('generator')
    expect(error.frame).toContain("> 2 |   'use cache'")
    expect(error.frame).toContain("> 6 |   'use cache'")
    expect(error.id).toBe(join(project.root, 'broken.ts'))
    expect(error.loc?.line).toBe(2)
  })

  it('shows findings where they stand in what other plugins make JavaScript of', async () => {
    await using project = await hostProject({
      files: { 'part.vue': `<b>\nexport function sync() {\n  'use cache'\n}\n` },
    })
    const server = await devServer(project, { plugins: [component] })
    const error = (await server.ssrLoadModule('/part.vue').catch((error: unknown) => error)) as Error & {
      loc?: object
      frame?: string
    }
    expect(error.message).toContain('not-async')
    expect(error.loc).toMatchObject({ file: join(project.root, 'part.vue'), line: 3 })
    expect(error.frame).toContain("> 3 |   'use cache'")
  })

  it('refuses a cached function in the browser, and names it, its file and its importer', async () => {
    await using project = await hostProject({
      files: { 'main.ts': `import { load } from './product.ts'\nload(1)`, 'product.ts': product },
    })
    const server = await devServer(project)
    await server.environments.client.transformRequest('/main.ts')
    const request = server.environments.client.transformRequest('/product.ts')
    const error = (await request.catch((error: unknown) => error)) as Error & { loc?: object; frame?: string }
    expect(error.message).toContain('load (product.ts:4), imported by main.ts')
    expect(error.loc).toMatchObject({ file: join(project.root, 'product.ts'), line: 4 })
    expect(error.frame).toContain('> 4 | export async function load')
  })
})

describe('use-cache/vite, build', () => {
  it.each(packages)('bundles for a server (%s package)', async (how) => {
    await using project = await hostProject({
      package: how!,
      files: {
        'product.ts': product,
        'entry.ts': `import { load } from './product.ts'
console.log(JSON.stringify([await load(1), await load(1), await load(2)]))
await load(7).catch((error) => console.log(error.stack))`,
      },
    })
    await builds(project, { build: { ssr: 'entry.ts', sourcemap: true } })
    const { stdout, stderr } = await project.run('node', '--enable-source-maps', 'dist/entry.js')
    expect(stderr).toBe('')
    const [values, , frame] = stdout.split('\n')
    expect(JSON.parse(values!)).toEqual([
      { id: 1, run: 1 },
      { id: 1, run: 1 },
      { id: 2, run: 2 },
    ])
    expect(frame).toContain(`product.ts:6:${product.split('\n')[5]!.indexOf('new TypeError') + 1}`)
  })

  it('bundles the runtime too where nothing is external', async () => {
    await using project = await hostProject({
      package: 'installed',
      files: {
        'product.ts': product,
        'entry.ts': `import { load } from './product.ts'\nconsole.log(JSON.stringify([await load(1), await load(1)]))`,
      },
    })
    await builds(project, { build: { ssr: 'entry.ts', outDir: 'out' }, ssr: { noExternal: true } })
    await project.write({ 'node_modules/use-cache/package.json': '{}' })
    const { stdout, stderr } = await project.run('node', 'out/entry.js')
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual([
      { id: 1, run: 1 },
      { id: 1, run: 1 },
    ])
  })

  it('lets next/cache mean ours where next is not installed', async () => {
    await using project = await hostProject({ package: 'installed', files: { 'entry.ts': nextImports } })
    await builds(project, { build: { ssr: 'entry.ts' } })
    const { stdout, stderr } = await project.run('node', 'dist/entry.js', 'run')
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual([1, 1, 2])
  })

  it('lists what other plugins make JavaScript of', async () => {
    await using project = await hostProject({
      files: { 'part.vue': `<b>\nexport async function load() {\n  'use cache'\n}\n` },
    })
    await builds(project, { build: { ssr: 'part.vue' }, plugins: [component] })
    const manifest = await readFile(join(project.root, 'dist/use-cache.manifest.json'), 'utf8')
    expect(manifest).toContain('"id": "part.vue#load"')
  })

  it('fails with all findings', async () => {
    await using project = await hostProject({
      files: {
        'broken.ts': `export function sync() {\n  'use cache'\n}\n\nexport async function* many() {\n  'use cache'\n}`,
      },
    })
    const message = await messageOf(builds(project, { build: { ssr: 'broken.ts' } }))
    expect(message).toContain('not-async')
    expect(message).toContain('generator')
    expect(message).toContain(`${join(project.root, 'broken.ts')}:2:`)
    expect(message).toContain("> 6 |   'use cache'")
  })

  it('refuses cached functions in a client bundle, and only what is really in it', async () => {
    await using project = await hostProject({
      files: {
        'index.html': '<script type="module" src="/main.ts"></script>',
        'main.ts': `import { title } from './shared.ts'\nimport { load } from './product.ts'\ndocument.title = title + (await load(1)).id`,
        'shared.ts': `export const title = 'Shop'\nexport async function unused() { 'use cache'; return 1 }`,
        'product.ts': product,
      },
    })
    const message = await messageOf(builds(project, {}))
    expect(message).toContain('load (product.ts:4), imported by main.ts')
    expect(message).not.toContain('unused')
    await project.write({ 'main.ts': `import { title } from './shared.ts'\ndocument.title = title` })
    await builds(project, {})
  })

  it('refuses the exports of a cached module in a client bundle', async () => {
    await using project = await hostProject({
      files: {
        'index.html': '<script type="module" src="/main.ts"></script>',
        'main.ts': `import { all } from './all.ts'\nawait all()`,
        'all.ts': `'use cache'\nexport async function all() { return 1 }\nexport async function none() { return 0 }
export const made = make()\nfunction make() { return async () => all }`,
      },
    })
    const message = await messageOf(builds(project, {}))
    expect(message).toContain('all (all.ts:2), imported by main.ts')
    expect(message).not.toContain('none (')
    await project.write({ 'main.ts': `import { made } from './all.ts'\nawait made()` })
    expect(await messageOf(builds(project, {}))).toContain('made (all.ts:4), imported by main.ts')
  })

  it('refuses cached functions in the bundle of a web worker', async () => {
    await using project = await hostProject({
      files: {
        'index.html': '<script type="module" src="/main.ts"></script>',
        'main.ts': `new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })`,
        'worker.ts': `import { load } from './product.ts'\nawait load(1)`,
        'product.ts': product,
      },
    })
    const message = await messageOf(builds(project, { worker: { format: 'es' } }))
    expect(message).toContain('load (product.ts:4), imported by worker.ts')
  })

  it('refuses what has no name, and what stands in a client module', async () => {
    await using project = await hostProject({
      files: {
        'index.html': '<script type="module" src="/main.ts"></script>',
        'main.ts': `import all from './all.ts'\nawait all()`,
        'all.ts': `export default async () => { 'use cache'; return 1 }`,
      },
    })
    expect(await messageOf(builds(project, {}))).toContain('default (all.ts:1), imported by main.ts')
    await project.write({ 'all.ts': `'use client'\nexport default async function all() { 'use cache'; return 1 }` })
    expect(await messageOf(builds(project, {}))).toContain('conflicting-directives')
  })

  it('leaves what other plugins take out of the client alone', async () => {
    await using project = await hostProject({
      files: {
        'index.html': '<script type="module" src="/main.ts"></script>',
        'main.ts': `import { load } from './product.ts'\nconsole.log(load)`,
        'product.ts': product,
      },
    })
    const useCache = await pluginOf(project)
    const serverFunctions: Plugin = {
      name: 'server-functions',
      transform: (_code, id) =>
        id.endsWith('product.ts') ? `export const load = (id) => fetch('/rpc/load?id=' + id)` : undefined,
    }
    await build({ root: project.root, configFile: false, logLevel: 'silent', plugins: [useCache(), serverFunctions] })
  })
})

describe('use-cache/vite in Vitest', () => {
  it.each(packages)('needs nothing else (%s package)', async (how) => {
    await using project = await hostProject({
      package: how!,
      dependencies: ['vite', 'vitest'],
      files: {
        'vitest.config.ts': `import { defineConfig } from 'vitest/config'
import useCache from 'use-cache/vite'
export default defineConfig({ plugins: [useCache()], test: {} })`,
        'product.ts': product,
        'product.test.ts': `import { expect, test } from 'vitest'
import { cacheTag, updateTag } from 'use-cache'
import { load } from './product.ts'
let runs = 0
async function tagged() { 'use cache'; cacheTag('t'); return ++runs }
test('is cached', async () => {
  expect([await load(1), await load(1)]).toEqual([{ id: 1, run: 1 }, { id: 1, run: 1 }])
})
test('is invalidated: the compiled code and the test share one runtime', async () => {
  expect([await tagged(), await tagged()]).toEqual([1, 1])
  await updateTag('t')
  expect(await tagged()).toBe(2)
})`,
      },
    })
    const { status, stdout, stderr } = await project.run('node', 'node_modules/vitest/vitest.mjs', 'run')
    expect(stdout + stderr).toContain('2 passed')
    expect(status).toBe(0)
  })

  it('caches where tests run client code in Node, as with jsdom', async () => {
    await using project = await hostProject({
      dependencies: ['vite', 'vitest'],
      files: {
        'vitest.config.ts': `import { defineConfig } from 'vitest/config'
import useCache from 'use-cache/vite'
export default defineConfig({ plugins: [useCache()], test: { environment: './page.ts' } })`,
        'page.ts': `export default { name: 'page', viteEnvironment: 'client', setup: () => ({ teardown() {} }) }`,
        'product.ts': product,
        'product.test.ts': `import { expect, test } from 'vitest'
import { load } from './product.ts'
test('is cached', async () => {
  expect([await load(1), await load(1)]).toEqual([{ id: 1, run: 1 }, { id: 1, run: 1 }])
})`,
      },
    })
    const { stdout, stderr } = await project.run('node', 'node_modules/vitest/vitest.mjs', 'run')
    expect(stdout + stderr).toContain('1 passed')
  })
})
