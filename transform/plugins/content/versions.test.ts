import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Versioning } from '../../index.ts'
import { versionedTransform } from '../versioned.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

interface App {
  readonly root: string
  edit(file: string, from: string, to: string): void
  /** Versions by function, from a process that starts now and one that was running all the time; they agree. */
  versions(file: string): Promise<Readonly<Record<string, string>>>
}

type Files = Readonly<Record<string, string | Buffer>>

function app(files: Files): App {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'use-cache-versions-')))
  folders.push(root)
  const running = versionedTransform(root, 'content')
  const write = (more: Files): void => {
    for (const [name, text] of Object.entries(more)) {
      mkdirSync(dirname(join(root, name)), { recursive: true })
      writeFileSync(join(root, name), text)
    }
  }
  write({ 'package.json': '{}', ...files })
  const named = (functions: readonly { name: string; version?: string }[]): Record<string, string> =>
    Object.fromEntries(functions.map(({ name, version }) => [name, version!]))
  return {
    root,
    edit: (file, from, to) => {
      const before = readFileSync(join(root, file), 'utf8')
      expect(before).toContain(from)
      write({ [file]: before.replace(from, to) })
    },
    async versions(file) {
      const id = join(root, file)
      const text = readFileSync(id, 'utf8')
      const fresh = named(versionedTransform(root, 'content').sync(text, { id }).functions)
      expect(named(running.sync(text, { id }).functions)).toEqual(fresh)
      return fresh
    },
  }
}

const shop = {
  'shop.ts': `import { format } from './format.ts'
import { db, type Row } from './db'
import * as tax from './tax.js'
import rates from './rates.json' with { type: 'json' }

const LIMIT = 10
let calls = 0

function trim(text: string) { return text.trim() }

export async function price(id: number) {
  'use cache'
  return format(await db.price(id))
}

export async function list(word: string) {
  'use cache'
  const rows: Row[] = await db.search(trim(word), LIMIT)
  return rows
}

export async function taxed(id: number) {
  'use cache'
  return tax.add(await price(id)) * rates.eur
}

export function count() { return calls++ }
setInterval(() => console.log(calls), 1000)
`,
  'format.ts': `import { symbol } from './symbol.ts'
export const format = (n: number) => n + symbol
export const shout = (text: string) => text.toUpperCase()
`,
  'symbol.ts': `export const symbol = 'EUR'\nexport const unused = 1\n`,
  'db/index.ts': `export * from './price'\nexport type { Row } from './row'\nimport { open } from './open.ts'\nexport const db = open()\n`,
  'db/price.ts': `export const other = 1\n`,
  'db/open.ts': `export const options = { retries: 1 }
export function open() { return make(options) }
function make(_: object) { return null as never }
options.retries = 3
`,
  'db/row.ts': `export interface Row { id: number }\n`,
  'tax.ts': `export const rate = 1.19\nexport function add(n: number) { return n * rate }\n`,
  'rates.json': '{ "eur": 1 }',
}

/** Which functions an edit cools. */
async function cooled(files: Files, edit: (it: App) => void, file = 'shop.ts'): Promise<string[]> {
  const it = app(files)
  const before = await it.versions(file)
  edit(it)
  const after = await it.versions(file)
  return Object.keys(after).filter((name) => before[name] !== after[name])
}

