import { eachMapping, TraceMap } from '@jridgewell/trace-mapping'
import type { TransformResult } from '../result.ts'

/**
 * The segments of a source map that lead from one word to another, each in words. A captured variable may have got
 * another name, as only the name changes where the map says so.
 */
export function dishonestSegments(code: string, { code: output, map, functions }: TransformResult): string[] {
  const [before, after] = [linesOf(code), linesOf(output)]
  const captured = new Set(functions.flatMap(({ captures }) => captures.map((path) => path.split('.')[0]!)))
  const found: string[] = []
  let segments = 0
  eachMapping(new TraceMap(JSON.stringify(map)), (mapping) => {
    if (mapping.originalLine === null) return
    segments++
    const original = before[mapping.originalLine - 1]!.slice(mapping.originalColumn)
    const generated = after[mapping.generatedLine - 1]!.slice(mapping.generatedColumn)
    const word = /^(?:[\p{ID_Continue}$]+|.|$)/u.exec(original)![0]
    if (generated.startsWith(word) || (captured.has(word) && /^\$_*p\d/.test(generated))) return
    found.push(
      `${mapping.originalLine}:${mapping.originalColumn} \`${word}\` is said to be \`${generated.slice(0, 20)}\``,
    )
  })
  return segments === 0 ? ['there are no segments'] : found
}

function linesOf(text: string): string[] {
  return text.split(/\r\n|[\n\r\u2028\u2029]/)
}
