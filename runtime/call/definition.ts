import { inUse, type Runtime } from '../instance.ts'
import { Shelf } from './shelf.ts'

/** What the compiler says about a cached function. */
export interface DefinitionOptions {
  /** `'use cache: remote'` → `remote`. */
  readonly kind?: string | undefined
  /** Part of the key: another version, another cache. */
  readonly version?: string | undefined
  /** The names of the declared parameters, for messages. */
  readonly parameters?: readonly string[] | undefined
  /** The captured paths (`req.url`), for messages. */
  readonly captures?: readonly string[] | undefined
}

/** One cached function. */
export class Definition {
  /** `src/products.ts#getProducts` */
  readonly id: string
  readonly kind: string
  readonly version: string | undefined
  readonly parameters: readonly string[]
  readonly captures: readonly string[]
  #shelf: Shelf | undefined = undefined

  constructor(id: string, options: DefinitionOptions = {}) {
    this.id = id
    this.kind = options.kind ?? 'default'
    this.version = options.version
    this.parameters = options.parameters ?? []
    this.captures = options.captures ?? []
  }

  /** Its entries in the runtime in use. */
  get shelf(): Shelf {
    const shelf = this.#shelf
    return shelf !== undefined && shelf.runtime === inUse.runtime ? shelf : (this.#shelf = this.#shelfIn(inUse.runtime))
  }

  #shelfIn(runtime: Runtime): Shelf {
    const known = runtime.shelves.get(this)
    if (known !== undefined) return known
    const shelf = new Shelf(runtime, this.id)
    runtime.shelves.set(this, shelf)
    return shelf
  }
}
