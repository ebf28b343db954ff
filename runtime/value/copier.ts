import { types } from 'node:util'
import { heldBy, promiseOf, sameBytes } from '../key/held.ts'
import { bind, identify, isBound, isCached } from '../key/identity.ts'
import { isHandle } from '../key/is-handle.ts'
import { type Kept, KeptArgument, KeptAsIs, KeptInstance, KeptPromise, KeptResponse, KeptStream } from './kept.ts'
import { keyMethod } from '../key/key-method.ts'
import { isElement, isOpaque, type Kind, kindOf, nameOf } from '../key/kind.ts'
import { given, type Passing } from '../key/passing.ts'
import { areNumbers, isFrozenData, ownElements, ownProperties } from './plain-data.ts'
import type { OwnNames } from './own-names.ts'
import { errorOfKey, ownBuffer, ownBytes, rebuild } from './rebuild.ts'
import type { Recorder } from './recorder.ts'
import { typeOf } from '../key/registered.ts'
import { revive } from './revive.ts'
import { detached } from './text.ts'
import {
  weightOfBigInt,
  weightOfBuiltIn,
  weightOfChunk,
  weightOfHeader,
  weightOfNumber,
  weightOfPromise,
  weightOfRecorded,
  weightOfText,
} from './weight.ts'
import { deepest, foreignInput, property, Refusal, tooDeep, within } from '../key/refusal.ts'

/**
 * What a copy is for:
 * - `argument`: the body's own; what the key cannot see (further properties of arrays, the date of a file) is left behind
 * - `result`: what is kept; it is checked and weighed
 * - `kept`: handed out from what is kept
 */
export type Purpose = 'argument' | 'result' | 'kept'

/** What a copy may need beside the value. */
export interface Means {
  /** For arguments: what promises resolved to. */
  readonly settled?: ReadonlyMap<object, unknown>
  /** For arguments: hands on what can be no part of a key. For results: what was handed on. */
  readonly passing?: Passing | undefined
  /** For results: follows what is still on its way. */
  readonly recorder?: Recorder
  /** For results: which names of properties are theirs alone. */
  readonly names?: OwnNames | undefined
  /** For what is handed out: the values of the call. */
  readonly given?: readonly unknown[] | undefined
}

/** Copies a value with its cycles and shared references. Throws a `Refusal` for what cannot be copied. */
export class Copier {
  /** An estimate of what the copy holds in memory. */
  bytes = 0
  /** An object was met twice. */
  shared = false
  /** Some object was not frozen, or cannot be. */
  mutable = false
  /** Nothing but primitives, plain objects and arrays. */
  onlyData = true
  /** An argument of the call is handed back. */
  passes = false
  readonly #copies = new Map<object, unknown>()
  readonly #purpose: Purpose
  readonly #means: Means
  /** Texts that were met. */
  readonly #words = new Map<string, string>()
  #depth = 0
  /** From the values of a call to what is being copied; undefined inside of what no path leads through. */
  #path: (string | number)[] | undefined = []

  constructor(purpose: Purpose, means: Means = {}) {
    this.#purpose = purpose
    this.#means = means
  }

  /** Goes on with something that came when the rest was done. */
  later(value: unknown): unknown {
    this.#depth = 0
    return this.copy(value)
  }

  copy(value: unknown): unknown {
    if (typeof value === 'object' ? value === null : typeof value !== 'function') return this.#primitive(value)
    const before = this.#copies.get(value as object)
    if (before !== undefined) {
      this.shared = true
      return before
    }
    if (++this.#depth > deepest) throw tooDeep()
    const copied = this.#object(value as object)
    this.#depth--
    return copied
  }

  #primitive(value: unknown): unknown {
    if (typeof value === 'string') return this.#text(value)
    if (typeof value === 'number') this.bytes += weightOfNumber(value)
    else if (typeof value === 'bigint') this.bytes += weightOfBigInt(value)
    else if (typeof value === 'symbol' && Symbol.keyFor(value) === undefined) {
      throw new Refusal('kind', nameOf(value), 'Return a string, or a symbol made by Symbol.for(…).')
    }
    return value
  }

