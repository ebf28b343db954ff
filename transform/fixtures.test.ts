/**
 * Every folder under `fixtures/` that holds an `input.*` is a case. People write there; `snapshots/` holds what the compiler made of it, at the same path:
 * `output.*` or `errors.txt`, never both.
 */
import { cpSync, globSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { eachMapping, TraceMap } from '@jridgewell/trace-mapping'
import { compileFunction } from 'node:vm'
import { describe, expect, test } from 'vitest'
import * as abi from '../runtime/abi.ts'
import { transform, type TransformOptions, type TransformResult } from './index.ts'
import { readBabel } from './read/babel.ts'
import { readOxc } from './read/oxc.ts'
import { readSwc } from './read/swc.ts'
import { sourceText } from './source.ts'

const root = resolve(import.meta.dirname, '..')
const inputs = globSync('fixtures/*/*/input.*', { cwd: root }).sort()
const parsers = ['babel', 'swc', 'oxc'] as const

describe.each(inputs)('%s', (path) => {
  const folder = dirname(path)
  const code = readFileSync(join(root, path), 'utf8')
  const optionsFile = join(root, folder, 'options.json')
  const options: TransformOptions = {
    id: path,
    root: '',
    ...(existsSync(optionsFile) ? (JSON.parse(readFileSync(optionsFile, 'utf8')) as Partial<TransformOptions>) : {}),
  }
  const [babel, swc, oxc] = parsers.map((parser) => transform(code, { ...options, parser }))
  const result = babel!
  const failed = result.diagnostics.some((diagnostic) => diagnostic.severity === 'error')

  test('all parsers see the same facts and give the same result', () => {
    const facts = readBabel(code, options)
    expect(readSwc(code, options)).toEqual(facts)
    expect(readOxc(code, options)).toEqual(facts)
    expect(swc).toEqual(babel)
    expect(oxc).toEqual(babel)
  })

  test('the snapshot', async () => {
    const snapshots = join(root, folder.replace('fixtures', 'snapshots'))
    const [made, other] = failed
      ? ['errors.txt', basename(path).replace('input', 'output')]
      : [basename(path).replace('input', 'output'), 'errors.txt']
    await expect(failed ? describeErrors(code, result) : result.code).toMatchFileSnapshot(join(snapshots, made))
    expect(existsSync(join(snapshots, other)), `${other} is left over beside ${made}`).toBe(false)
  })

  if (failed) return

  test('the output parses, and a second pass changes nothing', () => {
    for (const read of [readBabel, readSwc, readOxc]) expect(read(result.code, options)).toHaveProperty('facts')
    for (const parser of parsers) {
      const second = transform(result.code, { ...options, parser })
      expect(second.diagnostics).toEqual([])
      expect(second.code).toBe(result.code)
    }
  })

  test('no two functions have one id', () => {
    const ids = [...result.code.matchAll(/\$_*(?:define|wrap)\(("[^"]*")/g)].map(([, id]) => id)
    expect(ids).toEqual([...new Set(ids)])
  })

  test('every segment of the source map leads to the same text', () => {
    if (result.map === null) expect(result.code).toBe(code)
    else expectHonestMap(code, result)
  })

  if (!existsSync(join(root, folder, 'run.ts'))) return

  test('original and output behave alike', async () => {
    const run = (await import(join(root, folder, 'run.ts'))) as { default(module: unknown): Promise<unknown> }
    if (path.endsWith('.cjs')) {
      expect(await run.default(evaluate(result.code))).toEqual(await run.default(evaluate(code)))
      return
    }
    const original = await run.default(await import(join(root, path)))
    const workspace = join(root, '.use-cache', folder)
    rmSync(workspace, { recursive: true, force: true })
    mkdirSync(dirname(workspace), { recursive: true })
    cpSync(join(root, folder), workspace, { recursive: true })
    writeFileSync(join(workspace, basename(path)), result.code)
    expect(await run.default(await import(join(workspace, basename(path))))).toEqual(original)
  })
})

/** What a CommonJS module exports, in sloppy mode: imported by a test it would be strict. */
function evaluate(code: string): unknown {
  const module = { exports: {} }
  compileFunction(code, ['module', 'require'])(module, () => abi)
  return module.exports
}

function describeErrors(code: string, { diagnostics }: TransformResult): string {
  return diagnostics
    .map(({ code: name, span: { start, end }, message, help, related }) => {
      const underlined = code.slice(start.offset, end.offset).replace(/\s+/g, ' ')
      const places = (related ?? []).map(
        (place) => `  ${place.span.start.line}:${place.span.start.column} ${place.message}\n`,
      )
      return `${start.line}:${start.column}-${end.line}:${end.column} ${name}\n  ${underlined}\n  ${message}\n  ${help}\n${places.join('')}`
    })
    .join('\n')
}

function expectHonestMap(code: string, result: TransformResult): void {
  const [before, after] = [sourceText(code), sourceText(result.code)]
  const [linesBefore, linesAfter] = [before, after].map(({ text }) => text.split(/\r\n|[\n\r\u2028\u2029]/))
  const names = new Set(result.functions.flatMap(({ captures }) => captures.map((path) => path.split('.')[0]!)))
  let segments = 0
  eachMapping(new TraceMap(JSON.stringify(result.map)), (mapping) => {
    if (mapping.originalLine === null) return
    segments++
    const original = linesBefore![mapping.originalLine - 1]!.slice(mapping.originalColumn)
    const generated = linesAfter![mapping.generatedLine - 1]!.slice(mapping.generatedColumn)
    const word = /^(?:[\p{ID_Continue}$]+|.|$)/u.exec(original)![0]
    if (!names.has(word)) expect(generated.slice(0, word.length)).toBe(word)
  })
  expect(segments).toBeGreaterThan(0)
}
