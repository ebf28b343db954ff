/** What is SWC's own: byte positions, a native stack. That its facts are right is checked in `agree.test.ts`. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { ModuleFacts } from '../facts.ts'
import { readBabel } from './babel.ts'
import { parse } from './swc/parse.ts'
import { readSwc } from './swc.ts'

describe('offsets', () => {
  const body = "async function find(id = 'x') { 'use cache'; return [id, this] } // end"

  test.each([
    ['nothing', ''],
    ['white space and comments', ' \t/* a */\n// b\n'],
    ['a byte-order mark', '\uFEFF'],
    ['two byte-order marks', '\uFEFF\uFEFF'],
    ['a byte-order mark and a hashbang', '\uFEFF#!/usr/bin/env node\n'],
    ['a hashbang with characters of two bytes', '#!/usr/bin/é\n'],
    ['characters of two bytes', "const é = 'é';"],
    ['characters of three bytes', "const 漢 = '字';"],
    ['characters of four bytes', "const 𝒜 = '😀';"],
    ['halves of surrogate pairs', "const s = '\uD83D \uDE00 \uDE00\uD83D';"],
    ['CRLF and the line separators', "'a';\r\n\u2028\u2029"],
    ['a NUL byte', "const nul = '\0';"],
    ['HTML comments', 'var a <!-- b\n'],
  ])('are right behind %s', (_, before) => {
    const code = before + body
    const find = facts(code).functions.find(({ name }) => name === 'find')
    const at = (span = { start: 0, end: 0 }): string => code.slice(span.start, span.end)
    expect(at(find!.span)).toBe(body.slice(0, -' // end'.length))
    expect(at(find!.parameters[0]!.span)).toBe("id = 'x'")
    expect(at(find!.body)).toBe("{ 'use cache'; return [id, this] }")
    expect(at(find!.directives[0]!.statement)).toBe("'use cache';")
    expect(at(find!.uses[0]!.span)).toBe('this')
  })

  test('do not depend on what was parsed before', () => {
    const first = facts(body)
    facts('/* é */ const other = 1')
    expect(facts(body)).toEqual(first)
  })
})

describe('files', () => {
  test.each(['m.ts', 'm.mts', 'm.cts', 'm.ts?v=1', '/a.b/m.ts#x'])('%s is TypeScript without JSX', (id) => {
    expect(readSwc('export const f = <T>(a: T) => <T>a', { id })).toHaveProperty('facts')
  })

  test.each(['m.tsx', 'm.vue', 'm'])('%s is TypeScript with JSX', (id) => {
    expect(readSwc('export const f = <T,>(a: T) => <p>{a}</p>', { id })).toHaveProperty('facts')
  })

  test.each(['m.js', 'm.jsx', 'm.mjs', 'm.cjs'])('%s is JavaScript with JSX', (id) => {
    expect(readSwc('export const f = <p/>; @d class C { accessor x } using y = z', { id })).toHaveProperty('facts')
    expect(readSwc('let a: string', { id })).toHaveProperty('error')
  })
})

describe('names that SWC itself takes for others', () => {
  test.each([
    ['a type parameter', 'function a(T) { return async <T>() => { "use cache"; return T } }'],
    ['an interface', 'function a(T) { { interface T {} f(async () => { "use cache"; return T }) } }'],
    ['a default value', 'function a(T) { return async (b = T) => { "use cache"; var T } }'],
    ['the resource of a loop', 'for (using T of b) { f(async () => { "use cache"; return T }) }'],
  ])('%s', (_, code) => {
    const { bindings, functions } = facts(code)
    expect(bindings.map(({ name }) => name)).toEqual(['T'])
    expect(functions.at(-1)!.references).toHaveLength(1)
  })
})

test.each([
  ['a syntax error', 'const a = '],
  ['one that only a script has', 'with (a) { b c }'],
  ['what it does not know', "const o = { async 10n() { 'use cache' } }"],
  ['classes that only types find wrong', 'class A { static override async f() { "use cache" } }'],
])('leaves %s to Babel', (_, code) => {
  expect(parse(code, 'm.ts')).toBeNull()
  expect(readSwc(code, { id: 'm.ts' })).toEqual(readBabel(code, { id: 'm.ts' }))
})

