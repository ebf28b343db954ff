import type { Span } from '../../source.ts'
import type { Bytes } from './tree.ts'

/** Turns SWC's positions, which count UTF-8 bytes, into offsets of the text. */
export interface Offsets {
  readonly at: (position: number) => number
  readonly span: (bytes: Bytes) => Span
}

/**
 * `origin` is SWC's position of the text's first byte, which is the one after a byte-order mark.
 * A text of ASCII alone costs a subtraction; another one a table with an entry for each byte. Halves of surrogate pairs that stand
 * alone reach SWC as U+FFFD, which has three bytes.
 */
export function offsets(text: string, origin: number): Offsets {
  const at = Buffer.byteLength(text) === text.length ? (position: number) => position - origin : lookup(text, origin)
  return { at, span: ({ start, end }) => ({ start: at(start), end: at(end) }) }
}

function lookup(text: string, origin: number): (position: number) => number {
  const mark = markLength(text)
  const table = new Uint32Array(Buffer.byteLength(text) + 1)
  let byte = 0
  let index = mark
  while (index < text.length) {
    const point = text.codePointAt(index)!
    const bytes = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
    table.fill(index, byte, byte + bytes)
    byte += bytes
    index += point < 0x10000 ? 1 : 2
  }
  table.fill(index, byte)
  return (position) => table[position - origin] ?? text.length
}

/** The length of a byte-order mark at the start of the text: 1 or 0. */
export function markLength(text: string): number {
  return text.startsWith('\uFEFF') ? 1 : 0
}
