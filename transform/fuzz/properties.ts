/** What must hold for every module, however it came about. Each throws when it does not. */
import { deepStrictEqual, ok } from 'node:assert/strict'
import { resemblesDirective } from '../attempt.ts'
import type { ModuleFacts } from '../facts.ts'
import { transform, type TransformResult } from '../index.ts'
import { readBabel } from '../read/babel.ts'
import { readOxc } from '../read/oxc.ts'
import { readSwc } from '../read/swc.ts'
import { execute } from './execute.ts'
import type { Program } from './grammar/program.ts'
import { dishonestSegments } from './honest-map.ts'
import { scopeAnalysis } from './scope-analysis.ts'

/** A program that runs: everything holds of it, and its output does what it does. */
export async function checkProgram(program: Program): Promise<void> {
  const result = checkModule(program)
  ok(result !== undefined, 'the program parses')
  deepStrictEqual(
    result.diagnostics.map(({ code, message }) => [code, message]),
    [],
    'nothing in the program is refused',
  )
  const original = await execute(program.code)
  deepStrictEqual(original.second, original.first, 'the program itself says the same twice')
  const compiled = await execute(result.code)
  deepStrictEqual(compiled.first, original.first, 'the output does what the program does')
  deepStrictEqual(compiled.second, original.first, 'the output does so with a warm cache')
}

/** Any module; undefined when Babel does not take it for one. */
export function checkModule({ code, extension }: Program): TransformResult | undefined {
  const id = `src/module.${extension}`
  const babel = readBabel(code, { id })
  const swc = readSwc(code, { id })
  if ('error' in babel) return undefined
  deepStrictEqual(swc, babel, 'SWC says what Babel says')
  deepStrictEqual(readOxc(code, { id }), babel, 'oxc says what Babel says')
  checkCaptures(babel.facts, code, extension)

  const result = transform(code, { id, root: '' })
  if (result.map === null) return result
  deepStrictEqual(dishonestSegments(code, result), [], 'the source map is honest')
  for (const read of [readBabel, readSwc]) {
    const reading = read(result.code, { id })
    ok('facts' in reading, `${read.name} reads the output: ${'error' in reading ? reading.error.message : ''}`)
  }
  const second = transform(result.code, { id, root: '' })
  deepStrictEqual([second.code, second.diagnostics], [result.code, []], 'a second pass changes nothing')
  return result
}

function checkCaptures(facts: ModuleFacts, code: string, extension: 'ts' | 'tsx'): void {
  const isAsked = (directives: ModuleFacts['directives']): boolean =>
    directives.some(({ text }) => resemblesDirective(text))
  const isWhole = isAsked(facts.directives)
  const asked = facts.functions.filter(({ directives }) => isWhole || isAsked(directives))
  if (asked.length === 0) return
  const analysis = scopeAnalysis(code, extension)
  for (const { shape, span, body, path, references } of asked) {
    const ours = references.map(({ binding, span }) => ({
      name: facts.bindings[binding]!.name,
      at: span.start,
      declaredAt: facts.bindings[binding]!.span.start,
    }))
    deepStrictEqual(
      ours,
      analysis.get(shape === 'arrow' ? span.start : body.start) ?? [],
      `what ${path.join('.')} captures`,
    )
  }
}
