import { KeptArgument, KeptInstance, KeptPromise, KeptResponse, KeptStream } from '../value/kept.ts'
import { className, kindOf, type Kind, nameOf } from '../key/kind.ts'
import { property, Refusal, within } from '../key/refusal.ts'
import { type Shape, Shapes } from '../key/shapes.ts'
import { CodecError } from '../errors.ts'
import { ByteWriter } from './byte-writer.ts'
import { codecVersion, deepest, largestBuffer, mostHoles, streams, tag, views } from './format.ts'

/**
 * The bytes of a value, for stores outside of this process: of anything that is kept of a result. A promise when it holds blobs or files, whose bytes have to be waited for. Throws, or rejects with, a
 * `CodecError` for what only this process can hold, such as a `CryptoKey`.
 */
export function encodeValue(value: unknown): Uint8Array | Promise<Uint8Array> {
  const first = new Encoder(new Map())
  const bytes = first.encode(value)
  return first.missing.length === 0 ? bytes : encodeWithBlobs(value, first.missing)
}

async function encodeWithBlobs(value: unknown, blobs: readonly Blob[]): Promise<Uint8Array> {
  const contents = await Promise.all(
    blobs.map(async (blob) => [blob, new Uint8Array(await blob.arrayBuffer())] as const),
  )
  return new Encoder(new Map(contents)).encode(value)
}

class Encoder {
  /** Blobs whose bytes are not known yet. */
  readonly missing: Blob[] = []
  readonly #blobs: ReadonlyMap<Blob, Uint8Array>
  readonly #out = new ByteWriter()
  readonly #met = new Map<object, number>()
  readonly #shapes = new Map<Shape, number>()
  #depth = 0
  #holes = 0

  constructor(blobs: ReadonlyMap<Blob, Uint8Array>) {
    this.#blobs = blobs
  }

  encode(value: unknown): Uint8Array {
    this.#out.byte(codecVersion)
    try {
      this.#write(value)
    } catch (error) {
      throw unencodable(error)
    }
    return this.#out.written()
  }

