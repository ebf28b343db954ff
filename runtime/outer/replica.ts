import type { InvalidationLog, Mark, StoredResult, TagRecord } from '../store.ts'

/** A mark, with the moment of this process's clock at which it expires things. */
interface TimedMark {
  readonly order: number
  readonly expiresAt: number
}

/** A place in a log: which one, and up to where. */
export type LogPosition = Pick<StoredResult, 'epoch' | 'order'>

/** What a log has to tell that was not known yet. */
export interface News {
  /** The log is another one, or an older state of it, or was cut off before it was read: something may have been missed. */
  readonly broken: boolean
  /** False: the log has to be read again, from its begin. */
  readonly complete: boolean
  readonly records: readonly TagRecord[]
}

/** The log of a store, as far as this process has read it. */
export class Replica {
  /** Undefined: never read. */
  epoch: string | undefined
  order = 0
  #floor = 0
  /** Newest first. `undefined` stands for everything. */
  readonly #marks = new Map<string | undefined, readonly TimedMark[]>()

  /** How far it was read. Undefined: not at all. */
  get position(): LogPosition | undefined {
    const { epoch, order } = this
    return epoch === undefined ? undefined : { epoch, order }
  }

  take(log: InvalidationLog, now: number): News {
    const isOther = log.epoch !== this.epoch || log.order < this.order
    if (this.epoch !== undefined && isOther) return this.#begin(log.epoch)
    const broken = this.epoch !== undefined && log.floor > this.order
    const records = log.records.filter(({ marks }) => marks[0]!.order > this.order)
    for (const { tag, marks } of records) this.#marks.set(tag, marks.map(timed(now)))
    if (log.floor > this.#floor) this.#forget(log.floor)
    this.epoch = log.epoch
    this.order = log.order
    this.#floor = log.floor
    return { broken, complete: true, records }
  }

  /** What the log says at the moment `now` about a result of a store. What it cannot tell of is gone: made by another log, before it was cut off, or further on. */
  verdict(
    { tags, epoch, order }: LogPosition & Pick<StoredResult, 'tags'>,
    now: number,
  ): 'fresh' | 'stale' | 'expired' {
    if (epoch !== this.epoch || order < this.#floor || order > this.order) return 'expired'
    let verdict: 'fresh' | 'stale' = 'fresh'
    for (const tag of [undefined, ...tags]) {
      for (const mark of this.#marks.get(tag) ?? []) {
        if (mark.order <= order) break
        if (mark.expiresAt <= now) return 'expired'
        verdict = 'stale'
      }
    }
    return verdict
  }

  /** How far it had been written, at least, at a moment of this process's clock: up to the last of what had expired things by then. */
  orderAt(moment: number): number {
    const marks = [...this.#marks.values()].flat().filter(({ expiresAt }) => expiresAt <= moment)
    return Math.max(0, ...marks.map(({ order }) => order))
  }

  /** What it remembers of tags that came after `order`. */
  about(tags: readonly string[], order: number, now: number): News {
    const records = tags.flatMap((tag) => {
      const marks = (this.#marks.get(tag) ?? []).filter((mark) => mark.order > order)
      const told = marks.map((mark) => ({ order: mark.order, expiresIn: mark.expiresAt - now }))
      return told.length === 0 ? [] : [{ tag, by: '', marks: told }]
    })
    return { broken: false, complete: true, records }
  }

  /** The log is another one, of which only the end was read. */
  #begin(epoch: string): News {
    this.epoch = epoch
    this.order = this.#floor = 0
    this.#marks.clear()
    return { broken: true, complete: false, records: [] }
  }

  #forget(floor: number): void {
    for (const [tag, marks] of this.#marks) if (marks[0]!.order <= floor) this.#marks.delete(tag)
  }
}

function timed(now: number): (mark: Mark) => TimedMark {
  return ({ order, expiresIn }) => ({ order, expiresAt: now + expiresIn })
}
