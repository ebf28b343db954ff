import { typeNamed } from '../key/registered.ts'
import { KeptArgument, KeptInstance, KeptPromise, KeptResponse, KeptStream } from '../value/kept.ts'
import { CodecError } from '../errors.ts'
import { ByteReader, corrupt } from './byte-reader.ts'
import { bareError } from './bare-error.ts'
import { codecVersion, deepest, inline, largestBuffer, mostHoles, streams, tag, views } from './format.ts'

/**
 * The value that `encodeValue` wrote, for a runtime to keep and hand out copies of. Bytes may come from anywhere: they can neither run code nor touch a prototype nor take more memory than a multiple of
 * their number. Throws a `CodecError`: `other-codec` for bytes of another version of the encoding, `corrupt-bytes` for all that cannot be read.
 */
export function decodeValue(bytes: Uint8Array): unknown {
  const reader = new ByteReader(bytes)
  const version = reader.byte()
  if (version !== codecVersion) throw otherVersion(version)
  try {
    const value = new Decoder(reader).read()
    if (reader.left > 0) throw corrupt('something follows after their end')
    return value
  } catch (error) {
    throw error instanceof CodecError ? error : corrupt('they say something that cannot be', error)
  }
}

function otherVersion(version: number): CodecError {
  return new CodecError(
    'other-codec',
    `These bytes begin with version ${version} of the encoding, this use-cache reads version ${codecVersion}. They were written by another release, or by something else.`,
  )
}

/** Property names in the order of an object's values. */
interface Shape {
  readonly names: readonly string[]
  /** None of them is `__proto__`, so that assigning makes a property. */
  readonly plain: boolean
}

type Fields = Record<string, unknown>

class Decoder {
  readonly #in: ByteReader
  readonly #met: object[] = []
  readonly #shapes: Shape[] = []
  #depth = 0
  #holes = 0

  constructor(reader: ByteReader) {
    this.#in = reader
  }

  read(): unknown {
    const first = this.#in.byte()
    if (first >= inline.integer) return first - inline.integer
    return this.#in.textAfter(first) ?? this.#after(first)
  }

  #after(first: number): unknown {
    switch (first) {
      case tag.undefined:
        return undefined
      case tag.null:
        return null
      case tag.true:
        return true
      case tag.false:
        return false
      case tag.integer:
        return this.#in.integer()
      case tag.double:
        return this.#in.double()
      case tag.bigint:
        return bigint(this.#in.text())
      case tag.symbol:
        return Symbol.for(this.#in.text())
      case tag.reference:
        return this.#reference()
      default:
        return this.#identity(first)
    }
  }

  #reference(): object {
    const met = this.#met[this.#in.length()]
    if (met === undefined) throw corrupt('they refer to something that is not there')
    return met
  }

  #identity(first: number): object {
    if (++this.#depth > deepest) throw corrupt(`they nest more than ${deepest} levels deep`)
    const value = this.#object(first)
    this.#depth--
    return value
  }