  #write(value: unknown): void {
    const out = this.#out
    switch (typeof value) {
      case 'string':
        return out.text(value)
      case 'number':
        return out.number(value)
      case 'boolean':
        return out.byte(value ? tag.true : tag.false)
      case 'undefined':
        return out.byte(tag.undefined)
      case 'bigint':
        out.byte(tag.bigint)
        return out.text(value.toString(16))
      case 'symbol':
        return this.#symbol(value)
      case 'function':
        throw foreign(value)
      case 'object':
        return value === null ? out.byte(tag.null) : this.#identity(value)
    }
  }

  #symbol(value: symbol): void {
    const name = Symbol.keyFor(value)
    if (name === undefined) throw foreign(value)
    this.#out.byte(tag.symbol)
    this.#out.text(name)
  }

  #identity(value: object): void {
    const number = this.#met.get(value)
    if (number !== undefined) {
      this.#out.byte(tag.reference)
      return this.#out.length(number)
    }
    this.#met.set(value, this.#met.size)
    if (++this.#depth > deepest) throw new Refusal('depth', `nested more than ${deepest} levels deep`, '')
    this.#contents(value)
    this.#depth--
  }

  #contents(value: object): void {
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype === Object.prototype) this.#object(value as never, tag.object, tag.shaped)
    else if (prototype === null) this.#object(value as never, tag.nullPrototype, tag.shapedNullPrototype)
    else if (Array.isArray(value)) this.#array(value)
    else if (!this.#kept(value)) this.#builtIn(value, kindOf(value))
  }

  #object(value: Readonly<Record<string, unknown>>, named: number, shaped: number): void {
    const names = Object.keys(value)
    this.#names(names, named, shaped)
    for (let index = 0; index < names.length; index++) this.#inner(value[names[index]!], names[index]!)
  }

  #names(names: readonly string[], named: number, shaped: number): void {
    const shape = names.length === 0 ? undefined : shapes.find(names, 0, names.length)
    const number = shape === undefined ? undefined : this.#shapes.get(shape)
    if (number !== undefined) {
      this.#out.byte(shaped)
      return this.#out.length(number)
    }
    this.#out.byte(named)
    this.#out.length(names.length)
    for (const name of names) this.#out.text(name)
    if (shape !== undefined) this.#shapes.set(shape, this.#shapes.size)
  }

  #inner(value: unknown, name: string): void {
    if (typeof value === 'string') return this.#out.text(value)
    if (typeof value === 'number') return this.#out.number(value)
    this.#step(value, () => property(name))
  }

  #step(value: unknown, step: () => string): void {
    try {
      this.#write(value)
    } catch (error) {
      throw within(error, step())
    }
  }

  #array(list: readonly unknown[]): void {
    const names = Object.keys(list)
    const further = names.slice(
      names.findLastIndex((name) => Number(name) < list.length && String(Number(name)) === name) + 1,
    )
    this.#out.byte(further.length === 0 ? tag.array : tag.namedArray)
    this.#out.length(list.length)
    for (let index = 0; index < list.length;) {
      const item = list[index]
      if (item === undefined && !(index in list)) index += this.#holesFrom(list, index)
      else {
        if (typeof item === 'number') this.#out.number(item)
        else this.#step(item, () => `[${index}]`)
        index++
      }
    }
    if (further.length > 0) this.#fields(further.map((name) => [name, list[name as never]]))
  }

  #holesFrom(list: readonly unknown[], start: number): number {
    let end = start + 1
    while (end < list.length && !(end in list) && this.#holes + end - start <= mostHoles) end++
    this.#holes += end - start
    if (this.#holes > mostHoles) throw new Refusal('too-large', `arrays with more than ${mostHoles} holes`, '')
    this.#out.byte(tag.holes)
    this.#out.length(end - start)
    return end - start
  }

  #fields(fields: readonly (readonly [name: string, value: unknown])[]): void {
    this.#out.length(fields.length)
    for (const [name, value] of fields) {
      this.#out.text(name)
      this.#inner(value, name)
    }
  }

  #builtIn(value: object, kind: Kind): void {
    const out = this.#out
    switch (kind) {
      case 'object':
        return this.#object(value as never, tag.object, tag.shaped)
      case 'date':
        out.byte(tag.date)
        return out.double((value as Date).getTime())
      case 'regexp':
        out.byte(tag.regexp)
        out.text((value as RegExp).source)
        return out.text((value as RegExp).flags)
      case 'url':
        out.byte(tag.url)
        return out.text((value as URL).href)
      case 'map':
        return this.#map(value as Map<unknown, unknown>)
      case 'set':
        return this.#set(value as Set<unknown>)
      case 'search-params':
        return this.#pairs(tag.searchParams, value as URLSearchParams)
      case 'headers':
        return this.#pairs(tag.headers, value as Headers)
      case 'form-data':
        return this.#pairs(tag.formData, value as FormData)
      case 'blob':
      case 'file':
        return this.#blob(value as Blob, kind)
      case 'buffer':
        out.byte(tag.buffer)
        return out.bytes(value as Buffer)
      case 'array-buffer':
        return this.#arrayBuffer(value as ArrayBuffer)
      case 'view':
        return this.#view(value as Uint8Array)
      case 'error':
        return this.#error(value as Error)
      case 'boxed':
        out.byte(tag.boxed)
        return this.#write(value.valueOf())
      default:
        throw foreign(value)
    }
  }

  #map(map: ReadonlyMap<unknown, unknown>): void {
    this.#out.byte(tag.map)
    this.#out.length(map.size)
    for (const [key, item] of map) {
      this.#step(key, () => '.keys()')
      this.#step(item, () => (typeof key === 'string' ? `.get(${JSON.stringify(key)})` : '.values()'))
    }
  }

  #set(set: ReadonlySet<unknown>): void {
    this.#out.byte(tag.set)
    this.#out.length(set.size)
    for (const item of set) this.#step(item, () => '.values()')
  }

  #pairs(start: number, pairs: Iterable<readonly [string, unknown]>): void {
    this.#out.byte(start)
    this.#fields([...pairs])
  }

  #blob(blob: Blob, kind: 'blob' | 'file'): void {
    const bytes = this.#blobs.get(blob)
    if (bytes === undefined) return void this.missing.push(blob)
    this.#out.byte(tag[kind])
    this.#out.text(blob.type)
    this.#out.bytes(bytes)
    if (kind === 'blob') return
    this.#out.text((blob as File).name)
    this.#out.double((blob as File).lastModified)
  }

  #arrayBuffer(buffer: ArrayBuffer): void {
    const { resizable, maxByteLength } = buffer
    if (resizable && maxByteLength > largestBuffer)
      throw new Refusal('too-large', 'a buffer that may grow beyond 1 GiB', '')
    this.#out.byte(tag.arrayBuffer)
    this.#out.bytes(new Uint8Array(buffer))
    this.#out.length(resizable ? maxByteLength + 1 : 0)
  }

  #view(view: Uint8Array): void {
    const name = Object.prototype.toString.call(view).slice(8, -1)
    this.#out.byte(tag.view)
    this.#out.byte(views.indexOf(name as 'DataView'))
    this.#out.length(view.byteOffset)
    this.#out.length(name === 'DataView' ? view.byteLength : view.length)
    this.#write(view.buffer)
  }

  /** With its class, its name, and all that is its own: message, stack, cause and fields, hidden ones too. */
  #error(error: Error): void {
    this.#out.byte(tag.error)
    this.#out.text(className(error))
    this.#out.text(ownText(error.name))
    this.#out.text(ownText(error.message))
    const names = Object.getOwnPropertyNames(error)
    this.#out.length(names.length)
    for (const name of names) {
      this.#out.text(name)
      this.#out.byte(Object.prototype.propertyIsEnumerable.call(error, name) ? 1 : 0)
      this.#inner((error as unknown as Record<string, unknown>)[name], name)
    }
  }

  #kept(value: object): boolean {
    if (value instanceof KeptPromise) {
      this.#out.byte(tag.promise)
      this.#write(value.value)
    } else if (value instanceof KeptStream) this.#stream(value)
    else if (value instanceof KeptResponse) this.#response(value)
    else if (value instanceof KeptInstance) {
      this.#out.byte(tag.instance)
      this.#out.text(value.type)
      this.#write(value.data)
    } else if (value instanceof KeptArgument) {
      this.#out.byte(tag.argument)
      this.#out.length(value.path.length)
      for (const step of value.path) this.#write(step)
    } else return false
    return true
  }

  #stream(stream: KeptStream): void {
    const chunks = [...stream]
    this.#out.byte(tag.stream)
    this.#out.byte(streams.indexOf(stream.kind))
    this.#out.length(chunks.length)
    for (const chunk of chunks) this.#write(chunk)
    this.#write(stream.returned)
  }

  #response({ status, statusText, headers, body }: KeptResponse): void {
    this.#out.byte(tag.response)
    this.#out.length(status)
    this.#out.text(statusText)
    this.#fields(headers)
    this.#write(body)
  }
}

function ownText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** Orders of property names that were met in any value. */
const shapes = new Shapes()

function foreign(value: unknown): Refusal {
  return new Refusal('kind', nameOf(value), '')
}

function unencodable(error: unknown): unknown {
  if (!(error instanceof Refusal)) return error
  if (error.code === 'unreadable') return error.cause
  const where = error.path === '' ? 'This value' : `This value, at ${error.path},`
  const what =
    error.code === 'depth' ? error.what : error.code === 'too-large' ? `holds ${error.what}` : `is ${error.what}`
  return new CodecError(
    'unencodable',
    `${where} ${error.code === 'depth' ? 'is ' : ''}${what}, which cannot be written as bytes. It can be kept in the memory of this process only.`,
  )
}
