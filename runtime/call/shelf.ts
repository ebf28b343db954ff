import type { Runtime } from '../instance.ts'
import { encode } from './encode.ts'
import { Entry } from './entry.ts'

/** A primitive as a key of a Map: like itself, but `-0` is not `0`. */
export type Token = unknown

/** Where entries stand; knows how to take one away. */
export interface Home {
  drop(entry: Entry): void
}

/**
 * The entries of one function, found by the values it was called with. No values, one primitive and two primitives need no key to be made; everything else is found by its encoding. Which way a
 * list of values goes depends on the values alone, so each has one place.
 */
export class Shelf {
  readonly runtime: Runtime
  /** The id of the function. */
  readonly id: string
  readonly #sole = new Sole()
  readonly #singles = new Singles()
  readonly #pairs = new Pairs()
  readonly #encoded = new Singles()

  constructor(runtime: Runtime, id: string) {
    this.runtime = runtime
    this.id = id
  }

  /** Undefined: there is none. Null: something in the values must be awaited before that can be said. */
  find(values: readonly unknown[]): Entry | undefined | null {
    if (values.length === 0) return this.#sole.entry
    const first = values[0]
    if (isPrimitive(first)) {
      if (values.length === 1) return this.#singles.get(token(first))
      const second = values[1]
      if (values.length === 2 && isPrimitive(second)) return this.#pairs.get(token(first), token(second))
    }
    const key = encode(values)
    return key === undefined ? null : this.#encoded.get(key)
  }

  /** The entry for values that are known to be keyable, made when there is none; `key` when it was made already. */
  at(values: readonly unknown[], key?: string): Entry {
    if (values.length === 0)
      return this.#sole.entry ?? this.#sole.put(new Entry(this, this.#sole, undefined, undefined))
    if (values.length > 2 || !values.every(isPrimitive)) return this.#in(this.#encoded, key ?? encode(values))
    const [first, second] = values.map(token)
    if (values.length === 1) return this.#in(this.#singles, first)
    return this.#pairs.get(first, second) ?? this.#pairs.put(new Entry(this, this.#pairs, first, second))
  }

  /** How many places it has: entries, and runs that will become one. */
  get size(): number {
    return (this.#sole.entry === undefined ? 0 : 1) + this.#singles.size + this.#pairs.size + this.#encoded.size
  }

  #in(home: Singles, key: Token): Entry {
    return home.get(key) ?? home.put(new Entry(this, home, key, undefined))
  }
}

export function isPrimitive(value: unknown): boolean {
  return typeof value === 'object' ? value === null : typeof value !== 'function'
}

const negativeZero = Symbol('-0')

function token(value: unknown): Token {
  return value === 0 && 1 / value < 0 ? negativeZero : value
}

class Sole implements Home {
  entry: Entry | undefined

  put(entry: Entry): Entry {
    return (this.entry = entry)
  }

  drop(entry: Entry): void {
    if (this.entry === entry) this.entry = undefined
  }
}

class Singles implements Home {
  readonly #entries = new Map<Token, Entry>()

  get size(): number {
    return this.#entries.size
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

/** By the second value, then by the first. Where a second value has one entry, that entry stands there itself: a map for each would weigh as much as the entries. */
class Pairs implements Home {
  readonly #bySecond = new Map<Token, Entry | Map<Token, Entry>>()

  get size(): number {
    let size = 0
    for (const found of this.#bySecond.values()) size += found instanceof Entry ? 1 : found.size
    return size
  }

  get(first: Token, second: Token): Entry | undefined {
    const found = this.#bySecond.get(second)
    if (found === undefined) return undefined
    if (!(found instanceof Entry)) return found.get(first)
    return Object.is(found.key, first) ? found : undefined
  }

  put(entry: Entry): Entry {
    const found = this.#bySecond.get(entry.second)
    if (found === undefined) this.#bySecond.set(entry.second, entry)
    else if (!(found instanceof Entry)) found.set(entry.key, entry)
    else this.#bySecond.set(entry.second, new Map([found, entry].map((each) => [each.key, each])))
    return entry
  }

  drop(entry: Entry): void {
    const found = this.#bySecond.get(entry.second)
    if (found instanceof Map) {
      if (found.get(entry.key) === entry) found.delete(entry.key)
      if (found.size === 0) this.#bySecond.delete(entry.second)
    } else if (found === entry) this.#bySecond.delete(entry.second)
  }
}
