import type { Runtime } from '../instance.ts'
import type { Definition } from './definition.ts'
import { encode } from '../key/encode.ts'
import { Entry } from './entry.ts'

/** A primitive as a key of a Map: like itself, but `-0` is not `0`. */
export type Token = unknown

/** Where entries stand; knows how to take one away. */
export interface Home {
  readonly shelf: Shelf
  drop(entry: Entry): void
}

/**
 * The entries of one function, found by the values it was called with. No values, one primitive and two primitives need no key to be made; everything else is found by its encoding. Which way a
 * list of values goes depends on the values alone, so each has one place.
 */
export class Shelf {
  readonly runtime: Runtime
  readonly definition: Definition
  /** Who is answered with what stands here. `nobody`: it holds runs that are on their way, and nothing is kept. */
  readonly audience: 'everybody' | 'request' | 'nobody'
  readonly #sole: Sole = new Sole(this)
  readonly #singles: Singles = new Singles(this)
  readonly #pairs: Pairs = new Pairs(this)
  readonly #encoded: Singles = new Singles(this)

  constructor(runtime: Runtime, definition: Definition, audience: Shelf['audience'] = 'everybody') {
    this.runtime = runtime
    this.definition = definition
    this.audience = audience
  }

  /** Undefined: there is none. Null: something in the values must be awaited before that can be said. */
  find(values: readonly unknown[]): Entry | undefined | null {
    const { length } = values
    if (length === 0) return this.#sole.entry
    if (length <= 2) {
      const first = token(values[0])
      const second = length === 2 ? token(values[1]) : undefined
      if (first !== none && second !== none)
        return length === 1 ? this.#singles.get(first) : this.#pairs.get(first, second)
    }
    const key = encode(values)
    return key === undefined ? null : this.#encoded.get(key)
  }

  /** The entry for values that are known to be keyable, made when there is none; `key` when it was made already. */
  at(values: readonly unknown[], key?: string): Entry {
    if (values.length === 0) return this.#sole.entry ?? this.#sole.put(new Entry(this.#sole, undefined, undefined))
    if (values.length > 2 || !values.every(isPrimitive)) return this.#in(this.#encoded, key ?? encode(values))
    const [first, second] = values.map(token)
    if (values.length === 1) return this.#in(this.#singles, first)
    return this.#pairs.get(first, second) ?? this.#pairs.put(new Entry(this.#pairs, first, second))
  }

  /** The entry for values whose key is known; never makes one. */
  peek(values: readonly unknown[], key: string): Entry | undefined {
    return this.find(values) ?? this.#encoded.get(key)
  }

  /** All places, in no order that means anything. */
  *[Symbol.iterator](): Generator<Entry> {
    if (this.#sole.entry !== undefined) yield this.#sole.entry
    for (const home of [this.#singles, this.#pairs, this.#encoded]) yield* home.entries()
  }

  /** How many places it has: entries, and runs that will become one. A place left behind by mistake counts too. */
  get size(): number {
    return (this.#sole.entry === undefined ? 0 : 1) + this.#singles.size + this.#pairs.size + this.#encoded.size
  }

  /** The key of an entry's values, also where it is found without one. */
  keyOf({ home, key, second }: Entry): string {
    if (home === this.#encoded) return key as string
    const tokens = home === this.#sole ? [] : home === this.#singles ? [key] : [key, second]
    return encode(tokens.map((token) => (token === negativeZero ? -0 : token)))!
  }

  #in(home: Singles, key: Token): Entry {
    return home.get(key) ?? home.put(new Entry(home, key, undefined))
  }
}

export function isPrimitive(value: unknown): boolean {
  return token(value) !== none
}

const negativeZero = Symbol('-0')
const none = Symbol('no primitive')

function token(value: unknown): Token {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return value === 0 && 1 / value < 0 ? negativeZero : value
  return (typeof value === 'object' && value !== null) || typeof value === 'function' ? none : value
}

class Sole implements Home {
  readonly shelf: Shelf
  entry: Entry | undefined

  constructor(shelf: Shelf) {
    this.shelf = shelf
  }

  put(entry: Entry): Entry {
    return (this.entry = entry)
  }

  drop(entry: Entry): void {
    if (this.entry === entry) this.entry = undefined
  }
}

class Singles implements Home {
  readonly shelf: Shelf
  readonly #entries = new Map<Token, Entry>()

  constructor(shelf: Shelf) {
    this.shelf = shelf
  }

  get size(): number {
    return this.#entries.size
  }

  entries(): Iterable<Entry> {
    return this.#entries.values()
  }

  get(key: Token): Entry | undefined {
    return this.#entries.get(key)
  }

  put(entry: Entry): Entry {
    this.#entries.set(entry.key, entry)
    return entry
  }

  drop(entry: Entry): void {
    if (this.#entries.get(entry.key) === entry) this.#entries.delete(entry.key)
  }
}

/** By the second value, then by the first. A second value with one entry has no map for it, which would weigh as much as the entry does. */
class Pairs implements Home {
  readonly shelf: Shelf
  readonly #rows = new Map<Token, Map<Token, Entry>>()
  readonly #alone = new Map<Token, Entry>()

  constructor(shelf: Shelf) {
    this.shelf = shelf
  }

  get size(): number {
    let { size } = this.#alone
    for (const row of this.#rows.values()) size += Math.max(row.size, 1)
    return size
  }

  *entries(): Iterable<Entry> {
    yield* this.#alone.values()
    for (const row of this.#rows.values()) yield* row.values()
  }

  get(first: Token, second: Token): Entry | undefined {
    const row = this.#rows.get(second)
    return row === undefined ? this.#loner(first, second) : row.get(first)
  }

  put(entry: Entry): Entry {
    const { key, second } = entry
    const row = this.#rows.get(second)
    const loner = this.#alone.get(second)
    if (row !== undefined) row.set(key, entry)
    else if (loner === undefined) this.#alone.set(second, entry)
    else {
      this.#alone.delete(second)
      this.#rows.set(second, new Map([loner, entry].map((each) => [each.key, each])))
    }
    return entry
  }

  drop(entry: Entry): void {
    const { key, second } = entry
    const row = this.#rows.get(second)
    if (row?.get(key) === entry) row.delete(key)
    if (row?.size === 0) this.#rows.delete(second)
    if (this.#alone.get(second) === entry) this.#alone.delete(second)
  }

  #loner(first: Token, second: Token): Entry | undefined {
    const loner = this.#alone.get(second)
    return loner !== undefined && Object.is(loner.key, first) ? loner : undefined
  }
}
