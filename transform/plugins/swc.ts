/** `use-cache/swc`: `transform` and `transformSync` of `@swc/core`, with the directive compiled first and one source map for both. */
import remapping from '@jridgewell/remapping'
import type { Options, Output, Program } from '@swc/core'
import type { ModuleOutcome } from './compile-module.ts'
import { inlineMap } from './inline-map.ts'
import { loadSwc } from './load-swc.ts'
import { compileFile, type SingleFileOptions } from './single-file.ts'

export type { SingleFileOptions } from './single-file.ts'

/** The options of SWC, and ours. */
export interface SwcOptions extends Options {
  readonly useCache?: SingleFileOptions
}

/** As SWC's, with the files that the output depends on beside the module itself. */
export interface SwcOutput extends Output {
  readonly dependencies: readonly string[]
}

/** `transform` of `@swc/core`, with the directive. What is no text is handed on as it is. */
export async function transform(source: string | Program, options: SwcOptions = {}): Promise<SwcOutput> {
  const { useCache, ...own } = options
  if (typeof source !== 'string') return { ...(await swc().transform(source, own)), dependencies: [] }
  const compiled = compile(source, own, useCache)
  const result = await swc().transform(compiled?.output?.code ?? source, prepared(own, compiled))
  return finished(result, own, compiled)
}

/** `transformSync` of `@swc/core`, with the directive. */
export function transformSync(source: string | Program, options: SwcOptions = {}): SwcOutput {
  const { useCache, ...own } = options
  if (typeof source !== 'string') return { ...swc().transformSync(source, own), dependencies: [] }
  const compiled = compile(source, own, useCache)
  return finished(swc().transformSync(compiled?.output?.code ?? source, prepared(own, compiled)), own, compiled)
}

function compile(
  text: string,
  { filename = 'unknown.tsx', root, cwd, isModule }: Options,
  options: SingleFileOptions = {},
): ModuleOutcome | undefined {
  const isScript = isModule === false || isModule === 'commonjs'
  return compileFile(text, filename, root ?? cwd ?? process.cwd(), options, isScript ? 'commonjs' : undefined)
}

/** SWC's own chaining of maps guesses columns: it is asked for its own map only, and they are put together afterwards. */
function prepared(options: Options, compiled: ModuleOutcome | undefined): Options {
  if (!compiled?.output || !options.sourceMaps) return options
  const { inputSourceMap: _, ...rest } = options
  return { ...rest, inputSourceMap: false, sourceMaps: true }
}

function finished(result: Output, options: Options, compiled: ModuleOutcome | undefined): SwcOutput {
  const dependencies = compiled?.files ?? []
  const { output } = compiled ?? {}
  if (!output || !options.sourceMaps || result.map === undefined) return { ...result, dependencies }
  const { inputSourceMap, sourceFileName, sourceRoot } = options
  const own = sourceFileName === undefined ? output.map : { ...output.map, sources: [sourceFileName] }
  const before =
    typeof inputSourceMap === 'string' && inputSourceMap.startsWith('{') ? [JSON.parse(inputSourceMap) as object] : []
  const chained = remapping([JSON.parse(result.map), own, ...before] as never, () => null)
  if (sourceRoot !== undefined) chained.sourceRoot = sourceRoot
  const map = chained.toString()
  if (options.sourceMaps !== 'inline') return { ...result, map, dependencies }
  return { code: `${result.code}\n${inlineMap(map)}\n`, dependencies }
}

function swc(): typeof import('@swc/core') {
  return loadSwc('use-cache/swc runs @swc/core')
}
