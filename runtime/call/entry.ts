import type { Resident } from '../store.ts'
import type { Computed } from '../time/freshness.ts'
import type { Life } from '../time/profiles.ts'
import type { Handing } from './copy.ts'
import type { Flight } from './in-flight.ts'
import type { Home, Shelf, Token } from './shelf.ts'

/** A result, with all that is known of it. */
export interface Filled extends Computed {
  readonly value: unknown
  readonly handing: Handing
  readonly bytes: number
}

const noLife: Life = { stale: 0, revalidate: 0, expire: 0 }
export const noTags: readonly string[] = []

/** The place of one key on a shelf: holds its result, or the run that will bring it, or both. */
export class Entry implements Resident, Computed {
  readonly shelf: Shelf
  readonly home: Home
  readonly key: Token
  readonly second: Token
  value: unknown = undefined
  handing: Handing = 'shared'
  at = 0
  life: Life = noLife
  tags: readonly string[] = noTags
  /** The version of the tag marks at which it was fresh; -1 when it holds no result. */
  checked = -1
  bytes = 0
  newer: Entry | undefined = undefined
  older: Entry | undefined = undefined
  flight: Flight | undefined = undefined

  constructor(shelf: Shelf, home: Home, key: Token, second: Token) {
    this.shelf = shelf
    this.home = home
    this.key = key
    this.second = second
  }

  get filled(): boolean {
    return this.checked >= 0
  }

  /** Takes a result, which counts as fresh until the clock or a tag says otherwise. */
  fill(filled: Filled): void {
    this.value = filled.value
    this.handing = filled.handing
    this.at = filled.at
    this.life = filled.life
    this.tags = filled.tags
    this.checked = 0
  }

  /** Lets the result go; without a run on its way the place goes as well. */
  empty(): void {
    this.value = undefined
    this.tags = noTags
    this.checked = -1
    if (this.flight === undefined) this.home.drop(this)
  }

  evicted(): void {
    this.shelf.runtime.events.emit('evict', { function: this.shelf.id, bytes: this.bytes })
    this.empty()
  }
}
