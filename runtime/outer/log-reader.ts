import { longestTimer } from '../longest-timer.ts'
import type { Awaitable, InvalidationLog, Store } from '../store.ts'
import { pathPrefix } from '../time/marks.ts'
import { within } from './budget.ts'
import type { Health } from './health.ts'
import type { Host } from './host.ts'
import { type News, Replica } from './replica.ts'

/** Milliseconds, by the host's clock, which may be set, and by one that only goes on. */
interface Moment {
  readonly told: number
  readonly steady: number
}

/** The log is asked for. */
interface Reading {
  readonly begin: Moment
  /** Never rejects; false when it failed. */
  done: Promise<boolean>
}

/** While a store does not answer, memory is trusted for this many milliseconds after a result was made. */
const trustInNeed = 1000
/** The age that a store tells may be wrong by so many milliseconds. */
export const ageError = 1000

/** The log of a store, as one process reads it: so often that memory may be trusted meanwhile. */
export class LogReader {
  readonly replica: Replica = new Replica()
  /** When the log was asked for that was last read to its end. */
  #synced: Moment = { told: -Infinity, steady: -Infinity }
  #reading: Reading | undefined
  /** There may be results of a time when the log could not be read: nobody knows what others had invalidated. */
  #isBlind: boolean
  #doubt: { readonly at: number; readonly timer: NodeJS.Timeout } | undefined
  readonly #store: Store
  readonly #host: Host
  readonly #health: Health
  readonly #by: string
  readonly #budget: number
  readonly #unsubscribe: (() => void) | undefined

  /** `by`: how what this process writes begins to name who did. `budget`: how long a call waits, in milliseconds. */
  constructor(store: Store, host: Host, health: Health, by: string, budget: number) {
    this.#store = store
    this.#host = host
    this.#health = health
    this.#by = by
    this.#budget = budget
    this.#isBlind = host.hasRun()
    this.#unsubscribe = store.subscribe?.(() => void this.#read(performance.now()))
  }

  /** When the log was asked for that was last read to its end, as `performance.now()` tells it. */
  get askedAt(): number {
    return this.#synced.steady
  }

  /** Opens the store, so that the first call does not have to wait for it. */
  open(): void {
    void this.#read(-Infinity)
  }

  /** Until when, in the host's time, a result whose body started at `since` may be used without asking; 0 for not at all. */
  trustedUntil(since: number): number {
    const left = this.#trust(since)
    if (left <= 0) return 0
    this.#doubtIn(left)
    return this.#host.now() + left
  }

