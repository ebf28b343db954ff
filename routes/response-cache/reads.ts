import type { Guard } from '../../runtime/handler.ts'
import type { Route } from '../manifest.ts'
import { placeOfCall } from '../place.ts'
import type { Keeping } from './segment-config.ts'

/** What a handler read that is not the same for all. */
export class Reads {
  readonly #keeping: Keeping
  readonly #route: Route
  readonly #root: string | undefined
  /** The first of the readings, as an error; what it was, and where. */
  first: Error | null = null
  what: string | null = null
  at: string | undefined

  constructor(keeping: Keeping, route: Route, root?: string) {
    this.#root = root
    this.#keeping = keeping
    this.#route = route
  }

  readonly guard: Guard = (what, fn) => {
    if (this.first === null) {
      this.what = what
      this.at = placeOfCall(fn, this.#root)
      this.first = new Error(this.#words(what, this.at))
    }
    throw this.first
  }

  /** Throws when something was read: that the handler has caught the error changes nothing. */
  check(): void {
    if (this.first !== null) throw this.first
  }

  /** The handler has to be asked for each request. */
  get makeDynamic(): boolean {
    return this.first !== null && this.#keeping !== 'error'
  }

  #words(what: string, place: string | undefined): string {
    const at = place === undefined ? '' : `, at ${place}`
    return this.#keeping === 'error'
      ? `GET of ${this.#route.file} exports \`dynamic = 'error'\` and reads ${what}${at}. ` +
          `Its answer is for everybody. Leave the reading out, or the export.`
      : `GET of ${this.#route.file} reads ${what}${at}, which is not there before a request comes. If you catch this error, throw it again: unstable_rethrow(error).`
  }
}
