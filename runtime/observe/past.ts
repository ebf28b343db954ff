import type { Definition } from '../call/definition.ts'
import { hashOf } from '../hash.ts'

/** Why there is no result for a key although its body has run. `at`: milliseconds. */
export type Note =
  | { readonly what: 'evicted'; readonly at: number }
  | { readonly what: 'not-kept'; readonly at: number; readonly why: string }
  | { readonly what: 'failed'; readonly at: number; readonly error: string }

/** What `explain` knows of results that are gone: the last thousand. Keys are remembered as hashes, so that what was given away to make room is not kept here. */
export class Past {
  readonly #notes = new Map<number, Note>()
  readonly #definitions = new Map<string, { readonly version: string | undefined; readonly by: WeakRef<Definition> }>()

  note(definition: Definition, key: string, note: Note): void {
    const hash = hashOfCall(definition, key)
    this.#notes.delete(hash)
    this.#notes.set(hash, note)
    if (this.#notes.size > mostNotes) this.#notes.delete(this.#notes.keys().next().value!)
  }

  noteOf(definition: Definition, key: string): Note | undefined {
    return this.#notes.get(hashOfCall(definition, key))
  }

  /** A result was kept for this definition. */
  kept(definition: Definition): void {
    const last = this.#definitions.get(definition.id)
    if (last?.by.deref() === definition) return
    this.#definitions.set(definition.id, { version: definition.version, by: new WeakRef(definition) })
    if (this.#definitions.size > mostDefinitions) this.#definitions.delete(this.#definitions.keys().next().value!)
  }

  /** Another definition of the same id for which results were kept: the function before its code changed, or its module was loaded again. */
  predecessorOf(definition: Definition): { readonly version: string | undefined } | undefined {
    const last = this.#definitions.get(definition.id)
    return last === undefined || last.by.deref() === definition ? undefined : last
  }
}

/** The error itself may hold anything, for as long as it is kept. */
export function inShort(error: unknown): string {
  try {
    return String(error).slice(0, 300)
  } catch {
    return 'an error without text'
  }
}

const mostNotes = 1000
const mostDefinitions = 10_000

/** 53 bits of what a definition and a key say; of a long key, its length and its ends. */
export function hashOfCall({ id, version = '' }: Definition, key: string): number {
  const ends = key.length > 2048 ? `${key.length} ${key.slice(0, 1024)}${key.slice(-1024)}` : key
  return hashOf([id, version, ends], 0xdeadbeef)
}
