/**
 * Every folder under `fixtures/fixes/` is a module with findings, and `snapshots/fixes/` holds what their fixes make of it. With a `requests.json`, the handlers of the original and of the
 * fixed module must answer alike, and so must the fixed module when it is compiled.
 */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { testRoute, type TestRequest } from '../../routes/index.ts'
import type { RouteModule } from '../../routes/manifest.ts'
import { transform, type TransformOptions } from '../index.ts'
import { programs } from '../read/fixture-programs.ts'
import { readBabel } from '../read/babel.ts'
import { readSwc } from '../read/swc.ts'
import { applyFixes } from './apply-fixes.ts'

const root = resolve(import.meta.dirname, '../..')
const inputs = globSync('fixtures/fixes/*/input.*', { cwd: root }).sort()

describe.each(inputs)('%s', (path) => {
  const folder = dirname(path)
  const original = readFileSync(join(root, path), 'utf8')
  const options = { root: '', ...(json(join(root, folder, 'options.json')) as TransformOptions) }
  const fixed = fixAll(original, options)

  test('the fixed text', async () => {
    const name = basename(path).replace('input', 'fixed')
    await expect(fixed).toMatchFileSnapshot(join(root, folder.replace('fixtures', 'snapshots'), name))
  })

  test('the fixed text parses, and leaves nothing to mend', () => {
    expect(readSwc(fixed, options)).toEqual(readBabel(fixed, options))
    const { diagnostics, functions } = transform(fixed, options)
    if (basename(folder).startsWith('by-hand')) return expect(fixed).toBe(original)
    expect(diagnostics).toEqual([])
    expect(functions.length).toBeGreaterThan(0)
  })

  const requests = join(root, folder, 'requests.json')
  if (!existsSync(requests)) return

  test('the handlers answer as they did', async () => {
    const run = runner(join(root, '.use-cache', folder), path)
    const expected = await run('original', withoutCache(original), requests)
    expect(await run('fixed', withoutCache(fixed), requests)).toEqual(expected)
    expect(await run('compiled', transform(fixed, options).code, requests)).toEqual(expected)
    expect(expected.map(({ status }) => status)).not.toContain(500)
  })
})

describe('what fixes make of a module parses', () => {
  const modules = globSync('fixtures/*/*/input.*', { cwd: root }).map((path) => {
    return { name: path, code: readFileSync(join(root, path), 'utf8'), extension: path.split('.').at(-1)! }
  })
  test.each(modules)('$name', ({ code, extension }) => {
    expectParsed(code, extension)
    expectParsed(code.replaceAll('\n', '\r\n'), extension)
  })

  test.each(Object.entries(programs))('programs about %s', (_, table) => {
    for (const [code, extension = 'ts'] of table) {
      expectParsed(code, extension)
      expectParsed(code.replace(/^(async function|const) f\b/m, 'export $1 GET'), extension)
    }
  })
})

