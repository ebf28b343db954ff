import { describe, expect, it } from 'vitest'
import { hostProject } from './fixture-project.ts'

const twice = (call: string): string => `
const first = await ${call}
const second = await ${call}
console.log(JSON.stringify({ runs: globalThis.runs, first, second }))
`
const register = ['--import', 'use-cache/register'] as const

describe('node --import use-cache/register', () => {
  it('caches a function of a TypeScript module', async () => {
    await using project = await hostProject({
      files: {
        'app.ts': `import { double } from './double.ts'
declare global { var runs: number }
globalThis.runs = 0${twice('double(21)')}`,
        'double.ts': `export async function double(n: number): Promise<number> {
  'use cache'
  globalThis.runs++
  return n * 2
}`,
      },
    })
    const { stdout, stderr } = await project.run('node', ...register, 'app.ts')
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual({ runs: 1, first: 42, second: 42 })
  })

  it('runs what Node alone does not: enums, decorators, TSX, extension-less imports, paths', async () => {
    await using project = await hostProject({
      files: {
        'tsconfig.json': `{
  // a comment, as tsconfig allows
  "compilerOptions": { "module": "nodenext", "jsxImportSource": "./jsx", "experimentalDecorators": true, "paths": { "@/*": ["./src/*"] } },
}`,
        'jsx/jsx-runtime.js': 'export const jsx = (type, props) => ({ type, ...props })\nexport const jsxs = jsx',
        'jsx/package.json': '{ "type": "module", "exports": { "./jsx-runtime": "./jsx-runtime.js" } }',
        'node_modules/jsx-here/package.json':
          '{ "type": "module", "exports": { "./jsx-runtime": "./jsx-runtime.js" } }',
        'node_modules/jsx-here/jsx-runtime.js':
          'export const jsx = (type, props) => ({ type, ...props })\nexport const jsxs = jsx',
        'app.tsx': `/** @jsxImportSource jsx-here */
import { Size, type Label } from './sizes'
import { OnlyAType } from './sizes.js'
import { fromIndex } from './folder'
import { aliased } from '@/aliased'
function sealed(target: Function) { Object.seal(target) }
@sealed class Box { constructor(readonly size: Size) {} }
async function render(label: Label) {
  'use cache'
  return <b title={label}>{new Box(Size.Large).size}</b>
}
const unused: OnlyAType = 1
console.log(JSON.stringify([await render('x'), fromIndex, aliased]))`,
        'sizes.ts': `export enum Size { Small, Large }
export type Label = string
export type OnlyAType = number`,
        'folder/index.ts': `export const fromIndex: string = 'index'`,
        'src/aliased.ts': `export const aliased = 'alias' satisfies string`,
      },
    })
    const { stdout, stderr } = await project.run('node', ...register, 'app.tsx')
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual([{ type: 'b', title: 'x', children: 1 }, 'index', 'alias'])
  })

  it.each([
    {
      name: 'TypeScript with import and export in a CommonJS package',
      manifest: '{ "type": "commonjs" }',
      entry: 'app.ts',
      files: {
        'app.ts': `import { double } from './double'
import path = require('node:path')
double(4).then(async (first) => console.log(first, await double(4), (globalThis as any).runs, path.sep, typeof require))`,
        'double.ts': `let runs = 0
export async function double(n: number) { 'use cache'; (globalThis as any).runs = ++runs; return n * 2 }`,
      },
    },
    {
      name: '.cts',
      manifest: '{ "type": "module" }',
      entry: 'app.cts',
      files: {
        'app.cts': `const { double } = require('./double.cts') as typeof import('./double.cts')
double(4).then(async (first: number) => console.log(first, await double(4), (globalThis as any).runs, '/', typeof require))`,
        'double.cts': `let runs = 0
async function double(n: number) { 'use cache'; (globalThis as any).runs = ++runs; return n * 2 }
export = { double }`,
      },
    },
    {
      name: 'plain .cjs',
      manifest: '{ "type": "module" }',
      entry: 'app.cjs',
      files: {
        'app.cjs': `'use strict'
const { double } = require('./double.cjs')
double(4).then(async (first) => console.log(first, await double(4), globalThis.runs, '/', typeof require))`,
        'double.cjs': `let runs = 0
async function double(n) { 'use cache'; globalThis.runs = ++runs; return n * 2 }
module.exports = { double }`,
      },
    },
    {
      name: 'a package without a type, CommonJS by its syntax',
      manifest: '{}',
      entry: 'app.js',
      files: {
        'app.js': `const { double } = require('./double')
double(4).then(async (first) => console.log(first, await double(4), globalThis.runs, '/', typeof require))`,
        'double.ts': `let runs: number = 0
async function double(n: number) { 'use cache'; (globalThis as any).runs = ++runs; return n * 2 }
module.exports = { double }`,
      },
    },
    {
      name: 'a package without a type, an ES module by its syntax',
      manifest: '{}',
      entry: 'app.ts',
      files: {
        'app.ts': `import { createRequire } from 'node:module'
const require = createRequire(import.meta.url)
const { double } = require('./double.js')
console.log(await double(4), await double(4), (globalThis as any).runs, '/', typeof require)`,
        'double.js': `let runs = 0
export async function double(n) { 'use cache'; globalThis.runs = ++runs; return n * 2 }`,
      },
    },
    {
      name: 'CommonJS that an ES module imports, requiring both kinds',
      manifest: '{ "type": "module" }',
      entry: 'app.ts',
      files: {
        'app.ts': `import { double, separator } from './library.cjs'
const required: string = separator
console.log(await double(4), await double(4), (globalThis as any).runs, required, 'function')`,
        'library.cjs': `#!/usr/bin/env node
'use strict'
const { separator } = require('./esm.mjs')
const { double } = require('./double')
exports.double = double
exports.separator = separator`,
        'esm.mjs': `export { sep as separator } from 'node:path'`,
        'double.ts': `let runs = 0
export async function double(n: number) { 'use cache'; (globalThis as any).runs = ++runs; return n * 2 }`,
      },
    },
    {
      name: 'an ES module by its package, without a word of its syntax',
      manifest: '{ "type": "module" }',
      entry: 'app.js',
      files: {
        'app.js': `let runs = 0
async function double(n) { 'use cache'; globalThis.runs = ++runs; return n * 2 }
double(4).then(async (first) => console.log(first, await double(4), globalThis.runs, '/', 'function'))`,
      },
    },
  ])('caches in both module systems: $name', async ({ manifest, entry, files }) => {
    await using project = await hostProject({ files: { 'package.json': manifest, ...files } })
    const { stdout, stderr } = await project.run('node', ...register, entry)
    expect(stderr).toBe('')
    expect(stdout).toBe('8 8 1 / function\n')
  })

  it('compiles JavaScript of dependencies that holds the directive, and reads no other', async () => {
    await using project = await hostProject({
      files: {
        'app.ts': `import { once } from 'cached-library'
import { text } from 'wordy-library'
console.log(await once(), await once(), text.length > 0)`,
        'node_modules/cached-library/package.json': '{ "type": "module", "exports": "./index.js" }',
        'node_modules/cached-library/index.js': `let runs = 0
export async function once() { 'use cache'; return ++runs }`,
        'node_modules/wordy-library/package.json': '{ "type": "module", "exports": "./index.js" }',
        'node_modules/wordy-library/index.js': `export const text = "say 'use cached' or 'use-cache' where you like"
export function later() { return 1; 'use-cache' }`,
      },
    })
    const { stdout, stderr } = await project.run('node', ...register, 'app.ts')
    expect(stderr).toBe('')
    expect(stdout).toBe('1 1 true\n')
  })

  it('points stack traces at the source, by name', async () => {
    const product = `interface Product { readonly id: number }

type Unused = { a: string }

export async function load(id: number): Promise<Product> {
  'use cache'
  const product = { id } satisfies Product
  if (id === 7) throw new TypeError('no product ' + product.id)
  return product
}`
    await using project = await hostProject({
      files: {
        'app.ts': `import { load } from './product.ts'
try { await load(7) } catch (error) { console.log((error as Error).stack) }`,
        'product.ts': product,
      },
    })
    const { stdout } = await project.run('node', ...register, 'app.ts')
    const column = product.split('\n')[7]!.indexOf('new TypeError') + 1
    expect(stdout.split('\n')[0]).toBe('TypeError: no product 7')
    expect(stdout.split('\n')[1]).toContain(`at load (${project.root}/product.ts:8:${column})`)
  })

  it('refuses a module with findings, and shows them all', async () => {
    await using project = await hostProject({
      files: {
        'app.ts': `import './broken.ts'
console.log('never')`,
        'broken.ts': `export function sync(): number {
  'use cache'
  return 1
}

export async function* many() {
  'use cache'
  yield 1
}`,
      },
    })
    const { status, stdout, stderr } = await project.run('node', ...register, 'app.ts')
    expect(status).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toContain('not-async')
    expect(stderr).toContain('generator')
    expect(stderr).toMatch(/broken\.ts:2:3/)
    expect(stderr).toMatch(/broken\.ts:7:3/)
    expect(stderr).toContain("> 7 |   'use cache'")
    expect(stderr).not.toContain('plugins/node')
  })

  it('reports a file that does not parse at its place', async () => {
    await using project = await hostProject({
      files: { 'app.ts': `async function f() { 'use cache' }\nconst = 1` },
    })
    const { status, stderr } = await project.run('node', ...register, 'app.ts')
    expect(status).toBe(1)
    expect(stderr).toContain('syntax-error')
    expect(stderr).toMatch(/app\.ts:2:7/)
  })

  it('is there in worker threads, forked processes and under node --test', async () => {
    await using project = await hostProject({
      files: {
        'app.ts': `import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
const worker = new Worker(new URL('./work.ts', import.meta.url))
console.log('worker', ...await once(worker, 'message'))
const child = fork(new URL('./work.ts', import.meta.url))
console.log('child', (await once(child, 'message'))[0])`,
        'work.ts': `import { parentPort } from 'node:worker_threads'
let runs = 0
async function count(): Promise<number> { 'use cache'; return ++runs }
await count()
const result: number = await count()
parentPort?.postMessage(result)
process.send?.(result, () => process.disconnect())`,
        'count.test.ts': `import assert from 'node:assert/strict'
import { test } from 'node:test'
let runs = 0
async function count(): Promise<number> { 'use cache'; return ++runs }
test('counts once', async () => { assert.equal(await count() + await count(), 2) })`,
      },
    })
    const { stdout, stderr } = await project.run('node', ...register, 'app.ts')
    expect(stderr).toBe('')
    expect(stdout).toBe('worker 1\nchild 1\n')
    const tests = await project.run('node', ...register, '--test', '--test-reporter=tap', 'count.test.ts')
    expect(tests.stdout).toContain('# pass 1')
    expect(tests.stdout).toContain('# fail 0')
  })

  it('lets the imports of next/cache mean ours where next is not installed', async () => {
    await using project = await hostProject({
      files: {
        'app.ts': `import { cacheLife } from 'next/cache'
import { NextResponse } from 'next/server.js'
let runs = 0
async function count(): Promise<number> { 'use cache'; cacheLife('hours'); return ++runs }
console.log(await count(), await count(), NextResponse.name)`,
      },
    })
    const { stdout, stderr } = await project.run('node', ...register, 'app.ts')
    expect(stderr).toBe('')
    expect(stdout).toBe('1 1 NextResponse\n')
  })

  it('compiles what is required beside tsx, which reads files itself', async () => {
    await using project = await hostProject({
      files: {
        'old/package.json': '{ "type": "commonjs" }',
        'old/app.ts': `import { modern } from '../modern.ts'
const { script } = require('./script.cjs')
let runs = 0
async function typed(): Promise<number> { 'use cache'; return ++runs }
async function main(): Promise<void> {
  for (const count of [typed, script, modern]) console.log(await count(), await count())
}
void main()`,
        'old/script.cjs': `let runs = 0\nexports.script = async () => { 'use cache'; return ++runs }`,
        'modern.ts': `let runs = 0\nexport async function modern(): Promise<number> { 'use cache'; return ++runs }`,
      },
    })
    const { stdout, stderr } = await project.run(
      'node',
      '--import',
      import.meta.resolve('tsx'),
      ...register,
      'old/app.ts',
    )
    expect(stderr).toBe('')
    expect(stdout).toBe('1 1\n1 1\n1 1\n')
  })

  it('compiles what `node --test` runs, and what it tests', async () => {
    await using project = await hostProject({
      files: {
        'double.ts': `let runs = 0
export async function double(n: number): Promise<number[]> { 'use cache'; return [n * 2, ++runs] }`,
        'double.test.ts': `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { double } from './double.ts'
test('is cached', async () => {
  assert.deepEqual([await double(2), await double(2)], [[4, 1], [4, 1]])
})`,
      },
    })
    const { status, stdout } = await project.run('node', ...register, '--test')
    expect(stdout).toMatch(/pass 1\b/)
    expect(status).toBe(0)
  })
})
