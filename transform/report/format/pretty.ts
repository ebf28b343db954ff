import { styleText } from 'node:util'
import type { Diagnostic } from '../diagnostic.ts'
import { printable } from '../printable.ts'
import { codeFrame, linesOf } from './code-frame.ts'

export interface PrettyOptions {
  /** Whether to use a terminal's colours. Default: no. */
  readonly color?: boolean
}

/** A finding for people: where, what, the code around it, and what to do. `text` is the module's, or its lines. */
export function pretty(
  diagnostic: Diagnostic,
  text: string | readonly string[] | undefined,
  { color = false }: PrettyOptions = {},
): string {
  const paint = (format: Parameters<typeof styleText>[0], words: string): string =>
    color ? styleText(format, words, { validateStream: false }) : words
  const { file, span, severity, code, message, help, related = [] } = diagnostic
  const { line, column } = span.start
  const frame =
    text === undefined
      ? []
      : ['', indented(codeFrame(typeof text === 'string' ? linesOf(text) : text, span, color)), '']
  return [
    `${paint('bold', `${printable(file)}:${line}:${column + 1}`)}  ${paint(severity === 'error' ? 'red' : 'yellow', severity)}  ${paint('dim', code)}`,
    `  ${message}`,
    ...frame,
    `  ${paint('cyan', 'Help:')} ${help}`,
    ...related.map(
      (place) =>
        `  ${paint('cyan', 'See:')} ${printable(place.file)}:${place.span.start.line}:${place.span.start.column + 1} ${place.message}`,
    ),
  ].join('\n')
}

function indented(lines: string): string {
  return lines.replace(/^/gm, '  ')
}
