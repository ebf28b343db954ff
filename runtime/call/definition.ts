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
  /** Its id means something in this process alone, and so do its results. */
  readonly local?: boolean | undefined
}

/** One cached function. */
export class Definition {
  /** `src/products.ts#getProducts` */
  readonly id: string
  readonly kind: string
  readonly version: string | undefined
  readonly parameters: readonly string[]
  readonly captures: readonly string[]
  /** Its results stay in this process. */
  readonly isLocal: boolean
  /** A handler whose answers are kept. It is no cached function: it says nothing of its life itself, and may read what a request has where that is known to be the same for all. */
  readonly isHandler: boolean
  /** The shelf it used last, maybe of a runtime that is not in use any more. */
  lastShelf: Shelf

  constructor(id: string, options: DefinitionOptions = {}, isHandler = false) {
    this.id = id
    this.kind = options.kind ?? 'default'
    this.version = options.version
    this.parameters = options.parameters ?? []
    this.captures = options.captures ?? []
    this.isLocal = options.local ?? this.kind === 'private'
    this.isHandler = isHandler
    this.lastShelf = shelfIn(inUse.runtime, this)
  }

  /** The captured variables, without the paths that are read of them: their values come before the arguments. */
  get captureNames(): readonly string[] {
    return [...new Set(this.captures.map((path) => path.split(/[.?[]/)[0]!))]
  }

  /** Its entries in the runtime in use. */
  get shelf(): Shelf {
    const { runtime } = inUse
    if (this.lastShelf.runtime !== runtime) this.lastShelf = shelfIn(runtime, this)
    return this.lastShelf
  }
}

function shelfIn(runtime: Runtime, definition: Definition): Shelf {
  const code = codeOf(definition)
  const known = runtime.shelves.get(code)
  if (known !== undefined) return known
  const shelf = new Shelf(runtime, definition)
  runtime.shelves.set(code, shelf)
  return shelf
}

/** Equal versions of a function are one function that was loaded again, as dev servers do: what the first kept, the next finds. */
function codeOf(definition: Definition): object {
  const { id, kind, version } = definition
  if (version === undefined) return definition
  const name = `${id}\0${kind}\0${version}`
  const known = codes.get(name)
  if (known === undefined) codes.set(name, definition)
  return known ?? definition
}

const codes = new Map<string, Definition>()
