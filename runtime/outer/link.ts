import { StoreError } from '../errors.ts'
import type { Awaitable, Invalidation, InvalidationLog, Store, StoredResult } from '../store.ts'
import { type Mark, tagMarks } from '../time/marks.ts'
import { breaker } from './breaker.ts'
import { within } from './budget.ts'
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
  /** `lasting`: the first of several; the store is left alone for a while. */
  tell(failure: StoreFailure): void
}

export interface StoreFailure {
  readonly store: string
  readonly operation: string
  readonly error: unknown
  /** Whether the store is left alone for a while from now on. */
  readonly lasting: boolean
}

/** When the log was asked for, and what had become of this process's own invalidations by then. */
interface Begin {
  readonly at: number
  readonly ended: number
}

/** Reads take at most this many milliseconds of a call. */
const readBudget = 200
/** Writes happen behind the answer, and invalidations are worth waiting for. */
const writeBudget = 5000
/** The age that a store tells may be wrong by so many milliseconds. */
const ageError = 1000
/** While a store does not answer, memory is trusted for this many milliseconds after a result was made. */
const trustInNeed = 1000

/** A store, as one process sees it: bounded in time, left alone while it fails, with the log of invalidations as far as it was read. */
export class Link {
  readonly store: Store
  readonly replica: Replica = new Replica()
  /** When the log was last read to its end. */
  #syncedAt = -Infinity
  #syncing: Promise<boolean> | undefined
  /** Invalidations by this process: how many were begun, how many have ended, and how many had ended when the log was read. */
  readonly #own = { begun: 0, ended: 0, told: 0 }
  /** Those that were lost: the log will never tell of them. */
  readonly #lost = tagMarks(
    () => -Infinity,
    () => {},
  )
  #failing = false
  #isTold = false
  readonly #host: Host
  readonly #by: string
  readonly #budget: number
  readonly #breaker = breaker()
  readonly #pending = new Set<Promise<unknown>>()
  readonly #unsubscribe: (() => void) | undefined

  constructor(store: Store, host: Host, by: string) {
    this.store = store
    this.#budget = store.budget ?? readBudget
    this.#host = host
    this.#by = by
    this.#unsubscribe = store.subscribe?.(() => void this.sync())
  }

  /** Until when, in the host's time, a result that was checked at `since` may be used without asking; 0 for not at all. */
  trustedUntil(since: number): number {
    const trust = this.#failing ? Math.max(this.store.trust, trustInNeed) : this.store.trust
    return trust === 0 ? 0 : Math.max(since, this.#syncedAt) + trust
  }

  /** Whether memory may answer with what was checked at `since`. Reads the log when that was not done lately, and ahead of time, so that few calls have to wait for it. */
  vouch(since: number): Awaitable<boolean> {
    if (this.store.asksAlways === true) return false
    const now = this.#host.now()
    const until = this.trustedUntil(since)
    if (this.store.trust > 0 && now < until) {
      if (now > until - this.store.trust / 2) void this.sync()
      return true
    }
    const known = this.sync()
    if (known === true) return true
    if (known === false) return now < this.trustedUntil(since)
    return known.then((known) => known || now < this.trustedUntil(since))
  }

  /** Reads what is new in the log. False when that failed. Answers at once where the store does. */
  sync(): Awaitable<boolean> {
    if (this.#syncing !== undefined) return this.#syncing
    if (this.#breaker.isOpen()) return false
    const begin = { at: this.#host.now(), ended: this.#own.ended }
    try {
      const log = this.store.invalidations(this.replica.order)
      if (log instanceof Promise) return this.#syncLater(log, begin)
      return this.#learn(log, begin) || this.sync()
    } catch (error) {
      return this.#failed('invalidations', error)
    }
  }

  #syncLater(log: Promise<InvalidationLog>, begin: Begin): Promise<boolean> {
    const work = async (): Promise<true> => {
      if (!this.#learn(await log, begin)) this.#learn(await this.store.invalidations(this.replica.order), begin)
      return true
    }
    this.#syncing = within(this.#budget, work(), `${this.store.name}: reading invalidations`)
      .catch((error: unknown) => this.#failed('invalidations', error))
      .finally(() => (this.#syncing = undefined))
    return this.#syncing
  }

  /** Within the budget for reads; undefined when it failed. */
  async read<Value>(operation: string, work: () => Awaitable<Value>): Promise<{ readonly value: Value } | undefined> {
    if (this.#breaker.isOpen()) return undefined
    try {
      const value = await within(this.#budget, asPromise(work), `${this.store.name}: ${operation}`)
      this.#succeeded()
      return { value }
    } catch (error) {
      if (error instanceof StoreError && error.code === 'store-corrupt') this.spoiled(operation, error)
      else this.#failed(operation, error)
      return undefined
    }
  }

  /** Behind the answer. */
  write(operation: string, work: () => Awaitable<unknown>): void {
    if (this.#breaker.isOpen()) return
    const done = within(writeBudget, asPromise(work), `${this.store.name}: ${operation}`)
      .then(
        () => this.#succeeded(),
        (error: unknown) => this.#failed(operation, error),
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
      this.#succeeded()
    } catch (error) {
      this.#failed('invalidate', error)
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
    this.#host.tell({ store: this.store.name, operation, error, lasting: false })
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
    // What a process reads when it has just started cannot concern what it made since.
    if (this.#syncedAt > -Infinity || this.#failing || news.broken) {
      const records = news.records.filter(({ by }) => by !== this.#by)
      if (news.broken || records.length > 0) this.#host.learn({ ...news, records })
    }
    if (news.complete) [this.#syncedAt, this.#own.told] = [begin.at, begin.ended]
    this.#succeeded()
    return news.complete
  }

  #succeeded(): void {
    this.#failing = this.#isTold = false
    this.#breaker.succeeded()
  }

  #failed(operation: string, error: unknown): false {
    this.#failing = true
    const isUnusable = error instanceof StoreError && error.code === 'store-unusable'
    const lasting = this.#breaker.failed() || (isUnusable && !this.#isTold)
    this.#isTold ||= lasting
    this.#host.tell({ store: this.store.name, operation, error, lasting })
    return false
  }
}

async function asPromise<Value>(work: () => Awaitable<Value>): Promise<Value> {
  return work()
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
