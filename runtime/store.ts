import { stillTelling } from './time/marks.ts'
import type { Life } from './time/profiles.ts'

/** Now or later. */
export type Awaitable<Value> = Value | Promise<Value>

/**
 * Keeps results outside of this process's memory: on disk, on another machine. It gets, sets and forgets; whether a result may still be used is none of its business. Nothing it does wrong fails a call:
 * a `get` that throws is a miss. Only `invalidate` must not lie: when it resolves, every process that asks from then on gets to know.
 *
 * All times are durations in milliseconds, measured on the store's own clock: those of the processes that use it may differ.
 */
export interface Store {
  /** For messages and events: `redis`. */
  readonly name: string
  /**
   * How long, in milliseconds, memory in front of it answers without asking `invalidations` again. 0: asked at each call, which wants a store that answers at once.
   */
  readonly trust: number
  /** How long, in milliseconds, a call waits for it before its body runs: 200 unless set. */
  readonly budget?: number
  /** Only `get` knows what was invalidated: memory in front of it is never used. */
  readonly asksAlways?: boolean
  /** Where it keeps things, for people: a path, a URL without its password. */
  readonly place?: string

  /** What was set last, complete and unchanged; undefined for anything else, also for what another version of the store wrote. */
  get(key: string): Awaitable<StoredResult | undefined>
  /** May forget it at any time, and must not keep it longer than `life.expire` and `life.staleIfError` together. */
  set(key: string, result: StoredResult): Awaitable<void>
  delete(key: string): Awaitable<void>

  /** Writes into the log, all or nothing. `by`: names the process that does, and which of its invalidations this is. Rejects when it is not certain that the others will read it. */
  invalidate(invalidations: readonly Invalidation[], by: string): Awaitable<void>
  /** What the log says that is newer than `after`; everything for 0. */
  invalidations(after: number): Awaitable<InvalidationLog>
  /** Calls `changed` soon after another process wrote into the log. Never relied upon alone. Returns how to stop it. */
  subscribe?(changed: () => void): () => void

  /** The right to fill `key`, for one process at a time; undefined while another one has it. It ends by itself soon after its process has died. */
  lease?(key: string): Awaitable<Lease | undefined>
  /** Resolves when whoever has the lease of `key` may be done, also too early; and after `patience` milliseconds in any case. Without it, nobody waits for a lease that another process has. */
  leaseEnd?(key: string, patience: number): Promise<void>

  /** What it holds, for people. */
  list(): AsyncIterable<StoredInfo> | Iterable<StoredInfo>
  stats(): Awaitable<StoreStats>
  /** Removes what nobody will ask for any more: expired results, old versions. Returns how many. */
  prune(): Awaitable<number>
  /** Removes all results. Those that processes have in memory are invalidated. */
  clear(): Awaitable<void>
  close(): Awaitable<void>
}

/** One result, as a store keeps it. */
export interface StoredResult {
  /** The id of the cached function, for people: `src/products.ts#getProducts`. */
  readonly function: string
  /** The version of the function; that of an old one is never asked for again. */
  readonly version?: string | undefined
  /** In the encoding of `use-cache`. */
  readonly value: Uint8Array
  readonly life: Life
  readonly tags: readonly string[]
  /** Milliseconds since its body started. */
  readonly age: number
  /** Which log its process had read when the body started, and up to where: what came later invalidates it, and so does another log. */
  readonly epoch: string
  readonly order: number
}

/** What is invalidated: a tag, or everything. */
export interface Invalidation {
  /** Undefined: all results, tagged or not. */
  readonly tag: string | undefined
  /** In how many milliseconds what is stale now is gone: 0 at once, `Infinity` never. */
  readonly expiresIn: number
}

/** For how many milliseconds after its body started a result may be of use: past `expire` it answers where computing it anew fails or takes long, if its life allows that. */
export function lifespan({ expire, staleIfError = 0 }: StoredResult['life']): number {
  return (expire + staleIfError) * 1000
}

/** Everything that the log remembers of a tag: of several invalidations those that tell something which newer ones don't; newest first. See `addMark`. */
export interface TagRecord {
  readonly tag: string | undefined
  /** With what `by` the newest was written. */
  readonly by: string
  readonly marks: readonly Mark[]
}

/** One invalidation of a tag, as the log of a store remembers it. */
export interface Mark {
  /** Its place in the log; never the same twice, ever growing. */
  readonly order: number
  /** Milliseconds until what was computed before it is gone; 0 or less: it is. */
  readonly expiresIn: number
}

/** The newest part of the log. */
export interface InvalidationLog {
  /** Another one when the log was lost, or some of it may have been, and began anew: what was made before cannot be checked. */
  readonly epoch: string
  /** Up to where this is complete. */
  readonly order: number
  /** Up to where the log was cut off; 0: it was not. What is older than that cannot be checked, and counts as gone. */
  readonly floor: number
  readonly records: readonly TagRecord[]
}

/** The right to fill a key. It is used up by either, even if that fails: then it ends by itself. */
export interface Lease {
  /** Sets the result, unless another process took over meanwhile; then lets the others go on. */
  finish(result: StoredResult): Awaitable<void>
  /** There is no result; the next one may try. */
  release(): Awaitable<void>
}

/** What people want to know of a result. */
export interface StoredInfo extends Omit<StoredResult, 'value' | 'epoch' | 'order'> {
  readonly key: string
  /** Of the encoded value. */
  readonly bytes: number
}

/** What a store holds. */
export interface StoreStats {
  readonly entries: number
  /** What it takes, where it is kept. */
  readonly bytes: number
  /** Of how many tags an invalidation is remembered. */
  readonly tags: number
}

/** The marks of a tag (newest first) with a new one. */
export function addMark(older: readonly Mark[], mark: Mark): readonly Mark[] {
  return [mark, ...stillTelling(older, ({ expiresIn }) => expiresIn, mark.expiresIn)]
}
