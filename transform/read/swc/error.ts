import { stripVTControlCharacters } from 'node:util'
import type { Span } from '../../source.ts'

/**
 * The first error of a report that SWC drew for the terminal: its message, and its place read off the drawing.
 *
 * ```
 *   x Expected ';', '}' or <eof>
 *    ,-[2:1]
 *  2 | foo bar
 *    : ^|^ ^^^
 *    :  `-- This is the expression part of an expression statement
 * ```
 * → `Expected ';', '}' or <eof>` at `bar`. On a terminal the drawing has colours and other characters.
 */
export function firstError(report: string, text: string): { readonly message: string; readonly span: Span } {
  const lines = stripVTControlCharacters(report).split('\n')
  const frame = lines.findIndex((line) => /^\s*[,╭][-─]/.test(line))
  const message = (frame < 0 ? lines.slice(0, 1) : lines.slice(0, frame))
    .map((line) => line.replace(/^\s*[x×|│]? ?/, '').trim())
    .join(' ')
    .trim()
  return { message, span: placeIn(lines.slice(frame + 1, frameEnd(lines, frame)), text) }
}

function frameEnd(lines: readonly string[], frame: number): number {
  const end = lines.findIndex((line, index) => index > frame && /^\s*[`╰][-─]+$/.test(line))
  return end < 0 ? lines.length : end
}

function placeIn(drawing: readonly string[], text: string): Span {
  const rows = drawing.map((row) => /^\s*[:·] (?<marks> *[\^|─┬▲]+.*)$/.exec(row)?.groups?.['marks'] ?? '')
  for (const isOdd of [true, false]) {
    for (const [index, marks] of rows.entries()) {
      const columns = primary(marks, isOdd)
      if (columns) return onLine(text, numberOf(drawing[index - 1]), columns)
    }
  }
  return manyLines(drawing, text)
}

/** An error over several lines is drawn as an arrow from the first to the last one, one at the end of the text not at all. */
function manyLines(drawing: readonly string[], text: string): Span {
  const first = drawing.find((row) => /[,╭][-─]+[>▶]/.test(row))
  const last = drawing.find((row) => /[`╰├|][-─]+[>▶]/.test(row))
  if (!first) return { start: text.length, end: text.length }
  const start = lineSpan(text, numberOf(first))
  const indentation = /^\s*/.exec(text.slice(start.start, start.end))![0].length
  return {
    start: Math.min(start.start + indentation, start.end),
    end: last ? lineSpan(text, numberOf(last)).end : start.end,
  }
}

interface Columns {
  readonly from: number
  readonly to: number
}

/**
 * Where the error is marked. Marks with a line down from their middle belong to explanations: `^|^` over three columns, or over two
 * with the error's own mark right behind.
 */
function primary(marks: string, isOdd: boolean): Columns | null {
  for (const { 0: run, index } of marks.matchAll(/[\^|─┬▲]+/g)) {
    const middle = run.search(/[|┬]/)
    const own = middle < 0 ? 0 : middle * 2 + (isOdd ? 1 : 0)
    if (own < run.length) return { from: index + own, to: index + run.length }
  }
  return null
}

function onLine(text: string, line: number, { from, to }: Columns): Span {
  const { start, end } = lineSpan(text, line)
  const at = (column: number): number => {
    let offset = start
    for (let width = 0; offset < end && width < column;) {
      const character = String.fromCodePoint(text.codePointAt(offset)!)
      width += widthOf(character, width)
      offset += character.length
    }
    return offset
  }
  return { start: at(from), end: Math.max(at(to), at(from)) }
}

function widthOf(character: string, column: number): number {
  if (character === '\t') return 4 - (column % 4)
  if (/[\p{Mn}\p{Me}\p{Cc}\p{Cf}]/u.test(character)) return 0
  return /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}|[\u{20000}-\u{3FFFD}]/u.test(
    character,
  )
    ? 2
    : 1
}

/** SWC counts lines by line feeds alone. */
function lineSpan(text: string, number: number): Span {
  let start = text.startsWith('\uFEFF') ? 1 : 0
  for (let line = 1; line < number; line++) {
    const feed = text.indexOf('\n', start)
    if (feed < 0) break
    start = feed + 1
  }
  const feed = text.indexOf('\n', start)
  return { start, end: feed < 0 ? text.length : feed }
}

function numberOf(row = ''): number {
  return Number(/\d+/.exec(row)?.[0] ?? 1)
}
