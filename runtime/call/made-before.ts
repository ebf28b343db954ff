import type { Computed } from '../time/freshness.ts'
import type { Definition } from './definition.ts'
import { store } from './fill.ts'
import { keep } from '../value/keep.ts'
import { handToStore } from './outer.ts'

/**
 * Results that were made before this process started, by a build. They stand in memory; where there is a store by the time they are asked for, it is given them and decides, for it may have newer ones and knows what
 * was invalidated since.
 */
export class MadeBefore {
  readonly #definition: Definition
  /** The keys that nobody has asked for yet; those that are on their way to the store, with that. */
  readonly #untouched = new Map<string, Promise<void> | null>()

  constructor(definition: Definition) {
    this.#definition = definition
  }

  put(key: string, value: unknown, made: Omit<Computed, 'marksFrom'>): void {
    const definition = this.#definition
    const { shelf } = definition
    const { runtime } = shelf
    const filled = keep(value, { ...made, marksFrom: made.at, definition, runtime }, { key })
    if (store(runtime, shelf.at([key]), filled, key)) this.#untouched.set(key, null)
  }

  /** To be waited for before a key is looked up; undefined when there is nothing to wait for. */
  settle(key: string): Promise<void> | undefined {
    const begun = this.#untouched.get(key)
    if (begun !== null) return begun
    const definition = this.#definition
    const { shelf } = definition
    const { runtime } = shelf
    const entry = shelf.find([key])
    const link = runtime.outer.of(definition)
    if (link === undefined || !entry?.filled) {
      this.#untouched.delete(key)
      return undefined
    }
    const { value, handing, bytes, at, marksFrom, life, tags } = entry
    const filled = { value, handing, bytes, at, marksFrom, life, tags }
    entry.letGo()
    const handed = handToStore({ definition, runtime, values: [key] }, link, filled).finally(() =>
      this.#untouched.delete(key),
    )
    this.#untouched.set(key, handed)
    return handed
  }
}
