import { inNextTurn } from './turn.ts'

/** Where the runtime reads the time: milliseconds since 1970. */
export interface Clock {
  now(): number
}

/** The time as a runtime uses it. */
export interface Timeline {
  now(): number
  /** Now, but later than every stamp before it, so that what happened within one millisecond still has an order. */
  stamp(): number
  /**
   * The tick it is, or was a moment ago. Reading the system's clock costs as much as everything else in a hit, so a burst of hits within one millisecond and one task shares readings: never
   * across tasks, never for more than 32 calls. Where a moment decides, use `now`.
   */
  recentTick(): number
}

/**
 * The tick in which a moment lies: tenths of a second since this process started. Small enough for the engine to hold it without a box, for six years; later moments, which this cuts off, have to be
 * looked at exactly.
 */
export function tickOf(moment: number): number {
  return Math.max(-farthest, Math.min(Math.floor((moment - start) / 100), farthest))
}

/** A timeline over a clock; without one, the system's (read anew at each use, so that a test's fake `Date` is seen). */
export function timeline(clock?: Clock): Timeline {
  return clock === undefined ? new SystemTime() : new ClockTime(clock)
}

/** Before every tick. */
export const noTick = -0x8000_0000

const farthest = 0x7fff_ffff
const start = Date.now()
/** Milliseconds; as fine as a double can count them in this century. */
const smallestStep = 0.001
/** A fake one may jump at any moment, so its readings are not shared. */
const genuineNow = Date.now

class ClockTime implements Timeline {
  readonly #clock: Clock
  #last = -Infinity

  constructor(clock: Clock) {
    this.#clock = clock
  }

  now(): number {
    return this.#clock.now()
  }

  stamp(): number {
    return (this.#last = Math.max(this.now(), this.#last + smallestStep))
  }

  recentTick(): number {
    return tickOf(this.#clock.now())
  }
}

class SystemTime implements Timeline {
  #last = -Infinity
  #reading = 0
  #tick = 0
  /** How many readings in a row were the same. */
  #streak = 0
  /** How many calls may still share the reading. */
  #uses = 0
  #waiting = false

  now(): number {
    return Date.now()
  }

  stamp(): number {
    return (this.#last = Math.max(Date.now(), this.#last + smallestStep))
  }

  recentTick(): number {
    if (this.#uses === 0) this.#read()
    else this.#uses--
    return this.#tick
  }

  #read(): void {
    const now = Date.now()
    if (now !== this.#reading) {
      this.#reading = now
      this.#tick = tickOf(now)
      this.#streak = 0
    } else if (++this.#streak >= 8 && Date.now === genuineNow) {
      this.#uses = 32
      this.#resetInNextTask()
    }
  }

  #resetInNextTask(): void {
    if (this.#waiting) return
    this.#waiting = true
    inNextTurn(() => {
      this.#uses = this.#streak = 0
      this.#waiting = false
    })
  }
}
