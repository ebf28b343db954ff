import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import manifest from '../../../package.json' with { type: 'json' }
import { hostProject } from './fixture-project.ts'

const tsc = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url))

const users = `import { defineConfig } from 'use-cache/config'
import { cacheLife, cacheTag, configure, revalidateTag, updateTag } from 'use-cache'
import { transform } from 'use-cache/transform'
import { testCache } from 'use-cache/testing'
import vite from 'use-cache/vite'
import rollup from 'use-cache/rollup'
import rolldown from 'use-cache/rolldown'
import webpack from 'use-cache/webpack'
import rspack from 'use-cache/rspack'
import esbuild from 'use-cache/esbuild'
import bun from 'use-cache/bun'
import babel from 'use-cache/babel'
import { transformSync } from 'use-cache/swc'
import jest from 'use-cache/jest'
import { defineConfig as defineVite } from 'vite'
import type { RollupOptions } from 'rollup'
import type { RolldownOptions } from 'rolldown'
import type { Configuration } from 'webpack'
import type { RspackOptions } from '@rspack/core'
import type { BuildOptions } from 'esbuild'

export const config = defineConfig({ kinds: ['tenant'], version: 'content', cacheLife: { products: { revalidate: '15m' } } })
export const viteConfig = defineVite({ plugins: [vite({ version: { manual: 'v1' }, aliasNext: true })] })
export const rollupConfig: RollupOptions = { plugins: [rollup({ root: '.' })] }
export const rolldownConfig: RolldownOptions = { plugins: [rolldown()] }
export const webpackConfig: Configuration = { plugins: [webpack({ parser: 'swc' })] }
export const rspackConfig: RspackOptions = { plugins: [rspack()] }
export const esbuildConfig: BuildOptions = { plugins: [esbuild()] }
export const others: unknown[] = [bun(), babel, jest.createTransformer({ useCache: { kinds: ['tenant'] } }), testCache, transform]
export const text: string = transformSync('', { filename: 'x.ts', useCache: { version: 'content' } }).code

export async function products(category: string): Promise<string[]> {
  'use cache'
  cacheLife({ revalidate: '15m' })
  cacheTag('products')
  return [category]
}
export const done: Promise<void>[] = [updateTag('products'), revalidateTag('products', 'max')]
configure({ maxMemory: 1024 })

// @ts-expect-error no such version
vite({ version: 'v1' })
// @ts-expect-error no such option
rollup({ kind: ['tenant'] })
// @ts-expect-error kinds are a list
defineConfig({ kinds: 'tenant' })
// @ts-expect-error a tag is a string
cacheTag(1)
`

const dependencies = [
  'vite',
  'rollup',
  'rolldown',
  'webpack',
  '@rspack/core',
  'esbuild',
  '@swc/core',
  '@types/node',
  'undici-types',
]

it.each([
  ['NodeNext', 'NodeNext'],
  ['ESNext', 'Bundler'],
])('type-checks what users write, strictly (module %s, resolution %s)', async (module, moduleResolution) => {
  await using project = await hostProject({ files: { 'users.ts': users }, package: 'installed', dependencies })
  const compilerOptions = {
    module,
    moduleResolution,
    target: 'es2024',
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
  }
  await project.write({ 'tsconfig.json': JSON.stringify({ compilerOptions, files: ['users.ts'] }) })
  const { stdout, status } = await project.run('node', tsc, '-p', join(project.root, 'tsconfig.json'))
  expect(stdout).toBe('')
  expect(status).toBe(0)
})

it.each([
  ['without the DOM', ['es2022']],
  ['with the DOM', ['es2022', 'dom', 'dom.iterable']],
])('declares nothing that a compiler minds that looks into declarations, %s', async (_name, lib) => {
  // Farm's own declarations do not stand up to it.
  const entries = Object.keys(manifest.exports).filter((entry) => !/farm|json/.test(entry))
  const imports = entries.map((entry, index) => `export * as _${index} from '${entry.replace('.', 'use-cache')}'\n`)
  await using project = await hostProject({ files: { 'all.ts': imports.join('') }, package: 'installed', dependencies })
  const compilerOptions = { module: 'nodenext', target: 'es2022', lib, strict: true, noEmit: true, types: ['node'] }
  await project.write({ 'tsconfig.json': JSON.stringify({ compilerOptions, files: ['all.ts'] }) })
  const { status, stdout } = await project.run('node', tsc, '-p', join(project.root, 'tsconfig.json'))
  expect([status, stdout]).toEqual([0, ''])
})