/** What fixes make of small modules. */
const mended: Readonly<Record<string, readonly (readonly [before: string, after: string])[]>> = {
  'a directive that is moved does not run on into the next line': [
    [
      `export async function f() {\n  [1].map(g)\n  'use cache'\n}\n`,
      `export async function f() {\n  'use cache';\n  [1].map(g)\n}\n`,
    ],
    [
      `export async function f() {\n  // why\n  (await g)()\n  'use cache'\n}\n`,
      `export async function f() {\n  'use cache';\n  // why\n  (await g)()\n}\n`,
    ],
    ['`a`.trim()\n"use cache"\nexport const a = 1\n', "'use cache';\n`a`.trim()\nexport const a = 1\n"],
    [
      `export async function f() {\n  'use cache' as string\n  [1].map(g)\n}\n`,
      `export async function f() {\n  'use cache';\n  [1].map(g)\n}\n`,
    ],
    [
      `export async function f() {\n  const a = 1\n  'use cache'\n}\n`,
      `export async function f() {\n  'use cache'\n  const a = 1\n}\n`,
    ],
  ],
  'where one was, the statements around it stay two': [
    [
      `export async function f() {\n  const a = 1\n  'use cache';\n  [a].map(g)\n}\n`,
      `export async function f() {\n  'use cache'\n  const a = 1\n  ;\n  [a].map(g)\n}\n`,
    ],
  ],
  'a directive that runs on into the next line is ended': [
    [
      `export async function f() {\n  'use cache'\n  [a, b] = await g()\n}\n`,
      `export async function f() {\n  'use cache';\n  [a, b] = await g()\n}\n`,
    ],
    [
      `export async function f() {\n  const a = 1\n  'use cache'\n  (await g(a))()\n}\n`,
      `export async function f() {\n  'use cache'\n  const a = 1\n  ;\n  (await g(a))()\n}\n`,
    ],
    unchanged(`export async function f() {\n  'use cache'\n  .trim()\n}\n`),
  ],
  'a misspelled directive keeps its kind': [
    [
      `export async function f() {\n  'use cached: per-user'\n}\n`,
      `export async function f() {\n  'use cache: per-user'\n}\n`,
    ],
    unchanged(`export async function f() {\n  'use cache tenant'\n}\n`),
  ],
  'what becomes async returns a promise': [
    [
      `export function f(n: number): number {\n  'use cache'\n}\n`,
      `export async function f(n: number): Promise<number> {\n  'use cache'\n}\n`,
    ],
    [
      `export const f = (): /* why */ string | null=> {\n  'use cache'\n}\n`,
      `export const f = async (): /* why */ Promise<string | null>=> {\n  'use cache'\n}\n`,
    ],
    [
      `export function f(): Promise<Map<string, number>> | number {\n  'use cache'\n}\n`,
      `export async function f(): Promise<Promise<Map<string, number>> | number> {\n  'use cache'\n}\n`,
    ],
    [
      `export const a = {\n  f<T>(): Promise<T> {\n    'use cache'\n  }\n}\n`,
      `export const a = {\n  async f<T>(): Promise<T> {\n    'use cache'\n  }\n}\n`,
    ],
    unchanged(`export function f(a: unknown): a is string {\n  'use cache'\n}\n`),
    unchanged(`export function f(a: unknown): asserts a {\n  'use cache'\n}\n`),
  ],
  'nobody knows where a directive belongs that stands in no function': [
    unchanged(`export namespace A {\n  'use cache'\n  export async function f() {}\n}\n`),
    unchanged(`export const f = () => class {\n  static {\n    'use cache'\n  }\n}\n`),
    unchanged(`import './a'\nif (globalThis) {\n  'use cache'\n}\nexport async function f() {}\n`),
    unchanged(`import './a'\nif (globalThis) 'use cache'\nexport async function f() {}\n`),
  ],
  'a directive of a module stands above its others': [
    [
      `// why\n'use strict'\nimport './a'\n'use cache'\nexport async function f() {}\n`,
      `// why\n'use cache'\n'use strict'\nimport './a'\nexport async function f() {}\n`,
    ],
  ],
}

function unchanged(text: string): readonly [string, string] {
  return [text, text]
}

describe.each(Object.entries(mended))('%s', (_, table) => {
  test.each(table)('%j', (before, after) => {
    expect(fixAll(before, { root: '', id: 'lib/a.ts' })).toBe(after)
  })
})

/** As a route file, where there are most fixes. */
function expectParsed(code: string, extension: string): void {
  const options = { root: '', id: `app/a/route.${extension}` }
  const codes = (text: string): string[] => transform(text, options).diagnostics.map(({ code }) => code)
  if (codes(code).includes('syntax-error')) return
  const fixed = fixAll(code, options)
  expect(codes(fixed), fixed).not.toContain('syntax-error')
}

function fixAll(text: string, options: TransformOptions): string {
  for (let round = 0; round < 10; round++) {
    const fixes = transform(text, options).diagnostics.flatMap(({ fix }) => fix ?? [])
    if (fixes.length === 0) return text
    text = applyFixes(text, fixes).text
  }
  throw new Error('The fixes never end.')
}

/** Outside of cached functions `cacheLife` and `cacheTag` throw; the original is not compiled. */
function withoutCache(text: string): string {
  return text.replace(
    /^import \{ cacheLife, cacheTag \} from 'use-cache'/m,
    'const cacheLife = (_: string) => {}, cacheTag = cacheLife as (..._: string[]) => void',
  )
}

function runner(workspace: string, path: string) {
  rmSync(workspace, { recursive: true, force: true })
  mkdirSync(workspace, { recursive: true })
  return async (name: string, code: string, requests: string) => {
    const file = join(workspace, basename(path).replace('input', name))
    writeFileSync(file, code)
    const route = (await import(file)) as RouteModule
    const answers = (json(requests) as TestRequest[]).map(async (request) => {
      const response = await testRoute(route, request)
      return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
    })
    return Promise.all(answers)
  }
}

function json(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'))
}
