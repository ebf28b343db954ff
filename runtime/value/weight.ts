import type { Kind } from '../key/kind.ts'
import { isNarrow } from './text.ts'

/** What V8 holds for a text: a header, one byte or two for each unit, eight-byte steps. */
export function weightOfText(text: string): number {
  return (16 + text.length * (isNarrow(text) ? 1 : 2) + 7) & ~7
}

/** What a number holds beside the place it stands in. */
export function weightOfNumber(number: number): number {
  return (number | 0) === number ? 0 : 16
}

/** What a bigint holds: a header, and eight bytes for each 64 bits. */
export function weightOfBigInt(value: bigint): number {
  return BigInt.asIntN(64, value) === value ? 24 : 16 + 8 * Math.ceil(value.toString(16).length / 16)
}

/** About what a value holds that is neither a plain object nor an array, without what is inside. */
export function weightOfBuiltIn(value: object, kind: Kind): number {
  switch (kind) {
    case 'map':
      return weightOfTable((value as Map<unknown, unknown>).size, 3)
    case 'set':
      return weightOfTable((value as Set<unknown>).size, 2)
    case 'date':
      return 104
    case 'array-buffer':
      return weightOfBuffer + (value as ArrayBuffer).byteLength
    case 'view':
      // Its buffer is weighed by itself.
      return weightOfBytes - weightOfBuffer
    case 'buffer':
      return weightOfBytes + (value as Buffer).byteLength
    case 'blob':
    case 'file':
      return 500 + (value as Blob).size
    case 'url':
      return 240 + weightOfText((value as URL).href)
    case 'search-params':
      return 130 + 20 * (value as URLSearchParams).size
    case 'headers':
      return 350 + 140 * [...(value as Headers)].length
    case 'form-data':
      return 110 + 55 * [...(value as FormData)].length
    case 'regexp':
      return 144 + weightOfText((value as RegExp).source)
    case 'error':
      return 300
    case 'boxed':
      return 60
    default:
      return 120
  }
}

/** An `ArrayBuffer`, without its bytes. */
const weightOfBuffer = 150
/** Some bytes that stand alone, beside themselves. */
export const weightOfBytes = 220
/** A link in a list. */
export const weightOfChunk = 40
/** A pair of texts, without them. */
export const weightOfHeader = 80
/** What stands for a promise. */
export const weightOfPromise = 48
/** What stands for a stream or a response. */
export const weightOfRecorded = 100

/** V8 doubles the room of a Map or a Set when it is full; each place has `words` words, each two places half a word to find them. */
function weightOfTable(size: number, words: number): number {
  const room = Math.max(4, 2 ** Math.ceil(Math.log2(size)))
  return 56 + 8 * room * (words + 0.5)
}
