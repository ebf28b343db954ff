import type { Kind } from './kind.ts'
import { isNarrow } from './text.ts'

/** What V8 holds for a text: a header, one byte or two for each unit, eight-byte steps. */
export function weightOfText(text: string): number {
  return (16 + text.length * (isNarrow(text) ? 1 : 2) + 7) & ~7
}

/** About what a value holds that is neither a plain object nor an array, without what is inside. */
export function weightOfBuiltIn(value: object, kind: Kind): number {
  switch (kind) {
    case 'map':
    case 'set':
      return 200 + (value as Map<unknown, unknown>).size * 40
    case 'array-buffer':
      return 150 + (value as ArrayBuffer).byteLength
    case 'buffer':
      return 250 + (value as Buffer).byteLength
    case 'blob':
    case 'file':
      return 500 + (value as Blob).size
    case 'url':
      return 400 + (value as URL).href.length * 2
    default:
      return 120
  }
}