describe('what could end the process', () => {
  test.each<[string, (depth: number) => string]>([
    ['parentheses', (depth) => `${'('.repeat(depth)}1${')'.repeat(depth)}`],
    ['arrays', (depth) => `x = ${'['.repeat(depth)}${']'.repeat(depth)}`],
    ['objects', (depth) => `x = ${'{ a: '.repeat(depth)}1${'}'.repeat(depth)}`],
    ['blocks', (depth) => '{'.repeat(depth) + '}'.repeat(depth)],
    ['functions', (depth) => '(a) => {'.repeat(depth) + '}'.repeat(depth)],
    ['classes', (depth) => 'class A { static {'.repeat(depth) + '} }'.repeat(depth)],
    ['templates', (depth) => `x = ${'`${'.repeat(depth)}1${'}`'.repeat(depth)}`],
    ['elements', (depth) => `x = ${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`],
    ['types', (depth) => `type A = ${'Array<'.repeat(depth)}1${'>'.repeat(depth)}`],
    ['comparisons', (depth) => `x = ${'a<'.repeat(depth)}a`],
    ['arrows', (depth) => `x = ${'a => '.repeat(depth)}1`],
    ['labels', (depth) => `${Array.from({ length: depth }, (_, index) => `l${index}:`).join('\n')};`],
    ['loops', (depth) => `${'for (;;)\n'.repeat(depth)};`],
    ['else', (depth) => `${'if (a) b(); else\n'.repeat(depth)};`],
    ['operators', (depth) => `x = ${'!'.repeat(depth)}a`],
    ['conditions', (depth) => `x = ${'a ? b : '.repeat(depth)}c`],
    ['sums', (depth) => `x = ${'"a" +\n'.repeat(depth)}"a"`],
    ['calls', (depth) => `x = a${'.b()'.repeat(depth)}`],
    ['brackets that nothing closes', (depth) => '(['.repeat(depth)],
  ])('5,000 and 100,000 %s', (_, nest) => {
    for (const depth of [5000, 100_000]) expect(Object.keys(readSwc(nest(depth), { id: 'm.tsx' }))).toHaveLength(1)
  })

  test.each<[string, (depth: number) => string]>([
    ['heritage', (depth) => `x = ${'class extends ('.repeat(depth)}A${') {}'.repeat(depth)}`],
    ['mixins', (depth) => `x = ${'class extends mixin(class A extends '.repeat(depth)}A${' {}) {}'.repeat(depth)}`],
    ['branches', (depth) => `x = ${'a ? (b, c) : d => ('.repeat(depth)}1${')'.repeat(depth)}`],
    ['assertions', (depth) => `x = ${'<T>('.repeat(depth)}1${')'.repeat(depth)}`],
  ])('%s that it would read in two ways at each of 40 and 400 levels', (_, nest) => {
    for (const depth of [40, 400]) expect(Object.keys(readSwc(nest(depth), { id: 'm.ts' }))).toHaveLength(1)
  })

  test('an error far to the right', () => {
    const code = `const data = '${'\t'.repeat(70_000)}'; a b`
    expect(readSwc(code, { id: 'm.ts' })).toMatchObject({ error: { span: { start: expect.any(Number) } } })
  })

  test('leaves long modules alone', () => {
    const code = [
      `export const data = '${'x'.repeat(70_000)}'`,
      ...Array.from(
        { length: 3000 },
        (_, index) =>
          `export const f${index} = async (a: Map<string, A>) => { 'use cache'; return (a ? [a] : <p>don't {a}</p>) }`,
      ),
      `export const sum = ${'1 + '.repeat(500)}1`,
    ].join('\n')
    expect(facts(code, 'm.tsx').exports).toHaveLength(3002)
  })
})

test('says what to install when @swc/core is missing', () => {
  const directory = mkdtempSync(join(tmpdir(), 'use-cache-'))
  try {
    cpSync(fileURLToPath(new URL('..', import.meta.url)), directory, { recursive: true })
    const script = `import { readSwc } from './read/swc.ts'; try { readSwc('a', { id: 'a.ts' }) } catch (error) { console.log(error.message) }`
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: directory,
      encoding: 'utf8',
    })
    expect(output).toBe(
      "Reading modules with SWC needs the package `@swc/core`: install it, or use `parser: 'babel'`.\n",
    )
  } finally {
    rmSync(directory, { recursive: true })
  }
})

function facts(code: string, id = 'm.ts'): ModuleFacts {
  const result = readSwc(code, { id })
  if ('error' in result) throw new Error(result.error.message)
  return result.facts
}
