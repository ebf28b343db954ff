import type { Resident } from '../memory.ts'
import { tell } from '../observe/tell.ts'
import { noTick, tickOf } from '../time/clock.ts'
import { elapsed } from '../time/elapsed.ts'
import type { Computed } from '../time/freshness.ts'
import { type Life, never } from '../time/profiles.ts'
import type { Handing } from '../value/copy.ts'
import type { Flight } from './in-flight.ts'
import type { Recorder } from '../value/recorder.ts'
import type { Home, Token } from './shelf.ts'

/** What is still to come of a result. */
export interface Rest {
  readonly recorder: Recorder
  /** The result when all of it has come. */
  readonly whole: () => Filled
}

/** A result, with all that is known of it. */
export interface Filled extends Computed {
  readonly value: unknown
  readonly handing: Handing
  readonly bytes: number
  readonly rest?: Rest
  /** Handed on as the body returned it. */
  readonly isUncacheable?: true
  /** The name of the store that had it, and when that was asked; undefined when it was made here. */
  readonly from?: string
  readonly askedAt?: number
}

const noLife: Life = { stale: 0, revalidate: 0, expire: 0 }
export const noTags: readonly string[] = []

/** The place of one key on a shelf: holds its result, or the run that will bring it, or both. */
export class Entry implements Resident, Computed {
  // What a hit looks at comes first, so that it lies together.
  /** The version of the runtime at which it was found fresh; 0 when it was not looked at yet, -1 when it holds no result. */
  checked = -1
  /**
   * Before this tick it is fresh, and nobody needs to look closer; with an early refresh, its time is then. `noTick` where looking a moment too late would matter: where it expires soon after it gets stale.
   */
  freshTick: number = noTick
  used = false
  handing: Handing = 'shared'
  value: unknown = undefined
  readonly home: Home
  readonly key: Token
  readonly second: Token
  at = 0
  /** When a store handed it over; 0 when it was made here. Not a time in most entries: a field with times in it takes sixteen bytes more. */
  #handedOver = 0
  /** In this tick its moment to be refreshed has come. */
  dueTick: number = noTick
  life: Life = noLife
  tags: readonly string[] = noTags
  bytes = 0
  newer: Entry | undefined = undefined
  older: Entry | undefined = undefined

  constructor(home: Home, key: Token, second: Token) {
    this.home = home
    this.key = key
    this.second = second
  }

  /** The run that will bring its result. Few run at a time, and a field for them would weigh in each entry. */
  get flight(): Flight | undefined {
    return this.home.shelf.runtime.flights.get(this)
  }

  set flight(flight: Flight | undefined) {
    const { flights } = this.home.shelf.runtime
    if (flight === undefined) flights.delete(this)
    else flights.set(this, flight)
  }

  get marksFrom(): number {
    return this.#handedOver === 0 ? this.at : this.#handedOver
  }

  get filled(): boolean {
    return this.checked >= 0
  }

  /** Takes a result, which counts as fresh until the clock or a tag says otherwise. */
  fill(filled: Filled): void {
    this.value = filled.value
    this.handing = filled.handing
    this.at = filled.at
    this.#handedOver = filled.marksFrom === filled.at ? 0 : filled.marksFrom
    this.life = filled.life
    this.tags = filled.tags
    const { revalidate } = filled.life
    const { earlyRefresh, random } = this.home.shelf.runtime
    const early = earlyRefresh === 0 ? 0 : earlyRefresh * random()
    this.dueTick = tickOf(filled.at + revalidate * (1 - early) * 1000)
    this.trustUntil(Infinity)
    this.checked = 0
  }

  /** From this moment on it has to be looked at closer: for what its store says, or for news of its tags; 0: at each call. */
  trustUntil(moment: number): void {
    const { revalidate, expire } = this.life
    const mayBeLate = expire - revalidate > 10 || expire >= never
    this.freshTick = mayBeLate && moment > 0 ? Math.min(this.dueTick, tickOf(moment)) : noTick
  }

  /** Lets the result go; without a run on its way the place goes as well. */
  letGo(): void {
    this.home.shelf.runtime.memory.remove(this)
    this.value = undefined
    this.tags = noTags
    this.checked = -1
    if (this.flight === undefined) this.home.drop(this)
  }

  evicted(bytes: number): void {
    const { shelf } = this.home
    const { runtime, definition } = shelf
    const key = shelf.keyOf(this)
    const now = runtime.time.now()
    runtime.past.note(definition, key, { what: 'evicted', at: now })
    if (runtime.events.hears('evict')) {
      const age = elapsed(this.at, now)
      const captured = definition.captureNames.length
      tell('evict', { runtime, definition, captured, key }, { age, bytes, store: 'memory' })
    }
    this.letGo()
  }
}