describe('content versions', () => {
  it.each<[string, string, string, string, string[]]>([
    ['the function', 'shop.ts', 'format(await', 'format(1 + await', ['price', 'taxed']],
    ['a constant beside it', 'shop.ts', 'LIMIT = 10', 'LIMIT = 20', ['list']],
    ['a helper beside it', 'shop.ts', 'text.trim()', 'text.trimEnd()', ['list']],
    ['an unrelated function beside it', 'shop.ts', 'calls++', '++calls', []],
    ['an unrelated statement', 'shop.ts', '1000', '2000', []],
    ['a comment between functions', 'shop.ts', 'const LIMIT', '// ten\nconst LIMIT', []],
    ['an import', 'format.ts', 'n + symbol', 'symbol + n', ['price', 'taxed']],
    ['an import of an import', 'symbol.ts', 'EUR', 'CHF', ['price', 'taxed']],
    ['an unrelated export of an imported module', 'format.ts', 'toUpperCase', 'toLowerCase', []],
    ['an unrelated export further away', 'symbol.ts', 'unused = 1', 'unused = 2', []],
    ['a folder’s index', 'db/index.ts', 'open()', 'open() ?? null', ['price', 'list', 'taxed']],
    ['what a barrel also hands on', 'db/price.ts', 'other = 1', 'other = 2', []],
    ['a statement that changes what is used', 'db/open.ts', 'retries = 3', 'retries = 4', ['price', 'list', 'taxed']],
    ['a type', 'db/row.ts', 'id: number', 'id: string', []],
    ['a namespace import', 'tax.ts', '1.19', '1.2', ['taxed']],
    ['JSON', 'rates.json', '1', '2', ['taxed']],
  ])('an edit of %s', async (_, file, from, to, expected) => {
    expect(await cooled(shop, (it) => it.edit(file, from, to))).toEqual(expected)
  })

  it.each([
    ['a property of a function', 'return read.base', 'function read() {}\nread.base = 1'],
    ['a property of an imported function', 'return help()', "import { help } from './help.ts'"],
    ['a variable that holds a function', 'return read()', 'let read = () => 0\nread = () => 1'],
    [
      'what a function is given by a call',
      'return read.base',
      'const read = () => 0\nObject.assign(read, { base: 1 })',
    ],
    ['a property of `globalThis`', 'return globalThis.base', 'globalThis.base = 1'],
    ['a global', 'return base', 'globalThis.base = 1'],
    ['the environment', 'return process.env.BASE', "process.env.BASE ??= '1'"],
    ['a `var` in a block', 'return base', 'try { var base = open(1) } catch {}'],
    ['a dotted namespace', 'return Prices.Net.base', 'namespace Prices.Net { export const base = 1 }'],
    [
      'an alias of what a namespace holds',
      'return base',
      'import base = Prices.base\nnamespace Prices { export const base = 1 }',
    ],
  ])('notice an edit of %s', async (_, body, head) => {
    const files = {
      'main.ts': `${head}\nexport async function main() { 'use cache'; ${body} }`,
      'help.ts': `export function help() { return help.base }\nhelp.base = 1`,
    }
    const file = head.includes('1') ? 'main.ts' : 'help.ts'
    expect(await cooled(files, (it) => it.edit(file, '1', '2'), 'main.ts')).toEqual(['main'])
  })

  it('notice an edit behind a barrel that has a dotted namespace of that name', async () => {
    const files = {
      'main.ts': `import { base } from './mid.ts'\nexport async function main() { 'use cache'; return base }`,
      'mid.ts': `export * from './leaf.ts'\nexport namespace Prices.base { export const net = 3 }`,
      'leaf.ts': 'export const base = 1',
    }
    expect(await cooled(files, (it) => it.edit('leaf.ts', '1', '2'), 'main.ts')).toEqual(['main'])
  })

  it.each([
    [
      'what its namespace keeps to itself',
      `namespace Prices { const base = 1; export async function main() { 'use cache'; return base } }`,
    ],
    [
      'what another part of its namespace exports',
      `namespace Prices { export const base = 1 }\nnamespace Prices { export async function main() { 'use cache'; return base } }`,
    ],
    [
      'a class by the name that only the class knows',
      `const Prices = class Own { static base = 1; static main = async () => { 'use cache'; return Own.base } }`,
    ],
  ])('notice an edit of %s', async (_, text) => {
    expect(await cooled({ 'main.ts': text }, (it) => it.edit('main.ts', '1', '2'), 'main.ts')).toHaveLength(1)
  })

  it.each([
    ['a template', 'return import(`./late.ts`)', 'late.ts'],
    ['`createRequire`', "return load('./late.json')", 'late.json'],
    ['`require.resolve`', "return load.resolve('./late.json')", 'late.json'],
    ['`import.meta.resolve`', "return import.meta.resolve('./late.json')", 'late.json'],
    ['an address', "return new URL('late.bin', import.meta.url)", 'late.bin'],
    ['an address with a base', "return new URL('./late.bin', here)", 'late.bin'],
    ['a pattern', "return import.meta.glob('./posts/*.ts')", 'posts/a.ts'],
    ['a component', "return import('./page.vue')", 'late.ts'],
    ['several patterns', "return import.meta.glob(['/posts/*.ts', '!**/a.ts'], { eager: true })", 'posts/b.ts'],
  ])('follow %s', async (_, body, file) => {
    const files = {
      'main.ts': `import { createRequire } from 'node:module'
const load: NodeRequire = createRequire(import.meta.url)
const here = import.meta.url
export async function main() { 'use cache'; ${body} }`,
      'late.ts': 'export const late = 1',
      'late.json': '1',
      'page.vue': `<template>late</template><script setup>import { late } from './late.ts'</script>`,
      // Bytes that are no text.
      'late.bin': Buffer.from([0xff, 0xfe]),
      'posts/a.ts': 'export const a = 1',
      'posts/b.ts': 'export const b = 1',
    }
    const edit = (it: App): void => writeFileSync(join(it.root, file), Buffer.from([0xfe, 0xff]))
    expect(await cooled(files, edit, 'main.ts')).toEqual(['main'])
  })

  it('follow what a pattern finds later, and not what it leaves out', async () => {
    const files = {
      'main.ts': `const posts = import.meta.glob(['./posts/**/*.ts', '!**/draft.ts'])\nexport async function main() { 'use cache'; return posts }`,
      'posts/a.ts': 'export const a = 1',
    }
    const add = (file: string) => (it: App) => {
      mkdirSync(join(it.root, 'posts/old'), { recursive: true })
      writeFileSync(join(it.root, file), 'export const b = 1')
    }
    expect(await cooled(files, add('posts/old/b.ts'), 'main.ts')).toEqual(['main'])
    expect(await cooled(files, add('posts/old/draft.ts'), 'main.ts')).toEqual([])
    expect(await cooled(files, add('main.test.ts'), 'main.ts')).toEqual([])
  })

  it.each([
    'return import(name)',
    'return import(`./${name}.ts`)',
    'return require(name)',
    'return new URL(name, import.meta.url)',
    "return import.meta.glob('@/posts/*.ts')",
    "return import.meta.glob('./*.ts', { base: './posts' })",
  ])('are new each time where only running the function tells what it loads: %s', (body) => {
    const text = `export async function main(name) { 'use cache'; ${body} }\nexport async function other(name) { 'use cache'; return new URL(name, 'https://a.b') }`
    const transform = versionedTransform('/app', 'content')
    const [first, second] = [1, 2].map(() =>
      transform.sync(text, { id: '/app/main.js' }).functions.map(({ version }) => version),
    )
    expect(first![0]).not.toBe(second![0])
    expect(first![1]).toBe(second![1])
  })

  it('are those of what the host writes in the place of names that a function speaks of', () => {
    const text = `const limits = { max: import.meta.env.VITE_MAX.length }
export async function variable() { 'use cache'; return limits.max }
export async function all() { 'use cache'; return Object.keys(import.meta.env) }
export async function defined() { 'use cache'; return __RELEASE__ }
export async function part() { 'use cache'; return process.env.MODE }
export async function none() { 'use cache'; return import.meta.url }`
    const versions = (...constants: readonly (readonly [string, string])[]): (string | undefined)[] =>
      versionedTransform('/app', 'content', constants)
        .sync(text, { id: '/app/main.js' })
        .functions.map(({ version }) => version)
    const cooledBy = (...constants: readonly (readonly [string, string])[]): number[] => {
      const before = versions()
      return versions(...constants).flatMap((version, index) => (version === before[index] ? [] : [index]))
    }
    expect(cooledBy(['import.meta.env.VITE_MAX', '1'])).toEqual([0, 1])
    expect(cooledBy(['import.meta.env.VITE_OTHER', '1'])).toEqual([1])
    expect(cooledBy(['__RELEASE__', '1'], ['process.env.MODE', '2'])).toEqual([2, 3])
  })

  it('do not change when a function is called elsewhere', async () => {
    const files = {
      'main.ts': `export async function main() { 'use cache'; return 1 }\nawait main().then((it) => it + 2)`,
    }
    expect(await cooled(files, (it) => it.edit('main.ts', '2', '3'), 'main.ts')).toEqual([])
  })

  it('follow cycles, dynamic imports, require, aliases of tsconfig and packages of the same repository', async () => {
    const files = {
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./lib/*"] } } }',
      'shop.ts': `import { b } from './b.ts'
import { aliased } from '@/aliased'
import { price } from 'prices'
export const a = 1
export async function cycle() { 'use cache'; return b }
export async function dynamic() { 'use cache'; return (await import('./late.ts')).late }
export async function required() { 'use cache'; return require('./old.cjs').old }
export async function alias() { 'use cache'; return aliased }
export async function repository() { 'use cache'; return price }`,
      'b.ts': `import { a } from './shop.ts'\nexport const b = () => a + 1`,
      'late.ts': 'export const late = 1',
      'old.cjs': 'exports.old = 1',
      'lib/aliased.ts': 'export const aliased = 1',
      'packages/prices/package.json': '{ "name": "prices", "exports": { ".": { "import": "./price.ts" } } }',
      'packages/prices/price.ts': 'export const price = 1',
      'node_modules/.keep': '',
    }
    const edits: [string, string, string[]][] = [
      ['b.ts', 'a + 1', ['cycle']],
      ['shop.ts', 'a = 1', ['cycle']],
      ['late.ts', '1', ['dynamic']],
      ['old.cjs', '1', ['required']],
      ['lib/aliased.ts', '1', ['alias']],
      ['packages/prices/price.ts', '1', ['repository']],
    ]
    for (const [file, from, expected] of edits) {
      const it = app(files)
      symlinkSync(join(it.root, 'packages/prices'), join(it.root, 'node_modules/prices'))
      const before = await it.versions('shop.ts')
      it.edit(file, from, `${from}1`)
      const after = await it.versions('shop.ts')
      expect([file, Object.keys(after).filter((name) => before[name] !== after[name])]).toEqual([file, expected])
    }
  })

  it('are given to exports that are only wrapped, too', async () => {
    const it = app({
      'all.ts': `'use cache'\nimport { make } from './make.ts'\nexport const load = make(1)\nexport { other } from './make.ts'`,
      'make.ts': `export const make = (n: number) => async () => n\nexport const other = async () => 1`,
    })
    const compile = (): { code: string; functions: readonly { name: string; version?: string }[] } => {
      const id = join(it.root, 'all.ts')
      return versionedTransform(it.root, 'content').sync(readFileSync(id, 'utf8'), { id })
    }
    const before = compile()
    expect(before.functions).toMatchObject([
      { id: 'all.ts#load', line: 3, kind: 'default', captures: [], parameters: null },
      { id: 'all.ts#other', line: 4 },
    ])
    for (const { version } of before.functions) expect(before.code).toContain(`, "${version}")`)
    it.edit('make.ts', 'async () => 1', 'async () => 2')
    const after = compile()
    expect(after.functions[0]!.version).toBe(before.functions[0]!.version)
    expect(after.functions[1]!.version).not.toBe(before.functions[1]!.version)
  })

  it('differ from build to build, or say what they are told', () => {
    const text = `export async function f() { 'use cache'; return 1 }`
    const version = (versioning: Versioning, root = '/app'): string | undefined =>
      versionedTransform(root, versioning).sync(text, { id: '/app/f.ts' }).functions[0]!.version
    expect(version({ manual: 'v3' })).toBe('v3')
    expect(version({ manual: 'v3' }, app({ 'package.json': '{ "name": "@shop/db" }' }).root)).toBe('@shop/db@v3')
    expect(version('build')).toMatch(/^[0-9a-f]{12}$/)
    expect(version('build')).not.toBe(version('build'))
  })
})
