import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

/** `NO_COLOR`, `FORCE_COLOR` and whether somebody watches decide. */
export function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout })
}

export const isColored: boolean = paint('bold', '-') !== '-'

export function heading(title: string, command: string): void {
  console.log(`\n${paint('bold', title)}  ${paint('dim', `$ ${command}`)}\n`)
}

export function indented(text: string): void {
  console.log(text.trim().replace(/^/gm, '  '))
}

/** One thing that the demo promises; the process fails when it does not hold. */
export function expect(holds: boolean, promise: string): void {
  if (holds) return
  console.log(paint('red', `  ✗ expected: ${promise}`))
  process.exitCode = 1
}

/** A line of the table of requests: request, outcome, time and number of statements. */
export function row(cells: readonly string[], style: Style): void {
  const padded = cells.map((cell, index) => (index < 2 ? cell.padEnd(widths[index]!) : cell.padStart(widths[index]!)))
  console.log(`  ${paint(style, padded.join('  ').trimEnd())}`)
}

const widths = [36, 6, 10, 4]
