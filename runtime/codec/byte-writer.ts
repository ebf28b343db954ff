import { isNarrow } from '../value/text.ts'
import { inline, largestInlineInteger, longestInlineText, tag } from './format.ts'

/** Bytes in the making. */
export class ByteWriter {
  #bytes: Buffer = Buffer.allocUnsafeSlow(1024)
  #at = 0

  /** What was written, in memory of its own. */
  written(): Uint8Array {
    return new Uint8Array(this.#bytes.subarray(0, this.#at))
  }

  byte(byte: number): void {
    if (this.#at === this.#bytes.length) this.#grow(1)
    this.#bytes[this.#at++] = byte
  }

  /** A whole number of at least 0. */
  length(length: number): void {
    while (length > 0x7f) {
      this.byte((length % 0x80) | 0x80)
      length = Math.floor(length / 0x80)
    }
    this.byte(length)
  }

  number(value: number): void {
    if ((value | 0) !== value || Object.is(value, -0)) {
      this.byte(tag.double)
      this.double(value)
    } else if (value >= 0 && value <= largestInlineInteger) this.byte(inline.integer + value)
    else {
      this.byte(tag.integer)
      this.length(value < 0 ? -2 * value - 1 : 2 * value)
    }
  }

  double(value: number): void {
    this.#room(8)
    this.#at = this.#bytes.writeDoubleLE(value, this.#at)
  }

  /** A text, with the byte that says that it is one. */
  text(text: string): void {
    const { length } = text
    if (length <= longestInlineText && this.#inlineText(text, length)) return
    const narrow = isNarrow(text)
    this.byte(narrow ? tag.narrow : tag.wide)
    this.length(length)
    const bytes = narrow ? length : length * 2
    this.#room(bytes)
    this.#bytes.write(text, this.#at, narrow ? 'latin1' : 'utf16le')
    this.#at += bytes
  }

  bytes(bytes: Uint8Array): void {
    this.length(bytes.length)
    this.#room(bytes.length)
    this.#bytes.set(bytes, this.#at)
    this.#at += bytes.length
  }

  #inlineText(text: string, length: number): boolean {
    this.#room(length + 1)
    const bytes = this.#bytes
    const start = this.#at + 1
    let all = 0
    for (let index = 0; index < length; index++) {
      const unit = text.charCodeAt(index)
      all |= unit
      bytes[start + index] = unit
    }
    if (all > 0xff) return false
    bytes[this.#at] = inline.text + length
    this.#at = start + length
    return true
  }

  #room(bytes: number): void {
    if (this.#at + bytes > this.#bytes.length) this.#grow(bytes)
  }

  #grow(bytes: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#at + bytes))
    this.#bytes.copy(larger, 0, 0, this.#at)
    this.#bytes = larger
  }
}
