import { Refusal } from './refusal.ts'
import { isNarrow } from '../value/text.ts'

/** Keys longer than this are refused, in bytes. */
export const longestKey: number = 1024 * 1024

// Bytes from 0x80 on say the value itself or the length of a short string; the others are letters that say what follows.
const shortNarrow = 0x80
const shortWide = 0xa0
const smallInteger = 0xc0
const short = letter('h')
const integer = letter('i')
const float = letter('d')
const narrow = letter('s')
const wide = letter('w')

/**
 * The bytes of a key in the making. Each method writes at a position and returns the next one.
 *
 * Writes beyond the end of the buffer vanish, as typed arrays do it; the position goes on, so that the last one shows how much room a second try needs. This keeps every check for room out of the
 * path that hits take.
 */
export class KeyBytes {
  bytes: Buffer = Buffer.allocUnsafeSlow(4096)

  byte(byte: number, at: number): number {
    this.bytes[at] = byte
    return at + 1
  }

  length(length: number, at: number): number {
    const bytes = this.bytes
    while (length > 0x7f) {
      bytes[at++] = (length & 0x7f) | 0x80
      length >>>= 7
    }
    bytes[at] = length
    return at + 1
  }

  number(value: number, at: number): number {
    const bytes = this.bytes
    if ((value | 0) === value && (value !== 0 || 1 / value > 0)) {
      if (value >= 0 && value < 64) {
        bytes[at] = smallInteger + value
        return at + 1
      }
      if (value >= -0x8000 && value < 0x8000) {
        bytes[at] = short
        bytes[at + 1] = value
        bytes[at + 2] = value >> 8
        return at + 3
      }
      bytes[at] = integer
      bytes[at + 1] = value
      bytes[at + 2] = value >> 8
      bytes[at + 3] = value >> 16
      bytes[at + 4] = value >> 24
      return at + 5
    }
    bytes[at++] = float
    double[0] = value === value ? value : NaN
    for (let index = 0; index < 8; index++) bytes[at + index] = doubleBytes[index]!
    return at + 8
  }

  string(value: string, at: number): number {
    const { length } = value
    if (length >= 32) return this.longString(value, at)
    const bytes = this.bytes
    let all = 0
    for (let index = 0; index < length; index++) {
      const unit = value.charCodeAt(index)
      all |= unit
      bytes[at + 1 + index] = unit
    }
    if (all < 0x100) {
      bytes[at] = shortNarrow + length
      return at + 1 + length
    }
    bytes[at++] = shortWide + length
    for (let index = 0; index < length; index++) {
      const unit = value.charCodeAt(index)
      bytes[at++] = unit
      bytes[at++] = unit >> 8
    }
    return at
  }

  longString(value: string, at: number): number {
    const { length } = value
    if (length > longestKey) throw tooLarge(length)
    const fits = isNarrow(value)
    at = this.length(length, this.byte(fits ? narrow : wide, at))
    const end = at + (fits ? length : length * 2)
    if (end <= this.bytes.length) this.bytes.write(value, at, fits ? 'latin1' : 'utf16le')
    return end
  }

  raw(raw: Uint8Array, at: number): number {
    if (raw.length > longestKey) throw tooLarge(raw.length)
    at = this.length(raw.length, at)
    if (at + raw.length <= this.bytes.length) this.bytes.set(raw, at)
    return at + raw.length
  }
}

/** The code of a letter that says what follows. */
export function letter(sign: string): number {
  return sign.charCodeAt(0)
}

export function tooLarge(bytes: number): Refusal {
  return new Refusal(
    'too-large',
    `${(bytes / 1024 / 1024).toFixed(1)} MiB, more than the ${longestKey / 1024 / 1024} MiB that a cache key may have`,
    'Pass an id, or a hash of it.',
  )
}

const double = new Float64Array(1)
const doubleBytes = new Uint8Array(double.buffer)
