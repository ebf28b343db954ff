import { StoreError } from '../errors.ts'
import type { Awaitable, Invalidation, InvalidationLog, Store, StoredResult } from '../store.ts'
import { type Mark, tagMarks } from '../time/marks.ts'
import { breaker } from './breaker.ts'
import { within } from './budget.ts'
import { outage, type StoreWork } from './outage.ts'
import { type News, Replica } from './replica.ts'

/** What a link needs of the runtime it belongs to. */
export interface Host {
  now(): number
  /** Now, but later than all that was stamped before. */
  stamp(): number
  /** Invalidations by other processes. */
  learn(news: Pick<News, 'broken' | 'records'>): void
  /** What was read before, of a tag. */
  recall(tag: string, marks: readonly Mark[]): void
  /** From now on its results may not be used without asking. */
  doubt(): void
  /** Whether it may have results already. */
  hasRun(): boolean
  tell(failure: StoreFailure): void
  /** It fails from now on. */
  warn(failure: StoreFailure, work: StoreWork): void
  /** It works again. */
  calm(store: string, work: StoreWork): void
}

export interface StoreFailure {
  readonly store: string
  readonly operation: string
  readonly error: unknown
}

/** Milliseconds, by the host's clock, which may be set, and by one that only goes on. */
interface Moment {
  readonly told: number
  readonly steady: number
}

/** When the log was asked for, and how many of this process's own invalidations had ended by then. */
interface Begin extends Moment {
  readonly ended: number
}

/** The log is asked for. */
interface Reading {
  readonly begin: Begin
  /** Never rejects; false when it failed. */
  done: Promise<boolean>
}

/** Reads take at most this many milliseconds of a call. */
const readBudget = 200
/** Writes happen behind the answer, and invalidations are worth waiting for. */
const writeBudget = 5000
/** The age that a store tells may be wrong by so many milliseconds. */
const ageError = 1000
/** While a store does not answer, memory is trusted for this many milliseconds after a result was made. */
const trustInNeed = 1000
/** What `setTimeout` can count. */
const longestTimer = 2 ** 31 - 1