  /** Values that may hold themselves are known before what is in them is read. */
  #made<Made extends object>(value: Made): Made {
    this.#met.push(value)
    return value
  }

  #object(first: number): object {
    switch (first) {
      case tag.shaped:
        return this.#fill(this.#made<Fields>({}), this.#shape())
      case tag.object:
        return this.#fill(this.#made<Fields>({}), this.#newShape())
      case tag.shapedNullPrototype:
        return this.#fill(this.#made<Fields>(Object.create(null) as Fields), this.#shape())
      case tag.nullPrototype:
        return this.#fill(this.#made<Fields>(Object.create(null) as Fields), this.#newShape())
      case tag.array:
        return this.#array()
      case tag.namedArray:
        return this.#namedArray()
      case tag.map:
        return this.#map()
      case tag.set:
        return this.#set()
      case tag.error:
        return this.#error()
      case tag.view:
        return this.#view()
      case tag.formData:
        return this.#formData()
      case tag.promise:
        return this.#promise()
      case tag.stream:
        return this.#stream()
      case tag.response:
        return this.#response()
      case tag.instance:
        return this.#instance()
      case tag.argument:
        return this.#argument()
      default:
        return this.#made(this.#leaf(first))
    }
  }

  #shape(): Shape {
    const shape = this.#shapes[this.#in.length()]
    if (shape === undefined) throw corrupt('they refer to something that is not there')
    return shape
  }

  #newShape(): Shape {
    const count = this.#in.count()
    if (count === 0) return noNames
    const names: string[] = []
    for (let index = 0; index < count; index++) names.push(this.#in.text())
    const shape = { names, plain: !names.includes('__proto__') }
    this.#shapes.push(shape)
    return shape
  }

  #fill(object: Fields, { names, plain }: Shape): Fields {
    for (let index = 0; index < names.length; index++) {
      const value = this.read()
      if (plain) object[names[index]!] = value
      else define(object, names[index]!, value, true)
    }
    return object
  }

  #array(): unknown[] {
    const list = this.#made<unknown[]>([])
    const length = this.#in.length()
    while (list.length < length) {
      const first = this.#in.byte()
      if (first === tag.holes) this.#leaveHoles(list, length)
      else
        list.push(first >= inline.integer ? first - inline.integer : (this.#in.textAfter(first) ?? this.#after(first)))
    }
    return list
  }

  #leaveHoles(list: unknown[], length: number): void {
    const holes = this.#in.length()
    this.#holes += holes
    if (this.#holes > mostHoles || holes === 0 || list.length + holes > length) throw corrupt('an array is too long')
    list.length += holes
  }

  #namedArray(): unknown[] {
    const list = this.#array()
    const { length } = list
    for (const [name, value] of this.#pairs()) {
      define(list, name, value, true)
      // An index beyond the end would make it longer.
      if (list.length !== length) throw corrupt('an array is too long')
    }
    return list
  }

  #pairs(): [name: string, value: unknown][] {
    const pairs: [string, unknown][] = []
    for (let left = this.#in.count(); left > 0; left--) pairs.push([this.#in.text(), this.read()])
    return pairs
  }

  #textPairs(): [name: string, value: string][] {
    const pairs = this.#pairs()
    if (pairs.some(([, value]) => typeof value !== 'string')) throw corrupt('a text is missing')
    return pairs as [string, string][]
  }

  #map(): Map<unknown, unknown> {
    const map = this.#made(new Map<unknown, unknown>())
    for (let left = this.#in.count(); left > 0; left--) map.set(this.read(), this.read())
    return map
  }

  #set(): Set<unknown> {
    const set = this.#made(new Set<unknown>())
    for (let left = this.#in.count(); left > 0; left--) set.add(this.read())
    return set
  }

  /** Of a class that every process has, or an `Error` with the name of its class. */
  #error(): Error {
    const error = this.#made(bareError(this.#in.text(), this.#in.text(), this.#in.text()))
    for (let left = this.#in.count(); left > 0; left--) {
      const field = this.#in.text()
      const enumerable = this.#in.byte() === 1
      define(error, field, this.read(), enumerable)
    }
    return error
  }

  #view(): ArrayBufferView {
    const number = this.#met.push(noObject) - 1
    const name = views[this.#in.byte()]
    const [offset, length, buffer] = [this.#in.length(), this.#in.length(), this.read()]
    if (name === undefined || !(buffer instanceof ArrayBuffer)) throw corrupt('a view has no buffer')
    const View = (globalThis as unknown as Record<string, typeof Uint8Array | undefined>)[name]
    if (View === undefined) throw corrupt(`this runtime has no ${name}`)
    return (this.#met[number] = new View(buffer, offset, length))
  }

  #leaf(first: number): object {
    const source = this.#in
    switch (first) {
      case tag.date:
        return new Date(source.double())
      case tag.regexp:
        return new RegExp(source.text(), source.text())
      case tag.url:
        return new URL(source.text())
      case tag.searchParams:
        return new URLSearchParams(this.#textPairs())
      case tag.headers:
        return new Headers(this.#textPairs())
      case tag.blob:
        return this.#blob()
      case tag.file:
        return this.#file()
      case tag.buffer:
        return Buffer.from(source.bytes().buffer)
      case tag.arrayBuffer:
        return this.#arrayBuffer()
      case tag.boxed:
        return boxed(this.read())
      default:
        throw corrupt(`no value begins with ${first}`)
    }
  }

  #blob(): Blob {
    const type = this.#in.text()
    return new Blob([this.#in.bytes()], { type })
  }

  #file(): File {
    const [type, bytes, name, lastModified] = [this.#in.text(), this.#in.bytes(), this.#in.text(), this.#in.double()]
    return new File([bytes], name, { type, lastModified })
  }

  #arrayBuffer(): ArrayBuffer {
    const bytes = this.#in.bytes()
    const room = this.#in.length() - 1
    if (room < 0) return bytes.buffer
    if (room > largestBuffer) throw corrupt('a buffer is too large')
    const buffer = new ArrayBuffer(bytes.length, { maxByteLength: room })
    new Uint8Array(buffer).set(bytes)
    return buffer
  }

  #formData(): FormData {
    const form = this.#made(new FormData())
    for (const [name, value] of this.#pairs()) {
      if (value instanceof File) form.append(name, value, value.name)
      else if (typeof value === 'string') form.append(name, value)
      else throw corrupt('a text is missing')
    }
    return form
  }

  #promise(): KeptPromise {
    const promise = this.#made(new KeptPromise())
    promise.value = this.read()
    return promise
  }

  #stream(): KeptStream {
    const kind = streams[this.#in.byte()]
    if (kind === undefined) throw corrupt('a stream is of no known kind')
    const stream = this.#made(new KeptStream(kind))
    for (let left = this.#in.count(); left > 0; left--) {
      const chunk = this.read()
      if (kind === 'bytes' && !(chunk instanceof Uint8Array)) throw corrupt('a stream of bytes holds something else')
      stream.append(chunk)
    }
    stream.returned = this.read()
    return stream
  }

  #response(): KeptResponse {
    const number = this.#met.push(noObject) - 1
    const [status, statusText, headers, body] = [this.#in.length(), this.#in.text(), this.#textPairs(), this.read()]
    if (body !== undefined && !(body instanceof KeptStream && body.kind === 'bytes'))
      throw corrupt('a response has no body')
    // What no response can be is found now, not when somebody asks for it.
    void new Response(body === undefined ? null : '', { status, statusText, headers })
    return (this.#met[number] = new KeptResponse(status, statusText, headers, body))
  }

  #argument(): KeptArgument {
    const path: (string | number)[] = []
    const kept = this.#made(new KeptArgument(path))
    for (let left = this.#in.count(); left > 0; left--) {
      const step = this.read()
      if (typeof step !== 'string' && typeof step !== 'number') throw corrupt('an argument is nowhere')
      path.push(step)
    }
    return kept
  }

  #instance(): KeptInstance {
    const instance = this.#made(new KeptInstance(this.#in.text()))
    if (typeNamed(instance.type) === undefined) throw unknownType(instance.type)
    instance.data = this.read()
    return instance
  }
}

function unknownType(name: string): CodecError {
  return new CodecError(
    'unknown-type',
    `These bytes hold an instance of a class that was registered as ${JSON.stringify(name)}, and no class is registered as that here. Call registerType() where the app starts.`,
  )
}

const noNames: Shape = { names: [], plain: true }
const noObject: object = {}

/** Never through a setter, so that a prototype is never touched. */
function define(object: object, name: string, value: unknown, enumerable: boolean): void {
  Object.defineProperty(object, name, { value, enumerable, writable: true, configurable: true })
}

function bigint(text: string): bigint {
  const digits = /^(-?)([\da-f]+)$/.exec(text)
  if (digits === null) throw corrupt('a number is none')
  const value = BigInt(`0x${digits[2]}`)
  return digits[1] === '' ? value : -value
}

function boxed(value: unknown): object {
  if (value === null || value === undefined || typeof value === 'object') throw corrupt('a box is empty')
  return Object(value) as object
}
