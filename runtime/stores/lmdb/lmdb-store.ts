import { resolve } from 'node:path'
import type { Invalidation, InvalidationLog, Store, StoredInfo, StoredResult, StoreStats } from '../../store.ts'
import { frameInfo, readFrame, writeFrame } from '../frame.ts'
import { countOf, type Database, type Due, openDatabase, refuseWhenFull, sizeOf } from './database.ts'
import { readLog, writeLog } from './log.ts'
import { dueOf, evict, prune } from './prune.ts'

/** See `lmdbStore`. */
export interface LmdbStoreOptions {
  /** A folder, relative to where the process was started; made when it is not there. */
  readonly path: string
  /** What results may take on the disk, in bytes: 1 GiB unless set. What expires soonest goes first. */
  readonly maxSize?: number
}

/**
 * Results on the disk of one machine: every process of it finds what another one made, and knows what another one invalidated at its next call. What was written is there after a restart, and after `kill -9`.
 * Needs the package `lmdb`. Opens the folder when it is first used.
 */
export function lmdbStore({ path, maxSize = 1024 ** 3 }: LmdbStoreOptions): Store {
  return new LmdbStore(resolve(path), maxSize)
}

const hour = 3_600_000
/** Entries that are looked at before others get their turn. */
const atOnce = 500

class LmdbStore implements Store {
  readonly name = 'lmdb'
  readonly trust = 0
  readonly place: string
  readonly #maxSize: number
  /** When this process last noted that it uses a version. */
  readonly #noted = new Map<string, number>()
  #database: Database | undefined
  #timer: NodeJS.Timeout | undefined
  #sets = 0

  constructor(place: string, maxSize: number) {
    this.place = place
    this.#maxSize = maxSize
  }

  get(key: string): StoredResult | undefined {
    const database = this.#open()
    database.root.resetReadTxn()
    const frame = database.entries.getBinary(key)
    const result = frame && readFrame(frame, Date.now())
    if (result !== undefined) this.#note(database, result)
    return result
  }

  async set(key: string, result: StoredResult): Promise<void> {
    const database = this.#open()
    const { root, entries, due } = database
    const now = Date.now()
    const frame = writeFrame(result, now)
    refuseWhenFull(database, frame.length)
    const before = entries.getBinary(key)
    const old = before && dueOf(key, before, now)
    this.#note(database, result)
    await root.batch(() => {
      if (old !== undefined) void due.remove([...old])
      void entries.put(key, frame as Buffer)
      void due.put([...(dueOf(key, frame, now) as Due)], true)
    })
    if (this.#sets++ % 64 === 0) await evict(database, this.#maxSize)
  }

  async delete(key: string): Promise<void> {
    await this.#open().entries.remove(key)
  }

  async invalidate(invalidations: readonly Invalidation[], by: string): Promise<void> {
    const database = this.#open()
    refuseWhenFull(database, 4096)
    await writeLog(database, invalidations, by)
  }

  invalidations(after: number): InvalidationLog {
    const database = this.#open()
    database.root.resetReadTxn()
    return readLog(database, after)
  }

  async *list(): AsyncGenerator<StoredInfo> {
    const { entries } = this.#open()
    let start = ''
    for (;;) {
      const rows = [...entries.getRange({ start, limit: atOnce })]
      const now = Date.now()
      for (const { key, value } of rows) {
        const info = key === start ? undefined : frameInfo(key, value, now)
        if (info !== undefined) yield info
      }
      if (rows.length < atOnce) return
      start = rows.at(-1)!.key
      await new Promise((next) => {
        setImmediate(next)
      })
    }
  }

  stats(): StoreStats {
    const { entries, tags } = this.#open()
    return { entries: countOf(entries), bytes: sizeOf(entries), tags: countOf(tags) }
  }

  prune(): Promise<number> {
    return prune(this.#open())
  }

  async clear(): Promise<void> {
    const { entries, due, versions } = this.#open()
    await Promise.all([entries.clearAsync(), due.clearAsync(), versions.clearAsync()])
    this.#noted.clear()
    await this.invalidate([{ tag: undefined, expiresIn: 0 }], 'clear')
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    const database = this.#database
    this.#database = undefined
    await database?.root.close()
  }

  #open(): Database {
    if (this.#database !== undefined) return this.#database
    const database = openDatabase(this.place)
    this.#timer = setInterval(() => void this.#prune(), hour).unref()
    setTimeout(() => void this.#prune(), 2000).unref()
    return (this.#database = database)
  }

  /** Once an hour, by one of the processes. */
  async #prune(): Promise<void> {
    const database = this.#database
    if (database === undefined || Date.now() - ((database.about.get('pruned') as number | undefined) ?? 0) < hour)
      return
    await database.about.put('pruned', Date.now()).catch(() => false)
    await prune(database).catch(() => 0)
  }

  /** So that `prune` knows the versions that are in use. */
  #note({ versions }: Database, { function: id, version = '' }: StoredResult): void {
    const name = `${id}\0${version}`
    const now = Date.now()
    if (now - (this.#noted.get(name) ?? 0) < hour) return
    this.#noted.set(name, now)
    versions.put(name, now).catch(() => this.#noted.delete(name))
  }
}
