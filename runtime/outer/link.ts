import { StoreError } from '../errors.ts'
import { messageOf } from '../message-of.ts'
import type { Awaitable, Invalidation, Store, StoredResult } from '../store.ts'
import { tagMarks } from '../time/marks.ts'
import { within } from './budget.ts'
import { Health } from './health.ts'
import type { Host } from './host.ts'
import { ageError, LogReader } from './log-reader.ts'

/** Reads take at most this many milliseconds of a call. */
const readBudget = 200
/** Writes happen behind the answer, and invalidations are worth waiting for. */
const writeBudget = 5000

/** A store, as one process sees it: bounded in time, left alone while it fails, with the log of invalidations as far as it was read. */
export class Link {
  readonly store: Store
  readonly log: LogReader
  /** Invalidations by this process: how many have not ended, and when the last one did, as `performance.now()` tells it. */
  readonly #own = { pending: 0, endedAt: -Infinity }
  /** Those that were lost: the log will never tell of them. */
  readonly #lost = tagMarks(
    () => -Infinity,
    () => {},
  )
  readonly #host: Host
  readonly #all: () => readonly Link[]
  readonly #budget: number
  readonly #health: Health
  readonly #pending = new Set<Promise<unknown>>()

  /** `by`: how what this process invalidates begins to name who did. `all`: the stores of this process. */
  constructor(store: Store, host: Host, by: string, all: () => readonly Link[]) {
    this.store = store
    this.#budget = store.budget ?? readBudget
    this.#host = host
    this.#all = all
    this.#health = new Health(store.name, host)
    this.log = new LogReader(store, host, this.#health, by, this.#budget)
  }

  /** Reads what is new in the log. False when that failed. */
  sync(): Awaitable<boolean> {
    return this.log.sync()
  }

  /** Within the budget for reads; undefined when it failed. `late` gets what comes after that. */
  async read<Value>(
    operation: string,
    work: () => Awaitable<Value>,
    late: (value: Value) => void = nothing,
  ): Promise<{ readonly value: Value } | undefined> {
    if (this.#health.isLeftAlone()) return undefined
    const answer = asPromise(work)
    try {
      const value = await within(this.#budget, answer, `${this.store.name}: ${operation}`)
      this.#health.succeeded('reading')
      return { value }
    } catch (error) {
      answer.then(late, nothing)
      if (error instanceof StoreError && error.code === 'store-corrupt') this.spoiled(operation, error)
      else this.#health.failed(operation, error, 'reading')
      return undefined
    }
  }

  /** Behind the answer. `isOwed`: tried even while the store is left alone. */
  write(operation: string, work: () => Awaitable<unknown>, isOwed = false): void {
    if (this.#health.isLeftAlone() && !isOwed) return
    const done = within(writeBudget, asPromise(work), `${this.store.name}: ${operation}`)
      .then(
        () => this.#health.succeeded('writing'),
        (error: unknown) => this.#health.failed(operation, error, 'writing'),
      )
      .finally(() => this.#pending.delete(done))
    this.#pending.add(done)
  }

  /** Rejects when it is not certain that other processes will know. Tried even while the store is left alone. */
  async invalidate(invalidations: readonly Invalidation[], by: string): Promise<void> {
    this.#own.pending++
    const at = this.#host.stamp()
    try {
      const { name } = this.store
      const work = asPromise(() => this.store.invalidate(invalidations, by))
      await within(writeBudget, work, `${name}: invalidating`)
      this.#health.succeeded('writing')
    } catch (error) {
      this.#health.failed('invalidate', error, 'writing')
      for (const { tag, expiresIn } of invalidations) {
        if (tag === undefined) this.#lost.markAll(at)
        else this.#lost.mark(tag, at, at + expiresIn)
      }
      const tags = invalidations.map(({ tag }) => (tag === undefined ? 'everything' : `“${tag}”`)).join(', ')
      throw new StoreError(
        'invalidation-lost',
        `${this.store.name} did not accept the invalidation of ${tags}: other processes may go on with what they have. ` +
          `Here it took effect. Try again when the store answers. (${messageOf(error)})`,
        { cause: error },
      )
    } finally {
      this.#own.pending--
      this.#own.endedAt = performance.now()
    }
  }

  /** Something is wrong with one result, not with the store. */
  spoiled(operation: string, error: unknown): void {
    this.#host.tell({ store: this.store.name, operation, error })
  }

  /** Whether the log, as far as it was read, tells of everything that this process has invalidated. */
  get tellsOwn(): boolean {
    return this.#own.pending === 0 && this.#own.endedAt < this.log.askedAt
  }

  /** What the log says about a result of the store, and what it was not told, or not yet. */
  verdict(result: StoredResult): 'fresh' | 'stale' | 'expired' {
    if (this.#all().some((other) => other !== this && this.#isBehind(other, result))) return 'expired'
    const now = this.#host.now()
    const told = this.log.replica.verdict(result, now)
    const lost = this.#lost.verdict(result.tags, this.#startOf(result), now)
    return lost === 'fresh' || told === 'expired' ? told : lost
  }

  /** Has the host recall why a result of the store is stale. Returns from when on that concerns it: what was made later is not made stale by it once more. */
  recall(result: StoredResult): number {
    let from = this.#host.stamp()
    const start = this.#startOf(result)
    for (const tag of result.tags) {
      const lost = this.#lost.of(tag).filter(({ at }) => at > start)
      const marks = [...this.log.replica.about(tag, result.order), ...lost]
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
    this.log.stop()
    await this.store.close()
  }

  /** Others take over. `kept`: they use the same store. */
  retire(kept: boolean): void {
    if (kept) this.log.stop()
    else this.close().catch((error: unknown) => this.spoiled('close', error))
  }

  /** Whether the log of another store tells of an invalidation of the result that this one may be about to tell of: one accepts it sooner than the other. */
  #isBehind({ log }: Link, result: StoredResult): boolean {
    const [start, now] = [this.#startOf(result), this.#host.now()]
    return result.tags.some((tag) => {
      const [theirs, ours] = [log.replica.recordOf(tag), this.log.replica.recordOf(tag)]
      if (theirs === undefined || theirs.by === ours?.by) return false
      const { at, expiresAt } = theirs.marks[0]!
      return at > start && now - Math.min(at, expiresAt) < writeBudget
    })
  }

  /** When the body of a result started, at the earliest. */
  #startOf({ age }: StoredResult): number {
    return this.#host.now() - age - ageError
  }
}

function nothing(): void {}

async function asPromise<Value>(work: () => Awaitable<Value>): Promise<Value> {
  return work()
}