  #text(value: string): string {
    if (this.#purpose !== 'result') return value
    // A table says the same few words again and again.
    const known = this.#words.get(value)
    if (known !== undefined) return known
    const own = detached(value)
    this.#words.set(own, own)
    this.bytes += weightOfText(own)
    return own
  }

  #object(value: object): unknown {
    if (this.#means.passing !== undefined) {
      const passed = this.#passed(value, this.#means.passing)
      if (passed !== undefined) return passed
    }
    if (this.#purpose === 'argument') {
      if (typeof value === 'function') return this.#function(value)
      if ((value as Record<symbol, unknown>)[keyMethod] !== undefined) return this.#same(value)
    } else if (typeof value === 'function') throw foreign(value)
    const kind = kindOf(value)
    if (kind === 'array') return this.#array(value as unknown[])
    const isData = kind === 'object' || kind === 'null-prototype'
    if (isData && !(this.#means.recorder !== undefined && isAsyncIterable(value))) return this.#fields(value, kind)
    this.mutable = true
    this.onlyData = false
    return this.#argument(value, kind) ?? this.#special(value, kind) ?? this.#builtIn(value, kind)
  }

  /** A handle for what the body may only hand on; and what is kept of a handle that it handed back. */
  #passed(value: object, passing: Passing): object | undefined {
    if (this.#purpose === 'result') {
      const path = passing.paths.get(value)
      if (path === undefined) return undefined
      this.mutable = this.passes = true
      this.onlyData = false
      return new KeptArgument(path)
    }
    const path = this.#path
    const isHandedOn = isHandle(value)
    if (!isHandedOn && !(path?.length === 1 ? isOpaque(value) : isPlainElement(value))) return undefined
    if (path === undefined || (path[0] as number) < passing.captured) throw foreignInput(value)
    if (isHandedOn) {
      passing.passOn(value, [...path])
      return this.#same(value)
    }
    const handle = passing.pass(value, [...path])
    this.#copies.set(value, handle)
    return handle
  }

  /** The key says what a cached function has captured until now, and with that it is called. */
  #function(fn: { readonly name: string; readonly length: number }): object {
    const identity = isCached(fn) && !isBound(fn) ? identify(fn) : undefined
    if (identity?.callWith === undefined || identity.captures.length === 0) return this.#same(fn)
    const captures: unknown[] = []
    const own = bind(fn, identity, captures)
    // May lead back to the function.
    this.#copies.set(fn, own)
    for (const captured of identity.captures) captures.push(this.#step(captured, ''))
    return own
  }

