import type { MemoryLimits, MemoryStore, Resident } from '../memory.ts'

/** 50 MiB and as many entries as fit, unless limited otherwise. */
export function memoryStore(limits: MemoryLimits): MemoryStore {
  return new SecondChance(limits)
}

/**
 * Least recently used, by second chance: residents stand in a list through themselves; a use marks its resident, and one that is marked when its turn comes to go is put in front again, without the mark.
 * So a hit, which has found its resident already, looks nothing up and moves nothing (`decisions/0030-memory-store.md`).
 */
class SecondChance implements MemoryStore {
  bytes = 0
  entries = 0
  #maxMemory = 50 * 1024 * 1024
  #maxEntries = Infinity
  #newest: Resident | undefined
  #oldest: Resident | undefined

  constructor(limits: MemoryLimits) {
    this.limit(limits)
  }

  limit({ maxMemory, maxEntries }: MemoryLimits): void {
    this.#maxMemory = maxMemory ?? this.#maxMemory
    this.#maxEntries = maxEntries ?? this.#maxEntries
    this.#makeRoom(0)
  }

  add(resident: Resident, bytes: number): boolean {
    if (resident.bytes > 0) this.remove(resident)
    if (bytes > this.#maxMemory || this.#maxEntries < 1) return false
    this.#makeRoom(bytes)
    resident.bytes = bytes
    resident.used = false
    this.bytes += bytes
    this.entries++
    this.#putFirst(resident)
    return true
  }

  remove(resident: Resident): void {
    if (resident.bytes === 0) return
    this.#unlink(resident)
    this.bytes -= resident.bytes
    this.entries--
    resident.bytes = 0
  }

  clear(): void {
    while (this.#oldest !== undefined) this.#evict(this.#oldest)
  }

  *[Symbol.iterator](): Iterator<Resident> {
    for (let resident = this.#newest; resident !== undefined; resident = resident.older) yield resident
  }

  #makeRoom(bytes: number): void {
    const entries = bytes === 0 ? 0 : 1
    while (
      this.#oldest !== undefined &&
      (this.bytes + bytes > this.#maxMemory || this.entries + entries > this.#maxEntries)
    ) {
      if (this.#oldest.used) this.#spare(this.#oldest)
      else this.#evict(this.#oldest)
    }
  }

  #spare(resident: Resident): void {
    resident.used = false
    this.#unlink(resident)
    this.#putFirst(resident)
  }

  #evict(resident: Resident): void {
    const { bytes } = resident
    this.remove(resident)
    resident.evicted(bytes)
  }

  #putFirst(resident: Resident): void {
    resident.older = this.#newest
    resident.newer = undefined
    if (this.#newest === undefined) this.#oldest = resident
    else this.#newest.newer = resident
    this.#newest = resident
  }

  #unlink(resident: Resident): void {
    const { newer, older } = resident
    if (newer === undefined) this.#newest = older
    else newer.older = older
    if (older === undefined) this.#oldest = newer
    else older.newer = newer
    resident.newer = resident.older = undefined
  }
}
