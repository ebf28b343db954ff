import { namesOfShape } from '../key/encode.ts'
import { property } from '../key/refusal.ts'
import type { Field, Shown } from './show.ts'

/** What a key says, value by value; undefined when it has something in it that this does not know. */
export function decodeKey(key: string): readonly Shown[] | undefined {
  const reader = new Reader(Buffer.from(key, 'latin1'))
  try {
    const values = reader.values()
    return reader.done ? values : undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** The counterpart of `KeyBytes` and `Encoder`, for people: what it makes is shown and compared, never used as a value. */
class Reader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get done(): boolean {
    return this.#at === this.#bytes.length
  }

  #length(): number {
    let length = 0
    for (let shift = 0; ; shift += 7) {
      const byte = this.#byte()
      length += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return length
    }
  }

  values(): Shown[] {
    return Array.from({ length: this.#count() }, () => this.#value())
  }

  #value(): Shown {
    const byte = this.#byte()
    if (byte >= 0xc0) return leaf(String(byte - 0xc0))
    if (byte >= 0xa0) return text(this.#wide(byte - 0xa0))
    if (byte >= 0x80) return text(this.#narrow(byte - 0x80))
    return this.#lettered(String.fromCharCode(byte))
  }

  #lettered(letter: string): Shown {
    switch (letter) {
      case 'h':
        return leaf(String(this.#take(2).readInt16LE()))
      case 'i':
        return leaf(String(this.#take(4).readInt32LE()))
      case 'd':
        return leaf(showNumber(this.#take(8).readDoubleLE()))
      case 's':
        return text(this.#narrow(this.#length()))
      case 'w':
        return text(this.#wide(this.#length()))
      case 'u':
        return leaf('undefined')
      case '0':
        return leaf('null')
      case 't':
        return leaf('true')
      case 'f':
        return leaf('false')
      case '_':
        return leaf('‹hole›')
      case 'n':
        return leaf(`${this.#string()}n`)
      case 'y':
        return leaf(`Symbol.for(${JSON.stringify(this.#string())})`)
      case 'b':
        return leaf('‹met before›', `b${this.#length()}`)
      case 'z':
        return leaf('‹handed on›')
      case 'Z':
        return leaf('‹handed on› ()')
      case 'a':
        return branch('[', ']', this.values().map(item))
      case 'o':
      case 'q':
        return this.#object(Array.from({ length: this.#count() }, () => this.#string()))
      case 'p':
      case 'r':
        return this.#object(namesOfShape(this.#length()))
      case 'V':
        return this.#view()
      case 'A':
        return this.#arrayBuffer()
      default:
        return shownParts(letter, this.values())
    }
  }

  #object(names: readonly string[] | undefined): Shown {
    if (names === undefined) throw new RangeError('no key of this process')
    const fields = names.map((name): Field => ({ step: property(name), label: name, name, value: this.#value() }))
    return branch('{', '}', fields)
  }

  #view(): Shown {
    this.#length()
    const name = this.#string()
    return bytesLeaf(name, this.#take(this.#length()))
  }

  #arrayBuffer(): Shown {
    this.#length()
    const bytes = this.#take(this.#length())
    this.#value()
    return bytesLeaf('ArrayBuffer', bytes)
  }

  #string(): string {
    const value = this.#value()
    if ('string' in value && value.string !== undefined) return value.string
    throw new RangeError('no key')
  }

  /** Not more than there are bytes for: a wrong length must not ask for gigabytes. */
  #count(): number {
    const count = this.#length()
    if (count > this.#bytes.length) throw new RangeError('no key')
    return count
  }

  #byte(): number {
    return this.#take(1)[0]!
  }

  #narrow(length: number): string {
    return this.#take(length).toString('latin1')
  }

  #wide(length: number): string {
    return this.#take(length * 2).toString('utf16le')
  }

  #take(length: number): Buffer {
    const end = this.#at + length
    if (end > this.#bytes.length) throw new RangeError('no key')
    const taken = this.#bytes.subarray(this.#at, end)
    this.#at = end
    return taken
  }
}

/** A value that was taken apart by `keyParts`, under its letter. */
function shownParts(letter: string, values: readonly Shown[]): Shown {
  const [first, second, third, fourth] = values
  switch (letter) {
    case 'D':
      return leaf(showDate(Number(textOf(first))))
    case 'R':
      return leaf(`/${stringOf(first)}/${stringOf(second)}`)
    case 'M':
      return branch('Map {', '}', pairs(values))
    case 'S':
      return branch('Set {', '}', values.map(item))
    case 'U':
      return leaf(`URL ${stringOf(first)}`)
    case 'Q':
      return branch('URLSearchParams {', '}', pairs(values))
    case 'H':
      return branch('Headers {', '}', pairs(values))
    case 'F':
      return branch('FormData {', '}', pairs(values))
    case 'E':
      return branch(`${stringOf(second)}: ${stringOf(third)} `, '', fourth === undefined ? [] : fieldsOf(fourth))
    case 'P':
      return branch('Promise {', '}', values.map(plain))
    case 'B':
      return leaf(`Blob ${stringOf(first)}`, `${stringOf(first)} ${textOf(second)}`)
    case 'L':
      return leaf(`File ${stringOf(first)}`, `${stringOf(first)} ${stringOf(second)} ${textOf(third)}`)
    case 'K':
    case 'X':
      return branch(`${stringOf(first)} {`, '}', values.slice(1).map(plain))
    case 'c':
      return branch(`${stringOf(first)}(`, ')', values.slice(2).map(plain))
    default:
      return branch(`${letter} {`, '}', values.map(plain))
  }
}

function pairs(values: readonly Shown[]): Field[] {
  return Array.from({ length: values.length >> 1 }, (_, index) => {
    const name = values[index * 2]!
    const label = textOf(name)
    return { step: `.get(${label})`, label, name: stringOf(name), value: values[index * 2 + 1]! }
  })
}

function fieldsOf(value: Shown): readonly Field[] {
  return 'fields' in value ? value.fields : []
}

function item(value: Shown, index: number): Field {
  return { step: `[${index}]`, label: '', name: undefined, value }
}

function plain(value: Shown): Field {
  return { step: '', label: '', name: undefined, value }
}

function branch(open: string, close: string, fields: readonly Field[]): Shown {
  return { open, close, fields }
}

function leaf(shown: string, compared: string = shown): Shown {
  return { text: shown, compared }
}

function text(string: string): Shown {
  const shown = JSON.stringify(string)
  return { text: shown, compared: shown, string }
}

function bytesLeaf(name: string, bytes: Buffer): Shown {
  const first = bytes.toString('hex', 0, 8)
  return leaf(`${name}(${bytes.length}) ${first}${bytes.length > 8 ? '…' : ''}`, `${name} ${bytes.toString('latin1')}`)
}

function textOf(value: Shown | undefined): string {
  return value !== undefined && 'text' in value ? value.text : '…'
}

function stringOf(value: Shown | undefined): string {
  return value !== undefined && 'string' in value ? (value.string ?? '') : textOf(value)
}

function showNumber(number: number): string {
  return Object.is(number, -0) ? '-0' : String(number)
}

function showDate(time: number): string {
  return Number.isFinite(time) ? `Date ${new Date(time).toISOString()}` : 'Invalid Date'
}
