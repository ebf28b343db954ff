/** What a store of this process keeps: it has a weight, a place in the order of use, and is told when it has to go. */
export interface Resident {
  /** What it holds in memory, in bytes; 0 when it is not in a store. */
  bytes: number
  /** The one that was used next after it. */
  newer: Resident | undefined
  /** The one that was used last before it. */
  older: Resident | undefined
  evicted(): void
}

/** The entries of one process, within bounds: what was not used for longest goes first. It knows nothing of keys and of freshness. */
export interface MemoryStore {
  readonly bytes: number
  readonly entries: number
  limit(limits: MemoryLimits): void
  /** Keeps it, or again with another weight. False when it is too heavy to be kept at all. */
  add(resident: Resident, bytes: number): boolean
  /** Notes that it was used. */
  touch(resident: Resident): void
  remove(resident: Resident): void
  clear(): void
  /** From the one used last to the one used least recently. */
  [Symbol.iterator](): Iterator<Resident>
}

export interface MemoryLimits {
  /** In bytes. */
  readonly maxMemory?: number | undefined
  readonly maxEntries?: number | undefined
}