  #same(value: object): object {
    this.#copies.set(value, value)
    return value
  }

  #fields(value: object, kind: Kind): object {
    if (!this.mutable && !isFrozenData(value)) this.mutable = true
    const copied = ownProperties(value)
    if (kind === 'null-prototype') Object.setPrototypeOf(copied, null)
    this.#copies.set(value, copied)
    let count = 0
    for (const name in copied) {
      count++
      this.#inner(copied, name, property)
    }
    this.bytes += 24 + 8 * Math.max(count, 1)
    const { names } = this.#means
    if (names !== undefined) this.bytes += names.weightOf(Object.keys(copied), this.#depth)
    return copied
  }

  #array(list: readonly unknown[]): unknown[] {
    if (!this.mutable && !isFrozenData(list)) this.mutable = true
    const copied = ownElements(list)
    this.#copies.set(list, copied)
    this.bytes += 48 + 8 * copied.length
    if (!areNumbers(copied)) this.#elements(copied)
    if (this.#purpose === 'argument') return copied
    const names = Object.keys(list)
    if (names.length <= copied.length && !holdsNames(names, copied)) return copied
    return this.#extras(list, names, copied)
  }

  #elements(copied: unknown[]): void {
    for (let index = 0; index < copied.length; index++) {
      if (typeof copied[index] === 'object' || index in copied) this.#inner(copied as never, index as never, position)
    }
  }

  /** Properties beside the elements, as a match of a regular expression has them. A walk would miss them, so the value counts as a graph. */
  #extras(list: readonly unknown[], names: readonly string[], copied: unknown[]): unknown[] {
    this.shared = true
    for (const name of names) {
      if (Object.hasOwn(copied, name)) continue
      ;(copied as never as Record<string, unknown>)[name] = (list as never as Record<string, unknown>)[name]
      this.#inner(copied as never, name, property)
    }
    return copied
  }

  #inner(copied: Record<string, unknown>, name: string, step: (name: string) => string): void {
    const inner = copied[name]
    const path = this.#path
    try {
      path?.push(name)
      const own = this.copy(inner)
      copied[name] = own
      path?.pop()
    } catch (error) {
      throw within(error, step(name))
    }
  }

  /** What the key cannot see, the body does not see either. */
  #argument(value: object, kind: Kind): object | undefined {
    if (this.#purpose !== 'argument') return undefined
    let copied: object
    if (kind === 'promise') copied = this.#promise(value as Promise<unknown>)
    else if (kind === 'file') copied = sameBytes(fileLike(value as File), value as File)
    else if (kind === 'view') copied = ownBytes(value as Uint8Array)
    else return undefined
    this.#copies.set(value, copied)
    return copied
  }

  #promise(value: Promise<unknown>): Promise<unknown> {
    const { settled } = this.#means
    const held = settled?.has(value) === true ? { value: settled.get(value) } : heldBy(value)
    return held === undefined ? value : promiseOf(this.copy(held.value))
  }

  /** What is kept in another form than callers have it in. */
  #special(value: object, kind: Kind): object | undefined {
    if (kind === 'registered') return this.#registered(value)
    if (this.#purpose === 'argument') return undefined
    const made = kind === 'kept' ? this.#kept(value as Kept) : this.#recorded(value, kind)
    if (made !== undefined) this.#copies.set(value, made)
    return made
  }

  #registered(value: object): object {
    // A copy already, of which the key was made.
    if (this.#means.settled?.has(value) === true) return this.#same(value)
    const type = typeOf(value)!
    const kept = new KeptInstance(type.name)
    this.#copies.set(value, kept)
    this.bytes += 40
    kept.data = this.#step(type.encode(value), '.encode()')
    if (this.#purpose !== 'argument') return this.#tried(kept)
    const own = type.decode(kept.data) as object
    this.#copies.set(value, own)
    return own
  }

  /** Makes one instance to see whether it can be made: what its class cannot read is not kept. Not of what is on its way. */
  #tried(kept: KeptInstance): KeptInstance {
    if (this.#means.recorder?.isNeeded !== true) new Copier('kept').copy(kept)
    return kept
  }

  #recorded(value: object, kind: Kind): object | undefined {
    const { recorder } = this.#means
    if (recorder === undefined) return undefined
    const before = this.bytes
    this.bytes += kind === 'promise' ? weightOfPromise : weightOfRecorded
    switch (kind) {
      case 'promise':
        this.shared = true
        return recorder.promise(value as Promise<unknown>, (inner) => this.later(inner))
      case 'response':
        return recorder.response(value as Response, (headers) => this.#headers(headers))
      case 'stream':
        return recorder.stream(value as ReadableStream<unknown>)
      case 'object':
      case 'null-prototype':
      case 'iterable':
        return recorder.iterable(value as AsyncIterable<unknown>)
      default:
        this.bytes = before
        return undefined
    }
  }

  #kept(kept: Kept): object {
    if (kept instanceof KeptAsIs) return kept.original as object
    this.bytes += kept instanceof KeptPromise ? weightOfPromise : weightOfRecorded
    if (this.#purpose === 'result') return this.#adopted(kept)
    if (kept instanceof KeptPromise) return this.#promised(kept)
    if (kept instanceof KeptArgument) return given(this.#means.given ?? [], kept.path) as object
    return revive(
      kept,
      (inner) => this.copy(inner),
      (inner) => new Copier('kept', this.#means).copy(inner),
    )
  }

  /** What comes from elsewhere as it is kept, such as out of a store. */
  #adopted(kept: Exclude<Kept, KeptAsIs>): Kept {
    if (kept instanceof KeptResponse) return this.#adoptedResponse(kept)
    if (kept instanceof KeptStream) return this.#adoptedStream(kept)
    if (kept instanceof KeptArgument) return this.#adoptedArgument(kept)
    const own = kept instanceof KeptPromise ? new KeptPromise() : new KeptInstance(kept.type)
    this.shared = true
    this.#copies.set(kept, own)
    if (kept instanceof KeptPromise) (own as KeptPromise).value = this.copy(kept.value)
    else this.#adoptData(kept, own as KeptInstance)
    return own
  }

  #adoptData({ data }: KeptInstance, own: KeptInstance): void {
    own.data = this.copy(data)
    this.#tried(own)
  }

  #adoptedResponse({ status, statusText, headers, body }: KeptResponse): KeptResponse {
    const keptBody = body === undefined ? undefined : this.#adoptedStream(body)
    return new KeptResponse(status, statusText, this.#headers(headers), keptBody)
  }

  #headers(headers: KeptResponse['headers']): KeptResponse['headers'] {
    this.bytes += headers.length * weightOfHeader
    return headers.map(([name, value]) => [this.#text(name), this.#text(value)])
  }

  #adoptedStream(kept: KeptStream): KeptStream {
    const own = new KeptStream(kept.kind)
    const copy = (value: unknown): unknown => {
      const copier = new Copier('result', { names: this.#means.names })
      const copied = copier.copy(value)
      this.bytes += copier.bytes + weightOfChunk
      this.passes ||= copier.passes
      return copied
    }
    for (const chunk of kept) own.append(copy(chunk))
    own.returned = copy(kept.returned)
    return own
  }

  #adoptedArgument(kept: KeptArgument): KeptArgument {
    this.passes = true
    return kept
  }

  #promised(kept: KeptPromise): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    this.#copies.set(kept, promise)
    if (kept.pending === undefined) resolve(this.copy(kept.value))
    else kept.pending.then(() => resolve(this.later(kept.value))).catch(reject)
    return promise
  }

  #builtIn(value: object, kind: Kind): object {
    const made = (copied: object): void => void this.#copies.set(value, copied)
    const copy = (inner: unknown, step: string): unknown => this.#step(inner, step)
    let copied: object | undefined
    if (kind === 'error' && this.#purpose === 'argument') copied = errorOfKey(value as Error, copy, made)
    else if (kind === 'buffer' && this.#purpose === 'result') copied = ownBuffer(value as Buffer)
    else copied = rebuild(value, kind, copy, made)
    if (copied === undefined) throw this.#purpose === 'argument' ? foreignInput(value) : foreign(value)
    this.#copies.set(value, copied)
    this.bytes += weightOfBuiltIn(copied, kind)
    return copied
  }

  #step(inner: unknown, step: string): unknown {
    const path = this.#path
    try {
      this.#path = undefined
      const copied = this.copy(inner)
      this.#path = path
      return copied
    } catch (error) {
      throw within(error, step)
    }
  }
}

