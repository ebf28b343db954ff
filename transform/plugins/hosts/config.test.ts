import { build, createServer, type Plugin } from 'vite'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hostProject, type HostProject } from './fixture-project.ts'

const files = {
  'use-cache.config.ts': `import { defineConfig } from 'use-cache/config'
export default defineConfig({
  kinds: ['tenant'],
  cacheLife: { never: { revalidate: 0, expire: 0 }, ever: { revalidate: Infinity } },
  severities: { 'not-async': 'warning' },
})`,
  'counts.ts': `import { cacheLife } from 'use-cache'
let runs = 0
export async function never() {
  'use cache: tenant'
  cacheLife('never')
  return ++runs
}
export async function ever() {
  'use cache'
  cacheLife('ever')
  return ++runs
}
export function demoted() {
  'use cache'
  return 1
}`,
  'app.ts': `import { ever, never, demoted } from './counts.ts'
export const counts = [await never(), await never(), await ever(), await ever(), demoted()]
console.log(JSON.stringify(counts))`,
}
const counts = [1, 2, 3, 3, 1]

async function pluginOf({ root }: HostProject): Promise<() => Plugin[]> {
  return (
    (await import(join(root, 'node_modules/use-cache/dist/transform/plugins/vite.js'))) as { default: () => Plugin[] }
  ).default
}

describe('use-cache.config in hosts', () => {
  it('holds for node --import use-cache/register, compiler and runtime', async () => {
    await using project = await hostProject({ files })
    const { stdout, stderr } = await project.run('node', '--import', 'use-cache/register', 'app.ts')
    expect(JSON.parse(stdout)).toEqual(counts)
    expect(stderr).toBe('')
  })

  it('stops node --import use-cache/register when it is wrong', async () => {
    await using project = await hostProject({
      files: { 'use-cache.config.json': '{ "kind": [] }', 'app.ts': 'console.log(1)' },
    })
    const { status, stderr, stdout } = await project.run('node', '--import', 'use-cache/register', 'app.ts')
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toContain('use-cache.config.json: kind: there is no such field (did you mean kinds?)')
  })

  it('holds in the dev server of Vite', async () => {
    await using project = await hostProject({ files })
    const useCache = await pluginOf(project)
    const server = await createServer({
      root: project.root,
      configFile: false,
      logLevel: 'silent',
      appType: 'custom',
      server: { middlewareMode: true, ws: false },
      plugins: [useCache()],
    })
    try {
      expect(await server.ssrLoadModule('/app.ts')).toMatchObject({ counts })
    } finally {
      await server.close()
    }
  })

  it.each([true, false])('holds in what Vite builds (runtime in the bundle: %s)', async (noExternal) => {
    await using project = await hostProject({ files })
    const useCache = await pluginOf(project)
    await build({
      root: project.root,
      configFile: false,
      logLevel: 'silent',
      plugins: [useCache()],
      build: { ssr: 'app.ts', outDir: 'out', minify: true },
      ssr: noExternal ? { noExternal } : {},
    })
    const { stdout, stderr } = await project.run('node', 'out/app.js')
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual(counts)
  })

  it.each(['es6', 'commonjs'] as const)(
    'goes with what SWC writes, below what the app configures (%s)',
    async (type) => {
      await using project = await hostProject({
        dependencies: ['lmdb'],
        files: {
          'package.json': `{ "type": "${type === 'es6' ? 'module' : 'commonjs'}" }`,
          'use-cache.config.mjs': `import { lmdbStore } from 'use-cache/lmdb'
export default { cacheLife: { mine: { revalidate: 0, expire: 0 } }, stores: { default: lmdbStore({ path: './kept' }) } }`,
          'src/late.js': `import { cacheLife } from 'use-cache'
let runs = 0
export async function count() { 'use cache'; cacheLife('mine'); return ++runs }`,
          'src/app.js': `import { configure } from 'use-cache'
configure({ cacheLife: { mine: { revalidate: Infinity } } })
import('./late.js').then(async ({ count }) => console.log(JSON.stringify([await count(), await count()])))`,
        },
      })
      const { transformSync } = (await import(
        join(project.root, 'node_modules/use-cache/dist/transform/plugins/swc.js')
      )) as typeof import('../swc.ts')
      for (const name of ['late.js', 'app.js']) {
        const filename = join(project.root, 'src', name)
        const { code } = transformSync(readFileSync(filename, 'utf8'), {
          filename,
          cwd: project.root,
          swcrc: false,
          module: { type },
        })
        expect(code).not.toContain(project.root)
        await project.write({ [`out/${name}`]: code })
      }
      const { stdout, stderr } = await project.run('node', 'out/app.js')
      expect(stderr).toBe('')
      expect(JSON.parse(stdout)).toEqual([1, 1])
      expect(existsSync(join(project.root, 'kept'))).toBe(true)
    },
  )

  it('holds in Vitest', async () => {
    await using project = await hostProject({
      dependencies: ['vite', 'vitest'],
      files: {
        ...files,
        'vitest.config.ts': `import { defineConfig } from 'vitest/config'
import useCache from 'use-cache/vite'
export default defineConfig({ plugins: [useCache()] })`,
        'app.test.ts': `import { expect, test } from 'vitest'
import { counts } from './app.ts'
test('counts', () => expect(counts).toEqual(${JSON.stringify(counts)}))`,
      },
    })
    const { status, stdout, stderr } = await project.run('node', 'node_modules/vitest/vitest.mjs', 'run')
    expect(status, stdout + stderr).toBe(0)
  })
})
