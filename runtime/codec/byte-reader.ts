import { CodecError } from '../errors.ts'
import { inline, tag } from './format.ts'

/** Reads what `ByteWriter` wrote. Never reads beyond the end, and takes no more memory than a small multiple of the bytes that are there, whatever they say. */
export class ByteReader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  byte(): number {
    if (this.#at >= this.#bytes.length) throw corrupt('they end too early')
    return this.#bytes[this.#at++]!
  }

  /** A whole number up to 2^35. */
  length(): number {
    let length = 0
    for (let factor = 1; factor <= 2 ** 28; factor *= 0x80) {
      const byte = this.byte()
      length += (byte & 0x7f) * factor
      if (byte < 0x80) return length
    }
    throw corrupt('a length is out of range')
  }

  /** A number of things of which each takes at least a byte. */
  count(): number {
    const count = this.length()
    if (count > this.left) throw corrupt('they end too early')
    return count
  }

  integer(): number {
    const folded = this.length()
    return folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2
  }

  double(): number {
    const at = this.#take(8)
    return this.#bytes.readDoubleLE(at)
  }

  text(): string {
    const text = this.textAfter(this.byte())
    if (text === undefined) throw corrupt('a text is missing')
    return text
  }

  /** The text whose first byte was read already; undefined when that says something else. */
  textAfter(first: number): string | undefined {
    if (first >= inline.text && first < inline.integer) return this.#narrow(first - inline.text)
    if (first === tag.narrow) return this.#narrow(this.count())
    if (first !== tag.wide) return undefined
    const bytes = this.length() * 2
    const at = this.#take(bytes)
    return this.#bytes.toString('utf16le', at, at + bytes)
  }

  /** Bytes in memory of their own. */
  bytes(): Uint8Array<ArrayBuffer> {
    const length = this.count()
    const at = this.#take(length)
    return new Uint8Array(this.#bytes.subarray(at, at + length))
  }

  #narrow(length: number): string {
    const at = this.#take(length)
    return this.#bytes.toString('latin1', at, at + length)
  }

  #take(bytes: number): number {
    const at = this.#at
    if (bytes > this.left) throw corrupt('they end too early')
    this.#at += bytes
    return at
  }
}

export function corrupt(reason: string, cause?: unknown): CodecError {
  return new CodecError(
    'corrupt-bytes',
    `These bytes are no value encoded by use-cache: ${reason}. They were cut off, changed, or come from something else; remove them from the store.`,
    cause === undefined ? undefined : { cause },
  )
}
