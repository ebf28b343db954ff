import { resolve } from 'node:path'
import { compilerOptionsIn } from '../config/compiler-options.ts'
import { isSource, notSource } from '../transform/check/find-files.ts'
import { failure } from '../transform/check/problem.ts'
import { rootFinder } from '../transform/check/project-root.ts'
import { readSource } from '../transform/check/read-source.ts'
import { transform, type TransformOptions, type TransformResult } from '../transform/index.ts'
import { resolveOptions } from '../transform/options.ts'
import { formatOf } from '../transform/plugins/compile-module.ts'
import { pretty } from '../transform/report/format/pretty.ts'
import { exitCodes, Refusal } from './exit.ts'
import type { CompilerFlags } from './flags.ts'
import { hasColor } from './terminal.ts'

/** `use-cache transform`: the compiled module goes to stdout, what there is to say about it to stderr. */
export function transformCommand(
  file: string,
  { map: withMap, ...options }: CompilerFlags & { readonly map?: true },
): number {
  const path = resolve(file)
  const text = textOf(path, file)
  const root = rootFinder(process.cwd())(path)
  const format = formatOf(path, 'commonjs')
  const result = compile(text, file, { ...compilerOptionsIn(root, options), id: path, root, format })
  const color = hasColor(process.stderr)
  for (const diagnostic of result.diagnostics) console.error(`${pretty({ ...diagnostic, file }, text, { color })}\n`)
  if (result.diagnostics.some(({ code }) => code === 'syntax-error')) return exitCodes.errors

  if (result.functions.length === 0)
    console.error(`note: ${file}: no function here is cached; this is the file as it was.`)
  process.stdout.write(withMap ? withInlineMap(result) : result.code)
  return result.diagnostics.some(({ severity }) => severity === 'error') ? exitCodes.errors : exitCodes.clean
}

function textOf(path: string, file: string): string {
  const reading = readSource(path)
  if ('text' in reading && !isSource(path)) throw new Refusal(`${file}: ${notSource}`)
  if ('binary' in reading) throw new Refusal(`${file}: a binary file, not source text.`)
  if ('refusal' in reading) throw new Refusal(`${file}: can't be read: ${reading.refusal}.`)
  return reading.text
}

function compile(text: string, file: string, options: TransformOptions): TransformResult {
  resolveOptions(options)
  try {
    return transform(text, options)
  } catch (error) {
    throw new Refusal(`${file}: ${failure(error)}`)
  }
}

function withInlineMap({ code, map }: TransformResult): string {
  if (map === null) return code
  return `${code}${code.endsWith('\n') ? '' : '\n'}//# sourceMappingURL=${map.toUrl()}\n`
}
