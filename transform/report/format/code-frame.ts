import { createRequire } from 'node:module'
import type { Position } from '../../source.ts'
import { printable } from '../printable.ts'

/** What a frame is drawn around. */
export interface FramedPlace {
  readonly start: Omit<Position, 'offset'>
  readonly end: Omit<Position, 'offset'>
}

const linesAround = 2
/** Longer lines, as generated files have them, are shown around the place only. */
const widest = 120

/** The lines of a text, as a `SourceText` counts them. */
export function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|[\n\r\u2028\u2029]/)
}

/**
 * The lines around a place, with a marker under it:
 *
 * ```
 *   1 | export async function GET() {
 * > 2 |   'use cache'
 *     |   ^^^^^^^^^^^
 *   3 |   return Response.json(await load())
 * ```
 *
 * Of a place that spans lines, the first is marked.
 */
export function codeFrame(lines: readonly string[], { start, end }: FramedPlace, color: boolean): string {
  const first = Math.max(0, start.line - 1 - linesAround)
  const shown = lines.slice(first, start.line + linesAround)
  const stop = end.line === start.line ? end.column : (lines[start.line - 1]?.length ?? start.column)
  const from = shown.some(({ length }) => length > widest) ? Math.max(0, start.column - widest / 2) : 0
  const cropped = shown.map((line) => printable(crop(line, from)))
  const column = (offset: number): number => Math.min(offset - from, widest) + (from > 0 ? 1 : 0)
  const place = {
    start: { line: start.line, column: column(start.column) },
    end: { line: start.line, column: column(Math.max(stop, start.column + 1)) },
  }
  return frames().codeFrameColumns(cropped.join('\n'), place, {
    startLine: first + 1,
    linesBelow: linesAround,
    highlightCode: color,
    forceColor: color,
  })
}

function crop(line: string, from: number): string {
  const end = from + widest
  return `${from > 0 && line.length > from ? '…' : ''}${line.slice(from, end)}${line.length > end ? '…' : ''}`
}

let loaded: typeof import('@babel/code-frame') | undefined

/** Loaded for the first frame: hosts that compile without a finding never need it. */
function frames(): typeof import('@babel/code-frame') {
  return (loaded ??= createRequire(import.meta.url)('@babel/code-frame') as typeof import('@babel/code-frame'))
}