  /** Whether memory may answer with a result whose body started at `since`. Reads the log when that was not done lately, and ahead of time, so that few calls have to wait for it. */
  vouch(since: number): Awaitable<boolean> {
    const { asksAlways, trust } = this.#store
    if (asksAlways === true) return false
    const left = trust === 0 ? 0 : this.#trust(since)
    if (left > 0) {
      if (left < trust / 2) void this.#read(-Infinity)
      return true
    }
    const known = this.sync()
    if (known === true) return true
    if (known === false) return this.#trust(since) > 0
    return known.then((known) => known || this.#trust(since) > 0)
  }

  /** The same for a result that memory alone keeps: it does not need the store, so nobody waits for one that does not answer at once. */
  lookForNews(since: number): void {
    const { asksAlways, trust } = this.#store
    if (asksAlways === true || this.#reading !== undefined) return
    if (trust === 0 || this.#trust(since) < trust / 2) void this.sync()
  }

  /** Reads what is new in the log. False when that failed, or takes longer than a call waits. Answers at once where the store does. */
  sync(): Awaitable<boolean> {
    const known = this.#read(performance.now() - this.#store.trust)
    return typeof known === 'boolean' ? known : this.#inTime(known)
  }

  /** Of what is asked for already, what was asked for from `from` on is new enough. */
  #read(from: number): Awaitable<boolean> {
    const reading = this.#reading
    if (reading !== undefined)
      return reading.begin.steady >= from ? reading.done : reading.done.then(() => this.#read(from))
    if (this.#health.isLeftAlone()) {
      this.#isBlind = true
      return false
    }
    const begin = { told: this.#host.now(), steady: performance.now() }
    try {
      const log = this.#store.invalidations(this.replica.order)
      if (log instanceof Promise) return this.#readLater(log, begin)
      return this.#learn(log, begin) || this.#read(from)
    } catch (error) {
      return this.#unread(error)
    }
  }

  #readLater(log: Promise<InvalidationLog>, begin: Moment): Promise<boolean> {
    const reading: Reading = { begin, done: undefined as never }
    const isCurrent = (): boolean => this.#reading === reading
    const read = async (): Promise<boolean> => {
      const first = await log
      if (!isCurrent()) return false
      if (this.#learn(first, begin)) return true
      const again = await this.#store.invalidations(this.replica.order)
      return isCurrent() && this.#learn(again, begin)
    }
    this.#reading = reading
    reading.done = read()
      .catch((error: unknown) => isCurrent() && this.#unread(error))
      .finally(() => {
        if (isCurrent()) this.#reading = undefined
      })
    return reading.done
  }

  /** For somebody who waits no longer than a call may. What takes longer is given up, so that the next one asks anew. */
  async #inTime(known: Promise<boolean>): Promise<boolean> {
    const reading = this.#reading
    try {
      return await within(this.#budget, known, `${this.#store.name}: reading invalidations`)
    } catch (error) {
      if (this.#reading !== reading) return false
      this.#reading = undefined
      return this.#unread(error)
    }
  }

  #unread(error: unknown): false {
    this.#isBlind = true
    this.#health.failed('invalidations', error, 'reading')
    return false
  }

  /** For how many milliseconds more a result whose body started at `since` may be used without asking. */
  #trust(since: number): number {
    const { trust } = this.#store
    const most = this.#isBlind ? Math.max(trust, trustInNeed) : trust
    if (most === 0) return 0
    const [told, steady] = [this.#host.now(), performance.now()]
    // A clock that was set back says nothing; stamps may lie a moment ahead of it.
    const sinceMade = told - since > -1 ? told - since : Infinity
    const sinceRead = Math.max(told - this.#synced.told, steady - this.#synced.steady)
    return most - Math.min(sinceMade, sinceRead)
  }

  /** By a timer, too: the host's clock may be set back. */
  #doubtIn(left: number): void {
    const pause = Math.min(left, longestTimer)
    const at = performance.now() + pause
    if (this.#doubt !== undefined && this.#doubt.at <= at) return
    clearTimeout(this.#doubt?.timer)
    const timer = setTimeout(() => {
      this.#doubt = undefined
      this.#host.doubt()
    }, pause)
    // Not every runtime has it.
    timer.unref?.()
    this.#doubt = { at, timer }
  }

  /** Is not told any more of what others write. */
  stop(): void {
    clearTimeout(this.#doubt?.timer)
    this.#unsubscribe?.()
  }

  /** False when the log has to be read once more. */
  #learn(log: InvalidationLog, begin: Moment): boolean {
    const news = this.replica.take(log, this.#host.stamp())
    // What a process reads when it has just started concerns nothing that it has made.
    if (this.#synced.steady > -Infinity || this.#isBlind || news.broken) {
      const records = news.records.map((record) => this.#byOthers(record)).filter(({ marks }) => marks.length > 0)
      if (news.broken || records.length > 0) this.#host.learn({ ...news, records })
    } else this.#recallPaths(news.records)
    this.#health.succeeded('reading')
    if (!news.complete) return false
    this.#synced = begin
    this.#isBlind = false
    return true
  }

  /** What the handler of a path is made of has no tag of the path: when that was removed concerns what the store has. */
  #recallPaths(records: News['records']): void {
    for (const { tag, marks } of records) {
      if (tag?.startsWith(pathPrefix) !== true) continue
      const told = marks.map(({ at, expiresAt }) => ({ at: Math.min(at, expiresAt + ageError), expiresAt }))
      this.#host.recall(tag, told)
    }
  }

  /** Who wrote the older marks, a record does not say. */
  #byOthers(record: News['records'][number]): News['records'][number] {
    return record.by.startsWith(this.#by) ? { ...record, marks: record.marks.slice(1) } : record
  }
}
