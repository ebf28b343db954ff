/** What a store of this process keeps: it has a weight, a place in a row, and is told when it has to go. */
export interface Resident {
  /** What it holds in memory, in bytes; 0 when it is not in a store. */
  bytes: number
  /** Set to true by whoever uses it. */
  used: boolean
  /** Its neighbours in the row, which are the store's affair. */
  newer: Resident | undefined
  older: Resident | undefined
  evicted(bytes: number): void
}

/** The entries of one process, within bounds: what was not used for long goes first. It knows nothing of keys and of freshness. */
export interface MemoryStore {
  readonly bytes: number
  readonly entries: number
  limit(limits: MemoryLimits): void
  /** Keeps it, or again with another weight. False when it is too heavy to be kept at all. */
  add(resident: Resident, bytes: number): boolean
  remove(resident: Resident): void
  clear(): void
  [Symbol.iterator](): Iterator<Resident>
}

export interface MemoryLimits {
  /** In bytes. */
  readonly maxMemory?: number | undefined
  readonly maxEntries?: number | undefined
}
