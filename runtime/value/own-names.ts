import { hashOf } from '../hash.ts'
import { weightOfText } from './weight.ts'

/**
 * What the names of properties hold in memory. V8 keeps the names of an object once for all that have the same ones in the same order, so rows of a table hold none of their own; but a dictionary by ids holds more for
 * its names than for what stands under them.
 */
export class OwnNames {
  readonly #owner: () => number
  readonly #memory: { readonly entries: number }
  /** What was met in this result. */
  readonly #met = new Set<number>()
  /** The names of the object that was met last at each depth: mostly the next row has the same. */
  readonly #last: (readonly string[])[] = []

  /** `owner`: stands for the call whose result it is; made anew, it is still the same. `memory`: where it will be kept. */
  constructor(owner: () => number, memory: { readonly entries: number }) {
    this.#owner = owner
    this.#memory = memory
  }

  /** What an object that is `depth` deep in the result holds for its names, beside the place of each value. */
  weightOf(names: readonly string[], depth: number): number {
    const indexes = countIndexes(names)
    const sparse = isSparse(names, indexes) ? indexes * ofIndex : 0
    const last = this.#last[depth]
    if (indexes === names.length || (last !== undefined && areSame(last, names))) return sparse
    this.#last[depth] = names
    const hash = hashOf(names, names.length)
    if (this.#met.has(hash)) return sparse
    this.#met.add(hash)
    if (!isOfOne(hash, this.#owner)) return sparse
    return sparse + weightOfOwn(names.slice(indexes), wereMany && this.#memory.entries > mostClasses)
  }
}

/** V8 makes a hidden class for each name; once there are many such objects, a table for each further one. */
function weightOfOwn(names: readonly string[], hasTable: boolean): number {
  const [once, each] = hasTable ? [100, 50] : [50, 110]
  return names.reduce((weight, name) => weight + each + weightOfText(name), once)
}

/** How many objects with names of their own get hidden classes. */
const mostClasses = 1536
let wereMany = false

/** What stands in a table for an index that is no text and has no place in a list. */
const ofIndex = 54

/** Names such as '17' come first, in the order of their numbers. */
function countIndexes(names: readonly string[]): number {
  let count = 0
  while (count < names.length && isIndex(names[count]!)) count++
  return count
}

function isIndex(name: string): boolean {
  const first = name.charCodeAt(0)
  return first >= 0x30 && first <= 0x39 && String(Number(name) >>> 0) === name
}

/** With large gaps between them, V8 makes no list of them. */
function isSparse(names: readonly string[], indexes: number): boolean {
  return indexes > 0 && Number(names[indexes - 1]) > 1024 + 3 * indexes
}

function areSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((name, index) => name === others[index])
}

/** Whether results of other calls have no object with these names, as far as is known. */
function isOfOne(hash: number, owner: () => number): boolean {
  const known = owners.get(hash)
  if (known === everybody) return false
  const own = owner()
  if (known === undefined && owners.size >= mostOwners) owners.clear()
  wereMany ||= owners.size > mostClasses
  owners.set(hash, known === undefined || known === own ? own : everybody)
  return known === undefined || known === own
}

/** By hashes of names, in whose result they are. Forgotten now and then, for the names may come from outside: then whoever comes first weighs a little more. */
const owners = new Map<number, number>()
const mostOwners = 10_000
const everybody = -1
