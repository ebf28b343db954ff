import { isHandle } from './is-handle.ts'
import { heldBy } from './held.ts'
import { identify, type Identity, isCached } from './identity.ts'
import { KeyBytes, letter, longestKey, tooLarge } from './key-bytes.ts'
import { keyMethod } from './key-method.ts'
import { ownCopy } from '../value/copier.ts'
import { answerOf, keyParts, type Parts, RawBytes } from './key-parts.ts'
import { isElement, isOpaque, kindOf, nameOf } from './kind.ts'
import { AsThrown, deepest, foreignInput, lazyInput, property, Refusal, refusalOf, tooDeep, within } from './refusal.ts'
import { type Shape, Shapes } from './shapes.ts'

/** What stands for objects in the key of one call: the values of promises, the digests of blobs, what methods and types have answered; and what must be awaited first. */
export interface Settled {
  readonly values: Map<object, unknown>
  missing: object[]
}

/**
 * One text for one meaning: two lists of values have the same key exactly when a function cannot tell them apart (property order does not count; Map and Set keep theirs). Undefined
 * when something inside must be awaited first; `settled.missing` then says what. Throws a `Refusal` for what cannot be part of a key. `portable`: the key holds in every process; else
 * property names may be replaced by numbers that this process gave them.
 */
export function encode(values: readonly unknown[], settled?: Settled, portable = false): string | undefined {
  const encoder = idle ?? new Encoder()
  idle = undefined
  try {
    return encoder.encode(values, settled, portable)
  } finally {
    idle = encoder
  }
}

/** The property names that a number stands for in keys of this process, in the order of their values. */
export function namesOfShape(id: number): readonly string[] | undefined {
  return shapes.namesOf(id)
}

/** The encoder nobody uses at the moment. A getter may call a cached function while a key is being made; that call gets an encoder of its own. */
let idle: Encoder | undefined

const tag = {
  undefined: letter('u'),
  null: letter('0'),
  true: letter('t'),
  false: letter('f'),
  hole: letter('_'),
  bigint: letter('n'),
  symbol: letter('y'),
  array: letter('a'),
  object: letter('o'),
  nullPrototype: letter('q'),
  reference: letter('b'),
  /** An argument that the body can only hand on, and one that it could call. */
  handed: letter('z'),
  handedFunction: letter('Z'),
} as const
/** `o` and `q` spell their names; `p` and `r` follow them and give the number of a shape. */
const numbered = 1

class Encoder extends KeyBytes {
  #seen: object[] = []
  #seenCount = 0
  #seenAt: Map<object, number> | undefined
  #depth = 0
  /** How deep it is in values that are taken apart, through which nothing is handed on. */
  #apart = 0
  /** Names and values of the objects that are being written, as a stack. */
  #names: string[] = []
  #values: unknown[] = []
  #top = 0
  #settled: Settled | undefined
  #missing = false
  #portable = false

  encode(values: readonly unknown[], settled: Settled | undefined, portable: boolean): string | undefined {
    this.#settled = settled
    this.#portable = portable
    try {
      let end = this.#writeAll(values)
      if (end > longestKey) throw tooLarge(end)
      if (end > this.bytes.length) {
        this.#forget()
        this.bytes = Buffer.allocUnsafeSlow(end * 2)
        end = this.#writeAll(values)
      }
      return this.#missing ? undefined : this.bytes.toString('latin1', 0, end)
    } catch (error) {
      this.#values = []
      throw error
    } finally {
      this.#forget()
      this.#settled = undefined
      if (this.bytes.length > mostKept) this.bytes = Buffer.allocUnsafeSlow(4096)
      if (this.#names.length > mostKept) this.#names = []
    }
  }

  /** Lets go of what was encoded, so that no argument is kept alive. */
  #forget(): void {
    for (let index = 0; index < this.#seenCount; index++) this.#seen[index] = nothing
    this.#seenCount = this.#depth = this.#top = this.#apart = 0
    this.#seenAt = undefined
    this.#missing = false
  }

  #writeAll(values: readonly unknown[]): number {
    if (this.#settled !== undefined) this.#settled.missing = []
    let at = this.length(values.length, 0)
    let index = 0
    try {
      for (; index < values.length; index++) at = this.#write(values[index], at)
    } catch (error) {
      const refusal = refusalOf(error)
      if (refusal instanceof Refusal) refusal.position = index
      throw refusal
    }
    return at
  }

  #write(value: unknown, at: number): number {
    switch (typeof value) {
      case 'string':
        return this.string(value, at)
      case 'number':
        return this.number(value, at)
      case 'boolean':
        return this.byte(value ? tag.true : tag.false, at)
      case 'undefined':
        return this.byte(tag.undefined, at)
      case 'bigint':
        return this.string(String(value), this.byte(tag.bigint, at))
      case 'symbol':
        return this.#symbol(value, at)
      default:
        return value === null ? this.byte(tag.null, at) : this.#identity(value as object, at)
    }
  }

