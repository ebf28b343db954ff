/** What must hold of a module that somebody wrote who never heard of us: as it is, and when its functions are cached. */
import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { checkModule } from '../fuzz/properties.ts'
import { type DiagnosticCode, transform, type TransformResult } from '../index.ts'
import { insertDirectives, insertModuleDirective, sitesIn } from './insert.ts'
import { engineError, strip } from './strip.ts'

export interface Module {
  readonly id: string
  readonly code: string
  readonly extension: 'ts' | 'tsx'
}

export interface Counts {
  /** Async functions. */
  asked: number
  cached: number
  /** Of the cached ones, those that read variables of functions around them. */
  capturing: number
  /** Cached because the whole module asked. */
  cachedByModule: number
  /** Why others are not, by code. */
  readonly refused: Map<DiagnosticCode, number>
}

/** Reasons that real code gives; any other finding is a false one. */
const reasons: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>([
  'assigns-capture',
  'captures-class',
  'captures-function',
  'conflicting-directives',
  'instance-method',
  'uses-arguments',
  'uses-new-target',
  'uses-eval',
  'uses-super',
  'uses-this',
])
const reasonsOfModules: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>([
  ...reasons,
  'generator',
  'invalid-file-export',
  'not-async',
])

/** `onFailure` hears of each pass in which something does not hold. */
export function checkSource(module: Module, counts: Counts, onFailure: (error: Error) => void): void {
  const { id, code, extension } = module
  const passes = {
    'as it is': () => {
      deepStrictEqual(transform(code, { id, root: '' }).diagnostics, [], 'nothing is found')
      ok(checkModule({ code, extension }) !== undefined, 'Babel reads it')
    },
    'with all its functions cached': () => cacheFunctions(module, counts),
    'with the directive at its top': () => {
      const result = compile({ ...module, code: insertModuleDirective(code) }, reasonsOfModules)
      counts.cachedByModule += result.functions.length
    },
  }
  for (const [pass, check] of Object.entries(passes)) {
    try {
      check()
    } catch (error) {
      onFailure(new Error(`${pass}: ${(error as Error).message}`, { cause: error }))
    }
  }
}

/** First all functions ask, then those that may. */
function cacheFunctions(module: Module, counts: Counts): void {
  let sites = sitesIn(module.code, module.extension)
  counts.asked += sites.length
  for (let isFirst = true; sites.length > 0; isFirst = false) {
    const { code, ends } = insertDirectives(module.code, sites)
    const result = compile({ ...module, code }, reasons)
    if (isFirst) count(result, counts.refused)
    const eligible = sites.filter((_, index) => isCached(ends[index]!, result))
    if (eligible.length < sites.length) {
      sites = eligible
      continue
    }
    deepStrictEqual(result.diagnostics, [], 'a module whose functions are all cached has no findings')
    counts.cached += result.functions.length
    counts.capturing += result.functions.filter(({ captures }) => captures.length > 0).length
    return
  }
}

function isCached(end: number, { functions }: TransformResult): boolean {
  return functions.some(({ span }) => span.end.offset === end)
}

function count({ diagnostics }: TransformResult, refused: Map<DiagnosticCode, number>): void {
  for (const { code } of diagnostics) refused.set(code, (refused.get(code) ?? 0) + 1)
}

function compile({ code, extension, id }: Module, allowed: ReadonlySet<DiagnosticCode>): TransformResult {
  const result = checkModule({ code, extension })!
  const unexpected = result.diagnostics.filter((diagnostic) => !allowed.has(diagnostic.code))
  deepStrictEqual(
    unexpected.map(({ code, span, message }) => `${code} in ${id}:${span.start.line}: ${message}`),
    [],
    'nothing is found that is not there',
  )
  const error = engineError(strip(result.code, extension))
  // Decorators are not yet JavaScript: what the engine says against the original as well is not our fault.
  if (error !== undefined) strictEqual(error, engineError(strip(code, extension)), 'the engine reads the output')
  return result
}
