import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { programs } from './fixture-programs.ts'
import { readBabel } from './babel.ts'
import { parseWith } from './oxc/parse.ts'
import { readOxc } from './oxc.ts'

test('reads nearly all modules itself', () => {
  const modules = Object.values(programs)
    .flat()
    .filter(([code, extension = 'ts']) => extension !== 'cjs' && 'facts' in readBabel(code, { id: `m.${extension}` }))
  const own = modules.filter(([code, extension = 'ts']) => parseWith(code, `m.${extension}`, () => true))
  expect(own.length / modules.length).toBeGreaterThan(0.95)
})

test.each([
  ['a syntax error', 'const a = '],
  ['what only a script may hold', 'with (a) { b }'],
  ['names that are declared twice', 'let a; let a'],
  ['a module that is nested too deeply', `${'('.repeat(5000)}1${')'.repeat(5000)}`],
])('leaves %s to Babel', (_, code) => {
  expect(parseWith(code, 'm.js', () => true)).toBeNull()
  expect(readOxc(code, { id: 'm.js' })).toEqual(readBabel(code, { id: 'm.js' }))
})

describe('what could end the process', () => {
  const shapes: Readonly<Record<string, (depth: number) => string>> = {
    parentheses: (depth) => `${'('.repeat(depth)}1${')'.repeat(depth)}`,
    functions: (depth) => `${'function f(){'.repeat(depth)}${'}'.repeat(depth)}`,
    'defaults of arrows': (depth) => `${'((a='.repeat(depth)}1${')=>1)'.repeat(depth)}`,
    classes: (depth) => `${'class A{m(){'.repeat(depth)}${'}}'.repeat(depth)}`,
    types: (depth) => `type A = ${'['.repeat(depth)}${']'.repeat(depth)}`,
    labels: (depth) => `${Array.from({ length: depth }, (_, index) => `l${index}:`).join('')};`,
    operators: (depth) => `${'!'.repeat(depth)}1`,
  }
  test.each(Object.entries(shapes))('%s in a thread of Node', async (_, shape) => {
    const shortest = shape(1).length
    const texts = [Math.floor(4000 / shortest), 500, 5000, 50_000].map(shape)
    const script = `import { workerData } from 'node:worker_threads'
      const { readOxc } = await import(workerData.reader)
      for (const text of workerData.texts) readOxc(text, { id: 'm.ts' })`
    const reader = new URL('oxc.ts', import.meta.url).href
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(script)}`), {
      workerData: { texts, reader },
    })
    expect(await new Promise((done, failed) => worker.once('exit', done).once('error', failed))).toBe(0)
  })
})

test('says what to install when oxc-parser is missing', () => {
  const directory = mkdtempSync(join(tmpdir(), 'use-cache-'))
  try {
    cpSync(fileURLToPath(new URL('..', import.meta.url)), directory, { recursive: true })
    const script = `import { readOxc } from './read/oxc.ts'; try { readOxc('a', { id: 'a.ts' }) } catch (error) { console.log(error.message) }`
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: directory,
      encoding: 'utf8',
    })
    expect(output).toBe(
      "Reading modules with oxc needs the package `oxc-parser`: install it, or use `parser: 'babel'`.\n",
    )
  } finally {
    rmSync(directory, { recursive: true })
  }
})