  #symbol(value: symbol, at: number): number {
    const name = Symbol.keyFor(value)
    if (name !== undefined) return this.string(name, this.byte(tag.symbol, at))
    throw new Refusal('kind', nameOf(value), 'Pass a string, or a symbol made by Symbol.for(…).')
  }

  /** Anything that can be met twice: the second time, a reference to the first. */
  #identity(value: object, at: number): number {
    const first = this.#firstMet(value)
    if (first >= 0) return this.length(first, this.byte(tag.reference, at))
    if (++this.#depth > deepest) throw tooDeep()
    const end = this.#contents(value, at)
    this.#depth--
    return end
  }

  #firstMet(value: object): number {
    const seen = this.#seen
    const count = this.#seenCount
    if (count < scanned) {
      for (let index = 0; index < count; index++) if (seen[index] === value) return index
    } else {
      this.#seenAt ??= new Map(seen.slice(0, count).map((object, index) => [object, index]))
      const first = this.#seenAt.get(value)
      if (first !== undefined) return first
      this.#seenAt.set(value, count)
    }
    seen[count] = value
    this.#seenCount = count + 1
    return -1
  }

  #contents(value: object, at: number): number {
    const prototype = prototypeOf(value)
    if (prototype === Array.prototype && Array.isArray(value)) return this.#array(value, at)
    if ((value as Record<symbol, unknown>)[keyMethod] !== undefined) return this.#answered(value, 'keyed', at)
    if (prototype === Object.prototype) return this.#object(value, tag.object, at)
    if (prototype === ofHandle) return this.#handed(value, at)
    return this.#rare(value, at)
  }

  #rare(value: object, at: number): number {
    if (this.#depth === 1 && isOpaque(value)) return this.#handed(value, at)
    if (typeof value === 'function') return this.#function(value, at)
    const kind = kindOf(value)
    switch (kind) {
      case 'object':
        return this.#object(value, tag.object, at)
      case 'null-prototype':
        return this.#object(value, tag.nullPrototype, at)
      case 'array':
        return this.#array(value as unknown[], at)
      case 'promise':
      case 'blob':
      case 'file':
        return this.#awaited(value, kind, at)
      case 'registered':
        return this.#answered(value, kind, at)
      default:
        return this.#parts(keyParts(value, kind), at)
    }
  }

  /** Something opaque; what it is, the body will not see either. */
  #handed(value: object, at: number): number {
    if (this.#apart > 0) throw foreignInput(value)
    if (isThenable(value)) throw lazyInput(value)
    return this.byte(typeof value === 'function' ? tag.handedFunction : tag.handed, at)
  }

  #array(list: readonly unknown[], at: number): number {
    const { length } = list
    if (length > longestKey) throw tooLarge(length)
    at = this.length(length, this.byte(tag.array, at))
    let index = 0
    try {
      for (; index < length; index++) {
        const item = list[index]
        if (typeof item === 'number') at = this.number(item, at)
        else if (typeof item === 'string') at = this.string(item, at)
        else if (item === undefined && !(index in list)) at = this.byte(tag.hole, at)
        else at = this.#write(item, at)
      }
    } catch (error) {
      throw within(error, `[${index}]`)
    }
    return at
  }

  #object(value: object, start: number, at: number): number {
    const base = this.#top
    const count = this.#open(value as Record<string, unknown>, base)
    if (count === 0) return this.length(0, this.byte(start, at))
    const shape = shapes.find(this.#names, base, count)
    if (shape.mayBeElement && isElement(value)) {
      for (let index = base; index < base + count; index++) this.#values[index] = undefined
      return this.#handed(value, at)
    }
    const { order } = shape
    at = this.#shape(shape, start, at)
    this.#top = base + count
    let index = 0
    try {
      for (; index < count; index++) {
        const field = this.#values[base + order[index]!]
        if (typeof field === 'string') at = this.string(field, at)
        else if (typeof field === 'number') at = this.number(field, at)
        else at = this.#write(field, at)
      }
    } catch (error) {
      throw within(error, property(this.#names[base + order[index]!]!))
    }
    for (let index = base; index < base + count; index++) this.#values[index] = undefined
    this.#top = base
    return at
  }

  /** Which names the object has: their number, or their text where that has to hold outside of this process or there is no number. */
  #shape(shape: Shape, start: number, at: number): number {
    if (shape.id >= 0 && !this.#portable) return this.length(shape.id, this.byte(start + numbered, at))
    at = this.length(shape.names.length, this.byte(start, at))
    for (const index of shape.order) at = this.string(shape.names[index]!, at)
    return at
  }

  /** Puts its own enumerable properties on the stack. */
  #open(value: Record<string, unknown>, base: number): number {
    const names = this.#names
    const values = this.#values
    let count = 0
    let reading = ''
    try {
      for (const name in value) {
        reading = name
        names[base + count] = name
        values[base + count] = value[name]
        count++
      }
    } catch (error) {
      throw within(error, reading === '' ? '' : property(reading))
    }
    return count
  }

  #function(value: object, at: number): number {
    const identity = isCached(value) ? identityOf(value) : undefined
    if (identity === undefined) {
      throw new Refusal('kind', nameOf(value), 'Pass what the function needs to know, or a cached function.')
    }
    const { id, version, captures } = identity
    const step = (index: number): string => (index < 2 ? '' : ` (variable ${index - 1} captured by ${id})`)
    return this.#parts({ tag: 'c', values: [id, version, ...captures], step }, at)
  }

  /** By what it says itself. For one call it is asked once, and its answer kept where nobody can change it. */
  #answered(value: object, kind: 'keyed' | 'registered', at: number): number {
    const known = this.#settled?.values
    if (known === undefined) return this.#parts(keyParts(value, kind, answerOf(value, kind)), at)
    if (!known.has(value)) known.set(value, ownCopy(answerOf(value, kind)))
    return this.#parts(keyParts(value, kind, known.get(value)), at)
  }

  /** A promise, a blob or a file: by what it holds. */
  #awaited(value: object, kind: 'promise' | 'blob' | 'file', at: number): number {
    const settled = this.#settled
    if (settled?.values.has(value)) return this.#parts(keyParts(value, kind, settled.values.get(value)), at)
    const held = heldBy(value)
    if (held !== undefined) return this.#parts(keyParts(value, kind, held.value), at)
    settled?.missing.push(value)
    this.#missing = true
    // A method may have made it, and make another one when it is asked again.
    if (kind === 'promise') void Promise.prototype.then.call(value, undefined, ignore)
    return at
  }

  #parts(parts: Parts, at: number): number {
    const { values, step } = parts
    at = this.length(values.length, this.byte(letter(parts.tag), at))
    this.#apart++
    let index = 0
    try {
      for (; index < values.length; index++) {
        const part = values[index]
        at = part instanceof RawBytes ? this.raw(part.bytes, at) : this.#write(part, at)
      }
      this.#apart--
    } catch (error) {
      throw within(error, step(index))
    }
    return at
  }
}

/** In place of the prototype of a handle, which nobody may ask for. */
const ofHandle: object = {}

function prototypeOf(value: object): unknown {
  try {
    return Object.getPrototypeOf(value)
  } catch (error) {
    if (isHandle(value)) return ofHandle
    throw error
  }
}

/** What it captures may not be there yet; then calling it would fail in the same way. */
function identityOf(fn: object): Identity | undefined {
  try {
    return identify(fn)
  } catch (error) {
    throw new AsThrown(undefined, { cause: error })
  }
}

/** Whoever is handed it back would await it. */
function isThenable(value: object): boolean {
  return typeof (value as { readonly then?: unknown }).then === 'function'
}

function ignore(): void {}

/** Up to here, looking through all objects met before is quicker than a map. */
const scanned = 48
/** Room that is kept from one key to the next. */
const mostKept = 0x10000
const nothing: object = {}
const shapes = new Shapes()
