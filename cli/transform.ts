import { resolve } from 'node:path'
import { readSource } from '../transform/check/read-source.ts'
import { rootFinder } from '../transform/check/project-root.ts'
import { transform, type TransformResult } from '../transform/index.ts'
import { pretty } from '../transform/report/format/pretty.ts'
import { exitCodes } from './exit-codes.ts'
import type { CompilerFlags } from './program.ts'
import { hasColor } from './terminal.ts'

/** `use-cache transform`: the compiled module goes to stdout, what there is to say about it to stderr. */
export function transformCommand(
  file: string,
  { map: withMap, ...options }: CompilerFlags & { readonly map?: true },
): number {
  const path = resolve(file)
  const reading = readSource(path)
  if (!('text' in reading)) {
    console.error(
      `error: ${file}: ${'binary' in reading ? 'a binary file, not source text' : `can't be read: ${reading.refusal}`}.`,
    )
    return exitCodes.failed
  }
  const result = transform(reading.text, { ...options, id: path, root: rootFinder(process.cwd())(path) })
  for (const diagnostic of result.diagnostics)
    console.error(`${pretty({ ...diagnostic, file }, reading.text, { color: hasColor(process.stderr) })}\n`)
  if (result.diagnostics.some(({ code }) => code === 'syntax-error')) return exitCodes.errors

  if (result.functions.length === 0)
    console.error(`note: ${file}: no function here is cached; this is the file as it was.`)
  process.stdout.write(withMap ? withInlineMap(result) : result.code)
  return result.diagnostics.some(({ severity }) => severity === 'error') ? exitCodes.errors : exitCodes.clean
}

function withInlineMap({ code, map }: TransformResult): string {
  if (map === null) return code
  return `${code}${code.endsWith('\n') ? '' : '\n'}//# sourceMappingURL=${map.toUrl()}\n`
}
