import type { Invalidation, Store } from '../store.ts'
import type { Host } from './host.ts'
import { Link } from './link.ts'

/** Which store keeps the results of which kind. Kinds that are not named have that of `default`; `'memory'`: this process alone. */
export type StoresByKind = Readonly<Record<string, Store | 'memory'>>

/** The stores of a runtime, by kind. Without any, results are kept in memory alone. */
export class OuterStores {
  #linkOf: ReadonlyMap<string, Link | undefined> = new Map()
  #links: readonly Link[] = []
  /** Names this process in the logs. */
  #by = ''
  #invalidations = 0
  #given: StoresByKind | undefined
  readonly #host: Host

  constructor(host: Host) {
    this.#host = host
  }

  /** Puts these in the place of those that were there, which are closed once nothing is being written any more. */
  use(stores: StoresByKind): void {
    // A compiled app may say the same thing in each of its modules.
    if (stores === this.#given) return
    this.#given = stores
    const before = this.#links
    const by = (this.#by = crypto.randomUUID())
    const distinct = new Set(Object.values(stores).filter((store) => store !== 'memory'))
    const links = new Map([...distinct].map((store) => [store, new Link(store, this.#host, by, () => this.#links)]))
    this.#links = [...links.values()]
    this.#linkOf = new Map(
      Object.entries(stores).map(([kind, store]) => [kind, store === 'memory' ? undefined : links.get(store)]),
    )
    for (const link of before) link.retire(distinct.has(link.store))
    for (const link of this.#links) link.log.open()
    this.#host.doubt()
  }

  /** Those that are used; undefined: none was ever named. */
  get byKind(): StoresByKind | undefined {
    return this.#given
  }

  /** Undefined for a function whose results are kept in memory alone. */
  of({ kind, isLocal }: { readonly kind: string; readonly isLocal: boolean }): Link | undefined {
    if (this.#links.length === 0 || isLocal) return undefined
    return this.#linkOf.has(kind) ? this.#linkOf.get(kind) : this.#linkOf.get('default')
  }

  /** Has the logs read that may tell of a result which memory alone keeps, and whose body started at `since`. */
  lookForNews(since: number): void {
    for (const { log } of this.#links) log.lookForNews(since)
  }

  /** Until when, in the host's time, such a result may be used without looking for news. */
  trustedUntil(since: number): number {
    let until = Infinity
    for (const { log } of this.#links) until = Math.min(until, log.trustedUntil(since))
    return until
  }

  /** Resolves when every store has accepted; rejects when one did not. */
  async invalidate(invalidation: Invalidation): Promise<void> {
    const by = `${this.#by} ${++this.#invalidations}`
    const outcomes = await Promise.allSettled(this.#links.map((link) => link.invalidate([invalidation], by)))
    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as Error] : []))
    if (reasons.length === 1) throw reasons[0]!
    if (reasons.length > 1) throw new AggregateError(reasons, reasons.map(({ message }) => message).join('\n'))
  }

  async settled(): Promise<void> {
    await Promise.all(this.#links.map((link) => link.settled()))
  }

  /** Resolves when everything is written and every store is closed. */
  async close(): Promise<void> {
    const links = this.#links
    this.#links = []
    await Promise.all(links.map((link) => link.close()))
  }
}