/** A store, as one process sees it: bounded in time, left alone while it fails, with the log of invalidations as far as it was read. */
export class Link {
  readonly store: Store
  readonly replica: Replica = new Replica()
  /** When the log was asked for that was last read to its end. */
  #synced: Moment = { told: -Infinity, steady: -Infinity }
  #reading: Reading | undefined
  /** There may be results of a time when the log could not be read: nobody knows what others had invalidated. */
  #isBlind: boolean
  #doubt: { readonly at: number; readonly timer: NodeJS.Timeout } | undefined
  /** Invalidations by this process: how many were begun, how many have ended, and how many had ended when the log was read. */
  readonly #own = { begun: 0, ended: 0, told: 0 }
  /** Those that were lost: the log will never tell of them. */
  readonly #lost = tagMarks(
    () => -Infinity,
    () => {},
  )
  readonly #host: Host
  readonly #by: string
  readonly #budget: number
  readonly #breaker = breaker()
  readonly #outage = outage()
  readonly #pending = new Set<Promise<unknown>>()
  readonly #unsubscribe: (() => void) | undefined

  constructor(store: Store, host: Host, by: string) {
    this.store = store
    this.#budget = store.budget ?? readBudget
    this.#host = host
    this.#by = by
    this.#isBlind = host.hasRun()
    this.#unsubscribe = store.subscribe?.(() => void this.#read(performance.now()))
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
    const { asksAlways, trust } = this.store
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

  /** Reads what is new in the log. False when that failed, or takes longer than a call waits. Answers at once where the store does. */
  sync(): Awaitable<boolean> {
    const known = this.#read(performance.now() - this.store.trust)
    return typeof known === 'boolean' ? known : this.#inTime(known)
  }

  /** Of what is asked for already, what was asked for from `from` on is new enough. */
  #read(from: number): Awaitable<boolean> {
    const reading = this.#reading
    if (reading !== undefined)
      return reading.begin.steady >= from ? reading.done : reading.done.then(() => this.#read(from))
    if (this.#breaker.isOpen()) {
      this.#isBlind = true
      return false
    }
    const begin = { told: this.#host.now(), steady: performance.now(), ended: this.#own.ended }
    try {
      const log = this.store.invalidations(this.replica.order)
      if (log instanceof Promise) return this.#readLater(log, begin)
      return this.#learn(log, begin) || this.#read(from)
    } catch (error) {
      return this.#unread(error)
    }
  }

  #readLater(log: Promise<InvalidationLog>, begin: Begin): Promise<boolean> {
    const reading: Reading = { begin, done: undefined as never }
    const isCurrent = (): boolean => this.#reading === reading
    const read = async (): Promise<boolean> => {
      const first = await log
      if (!isCurrent()) return false
      if (this.#learn(first, begin)) return true
      const again = await this.store.invalidations(this.replica.order)
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
      return await within(this.#budget, known, `${this.store.name}: reading invalidations`)
    } catch (error) {
      if (this.#reading !== reading) return false
      this.#reading = undefined
      return this.#unread(error)
    }
  }

  #unread(error: unknown): false {
    this.#isBlind = true
    this.#failed('invalidations', error, 'reading')
    return false
  }

  /** For how many milliseconds more a result whose body started at `since` may be used without asking. */
  #trust(since: number): number {
    const { trust } = this.store
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

  /** Within the budget for reads; undefined when it failed. `late` gets what comes after that. */
  async read<Value>(
    operation: string,
    work: () => Awaitable<Value>,
    late: (value: Value) => void = nothing,
  ): Promise<{ readonly value: Value } | undefined> {
    if (this.#breaker.isOpen()) return undefined
    const answer = asPromise(work)
    try {
      const value = await within(this.#budget, answer, `${this.store.name}: ${operation}`)
      this.#succeeded('reading')
      return { value }
    } catch (error) {
      answer.then(late, nothing)
      if (error instanceof StoreError && error.code === 'store-corrupt') this.spoiled(operation, error)
      else this.#failed(operation, error, 'reading')
      return undefined
    }
  }

  /** Behind the answer. `isOwed`: tried even while the store is left alone. */
  write(operation: string, work: () => Awaitable<unknown>, isOwed = false): void {
    if (this.#breaker.isOpen() && !isOwed) return
    const done = within(writeBudget, asPromise(work), `${this.store.name}: ${operation}`)
      .then(
        () => this.#succeeded('writing'),
        (error: unknown) => this.#failed(operation, error, 'writing'),
      )
      .finally(() => this.#pending.delete(done))
    this.#pending.add(done)
  }

  /** Rejects when it is not certain that other processes will know. Tried even while the store is left alone. */
  async invalidate(invalidations: readonly Invalidation[]): Promise<void> {
    this.#own.begun++
    const at = this.#host.stamp()
    try {
      const { name } = this.store
      const work = asPromise(() => this.store.invalidate(invalidations, this.#by))
      await within(writeBudget, work, `${name}: invalidating`)
      this.#succeeded('writing')
    } catch (error) {
      this.#failed('invalidate', error, 'writing')
      for (const { tag, expiresIn } of invalidations) {
        if (tag === undefined) this.#lost.markAll(at)
        else this.#lost.mark(tag, at, at + expiresIn)
      }
      const tags = invalidations.map(({ tag }) => (tag === undefined ? 'everything' : `“${tag}”`)).join(', ')
      throw new StoreError(
        'invalidation-lost',
        `${this.store.name} did not accept the invalidation of ${tags}: other processes may go on with what they have. ` +
          `Here it took effect. Try again when the store answers. (${reasonOf(error)})`,
        { cause: error },
      )
    } finally {
      this.#own.ended++
    }
  }

  /** Something is wrong with one result, not with the store. */
  spoiled(operation: string, error: unknown): void {
    this.#host.tell({ store: this.store.name, operation, error })
  }

  /** Whether the log, as far as it was read, tells of everything that this process has invalidated. */
  get tellsOwn(): boolean {
    return this.#own.begun === this.#own.told
  }

  /** What the log says about a result of the store, and what it was not told. */
  verdict(result: StoredResult): 'fresh' | 'stale' | 'expired' {
    const now = this.#host.now()
    const told = this.replica.verdict(result, now)
    const lost = this.#lost.verdict(result.tags, this.#startOf(result), now)
    return lost === 'fresh' || told === 'expired' ? told : lost
  }

  /** Has the host recall why a result of the store is stale. Returns from when on that concerns it: what was made later is not made stale by it once more. */
  recall(result: StoredResult): number {
    let from = this.#host.stamp()
    const start = this.#startOf(result)
    for (const tag of result.tags) {
      const lost = this.#lost.of(tag).filter(({ at }) => at > start)
      const marks = [...this.replica.about(tag, result.order), ...lost]
      this.#host.recall(tag, marks)
      for (const { at } of marks) from = Math.min(from, at - 1)
    }
    return from
  }

  /** Resolves when nothing is being written any more. */
  async settled(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending)
  }

  async close(): Promise<void> {
    await this.settled()
    clearTimeout(this.#doubt?.timer)
    this.#unsubscribe?.()
    await this.store.close()
  }

  /** Others take over. `kept`: they use the same store. */
  retire(kept: boolean): void {
    if (kept) this.#unsubscribe?.()
    else this.close().catch((error: unknown) => this.spoiled('close', error))
  }

  /** When the body of a result started, at the earliest. */
  #startOf({ age }: StoredResult): number {
    return this.#host.now() - age - ageError
  }

  /** False when the log has to be read once more. */
  #learn(log: InvalidationLog, begin: Begin): boolean {
    const news = this.replica.take(log, this.#host.stamp())
    // What a process reads when it has just started concerns nothing that it has made.
    if (this.#synced.steady > -Infinity || this.#isBlind || news.broken) {
      const records = news.records.filter(({ by }) => by !== this.#by)
      if (news.broken || records.length > 0) this.#host.learn({ ...news, records })
    }
    this.#succeeded('reading')
    if (!news.complete) return false
    this.#synced = begin
    this.#own.told = begin.ended
    this.#isBlind = false
    return true
  }

  #succeeded(work: StoreWork): void {
    this.#breaker.succeeded()
    if (this.#outage.succeeded(work)) this.#host.calm(this.store.name, work)
  }

  #failed(operation: string, error: unknown, work: StoreWork): void {
    const failure = { store: this.store.name, operation, error }
    this.#host.tell(failure)
    const isUnusable = error instanceof StoreError && error.code === 'store-unusable'
    if (this.#outage.failed(work, this.#breaker.failed() || isUnusable)) this.#host.warn(failure, work)
  }
}

function nothing(): void {}

async function asPromise<Value>(work: () => Awaitable<Value>): Promise<Value> {
  return work()
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
