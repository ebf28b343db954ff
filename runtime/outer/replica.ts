import type { InvalidationLog, Mark, StoredResult, TagRecord } from '../store.ts'

/** A mark, by this process's clock. */
export interface TimedMark {
  readonly order: number
  /** When this process read of it. */
  readonly at: number
  /** When it expires things. */
  readonly expiresAt: number
}

/** A place in a log: which one, and up to where. */
export type LogPosition = Pick<StoredResult, 'epoch' | 'order'>

/** What a log remembers of a tag. */
export type TimedRecord = Omit<TagRecord, 'marks'> & { readonly marks: readonly TimedMark[] }

/** What a log has to tell that was not known yet. */
export interface News {
  /** The log is another one, or an older state of it, or was cut off before it was read: something may have been missed. */
  readonly broken: boolean
  /** False: the log has to be read again, from its begin. */
  readonly complete: boolean
  readonly records: readonly TimedRecord[]
}

/** The log of a store, as far as this process has read it. */
export class Replica {
  /** Undefined: never read. */
  epoch: string | undefined
  order = 0
  #floor = 0
  /** By tag; `undefined` stands for everything. */
  readonly #records = new Map<string | undefined, TimedRecord>()

  /** How far it was read. Undefined: not at all. */
  get position(): LogPosition | undefined {
    const { epoch, order } = this
    return epoch === undefined ? undefined : { epoch, order }
  }

  take(log: InvalidationLog, now: number): News {
    const isOther = log.epoch !== this.epoch || log.order < this.order
    if (this.epoch !== undefined && isOther) return this.#begin(log.epoch)
    const broken = this.epoch !== undefined && log.floor > this.order
    const newer = log.records.filter(({ marks }) => marks[0]!.order > this.order)
    const records = newer.map((record) => ({ ...record, marks: record.marks.map(this.#timed(record.tag, now)) }))
    for (const record of records) this.#records.set(record.tag, record)
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
      for (const mark of this.#records.get(tag)?.marks ?? []) {
        if (mark.order <= order) break
        // When it was read may lie a moment ahead of the clock.
        if (mark.expiresAt <= Math.max(now, mark.at)) return 'expired'
        verdict = 'stale'
      }
    }
    return verdict
  }

  /** How far it had been written, at least, at a moment of this process's clock: up to the last of what had expired things by then. */
  orderAt(moment: number): number {
    const marks = [...this.#records.values()]
      .flatMap((record) => record.marks)
      .filter(({ expiresAt }) => expiresAt <= moment)
    return Math.max(0, ...marks.map(({ order }) => order))
  }

  /** What it remembers of a tag that came after `order`, newest first. */
  about(tag: string, order: number): readonly TimedMark[] {
    return (this.#records.get(tag)?.marks ?? []).filter((mark) => mark.order > order)
  }

  /** What it remembers of a tag. */
  recordOf(tag: string): TimedRecord | undefined {
    return this.#records.get(tag)
  }

  /** The log is another one, of which only the end was read. */
  #begin(epoch: string): News {
    this.epoch = epoch
    this.order = this.#floor = 0
    this.#records.clear()
    return { broken: true, complete: false, records: [] }
  }

  /** What was known before, it was read of then. */
  #timed(tag: string | undefined, now: number): (mark: Mark) => TimedMark {
    const known = this.#records.get(tag)?.marks
    return ({ order, expiresIn }) =>
      known?.find((mark) => mark.order === order) ?? { order, at: now, expiresAt: now + expiresIn }
  }

  #forget(floor: number): void {
    for (const [tag, { marks }] of this.#records) if (marks[0]!.order <= floor) this.#records.delete(tag)
  }
}
