/** The property names of an object in the order they were met, and how to bring them into the one order that keys use. */
export interface Shape {
  readonly names: readonly string[]
  /** `order[i]`: which of `names` comes i-th in the canonical order. */
  readonly order: readonly number[]
  /** Stands for the set of names in keys of this process; -1 when it has no number and must be written out. */
  readonly id: number
  /** JSX may have made it. */
  readonly mayBeElement: boolean
}

/**
 * Remembers how to order the names of objects that were met before, so that a key neither sorts nor spells them. Numbers are never given twice and never taken back: a set of names
 * has one for ever, or (when there are too many, names may come from outside) never one.
 */
export class Shapes {
  readonly #byFirstName = new Map<string, Shape[]>()
  readonly #ids = new Map<string, number>()
  #count = 0
  #last: Shape = { names: [], order: [], id: -1, mayBeElement: false }

  /** The shape that has exactly these names: `count` of `names`, at least one, from `start` on. */
  find(names: readonly string[], start: number, count: number): Shape {
    if (matches(this.#last, names, start, count)) return this.#last
    const sameStart = this.#byFirstName.get(names[start]!)
    if (sameStart !== undefined) {
      for (let index = 0; index < sameStart.length; index++) {
        if (matches(sameStart[index]!, names, start, count)) return (this.#last = sameStart[index]!)
      }
    }
    return this.#add(names.slice(start, start + count), sameStart ?? [])
  }

  /** The names of a shape by its number, in the canonical order. */
  namesOf(id: number): readonly string[] | undefined {
    const text = this.#ids.keys().drop(id).next().value
    return text === undefined ? undefined : (JSON.parse(text) as string[])
  }

  #add(names: readonly string[], sameStart: Shape[]): Shape {
    const order = names.map((_, index) => index).sort((one, other) => (names[one]! < names[other]! ? -1 : 1))
    const mayBeElement = names.includes('$$typeof')
    const shape = {
      names,
      order,
      id: names.length > mostNames ? -1 : this.#id(order.map((index) => names[index]!)),
      mayBeElement,
    }
    if (names.length > mostNames || this.#count >= mostOrders || sameStart.length >= mostWithOneStart) return shape
    this.#count++
    sameStart.push(shape)
    this.#byFirstName.set(names[0]!, sameStart)
    return shape
  }

  #id(sorted: readonly string[]): number {
    const text = JSON.stringify(sorted)
    const known = this.#ids.get(text)
    if (known !== undefined) return known
    if (this.#ids.size >= mostShapes || text.length > longestNames) return -1
    this.#ids.set(text, this.#ids.size)
    return this.#ids.size - 1
  }
}

const mostNames = 64
const mostWithOneStart = 16
const mostShapes = 2000
const mostOrders = 4000
const longestNames = 2000

function matches(shape: Shape, names: readonly string[], start: number, count: number): boolean {
  if (shape.names.length !== count) return false
  for (let index = 0; index < count; index++) if (shape.names[index] !== names[start + index]) return false
  return true
}