/** A copy of something in an argument. What cannot be copied is given back as it is: a key refuses it too, and knows where it stands. */
export function ownCopy(value: unknown): unknown {
  try {
    return new Copier('argument').copy(value)
  } catch {
    return value
  }
}

function foreign(value: object): Refusal {
  return new Refusal('kind', nameOf(value), remedyFor(value))
}

function remedyFor(value: object): string {
  if (isAsyncIterable(value))
    return 'Return it as a ReadableStream (for a stream of Node: `Readable.toWeb(stream)`), or an async generator made from it.'
  if (types.isGeneratorObject(value)) return 'Return an array made from it, or an async generator.'
  return 'Return plain data made from it.'
}

function isPlainElement(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype && isElement(value)
}

function isAsyncIterable(value: object): boolean {
  return typeof (value as Record<symbol, unknown>)[Symbol.asyncIterator] === 'function'
}

function fileLike(file: File): File {
  return new File([file], file.name, { type: file.type, lastModified: 0 })
}

function position(index: string): string {
  return `[${index}]`
}

/** With holes, there may be as many names as elements and still a further one among them. */
function holdsNames(names: readonly string[], list: readonly unknown[]): boolean {
  const last = names.at(-1)
  return last !== undefined && !(Number(last) < list.length)
}
