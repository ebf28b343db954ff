import { resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { checkNumber } from '../../check-number.ts'
import { OptionError, StoreError } from '../../errors.ts'
import type { Invalidation, InvalidationLog, Store, StoredInfo, StoredResult, StoreStats } from '../../store.ts'
import { refuseUnknown } from '../../unknown-option.ts'
import { warn } from '../../warn.ts'
import { frameInfo, readFrame, writeFrame } from '../frame.ts'
import { countOf, type Database, type Due, openDatabase, refuseWhenFull, sizeOf } from './database.ts'
import { readLog, writeLog } from './log.ts'
import { inWords, named, reasonOf } from './failure.ts'
import { inodeOf } from './folder.ts'
import { dueOf, evict, prune } from './prune.ts'

/** See `lmdbStore`. */
export interface LmdbStoreOptions {
  /** A folder, relative to where the process was started; made when it is not there. Up to a thousand processes may use it at a time. */
  readonly path: string
  /** What results may take on the disk, in bytes: 1 GiB unless set. What expires soonest goes first; what is larger alone is not kept. */
  readonly maxSize?: number
}

/**
 * Results on the disk of one machine: every process of it finds what another one made, and knows what another one invalidated at its next call. What was written is there after a restart, and after `kill -9`.
 * Needs the package `lmdb`. Opens the folder when it is first used.
 */
export function lmdbStore(options: LmdbStoreOptions): Store {
  refuseUnknown(options, ['path', 'maxSize'], 'lmdbStore()')
  const { path, maxSize = 1024 ** 3 } = options
  if (typeof path !== 'string' || path === '')
    throw new OptionError('invalid-option', "lmdbStore() needs a `path`: './cache'.")
  checkNumber(maxSize, 'lmdbStore(): `maxSize` (bytes)', 1)
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
  #timers: readonly NodeJS.Timeout[] | undefined
  /** Bytes of results that are on their way to the disk. */
  #queued = 0
  /** Bytes that were written since the size was looked at. */
  #unseen = Infinity
  #evicting: Promise<unknown> = Promise.resolve()
  /** What LMDB has to be open for. */
  readonly #working = new Set<Promise<unknown>>()
  /** Whether a commit did: LMDB waits for ever until it is on the disk, and would not close. */
  #hasFailed = false
  #closing: Promise<void> | undefined
  #isClosed = false

  constructor(place: string, maxSize: number) {
    this.place = place
    this.#maxSize = maxSize
  }

  get(key: string): StoredResult | undefined {
    return this.#read((database) => {
      const frame = database.entries.getBinary(key)
      const result = frame && readFrame(frame, Date.now())
      if (result !== undefined) this.#note(database, result)
      return result
    })
  }

  set(key: string, result: StoredResult): Promise<void> {
    return this.#while(async (database) => {
      const frame = writeFrame(result, Date.now())
      if (frame.length > this.#maxSize) return void (await database.entries.remove(key))
      this.#queued += frame.length
      try {
        await this.#put(database, key, frame, result)
      } finally {
        this.#queued -= frame.length
      }
      this.#unseen += frame.length
      if (this.#unseen > this.#maxSize / 64) await this.#evict(database, key)
    })
  }

  delete(key: string): Promise<void> {
    return this.#while(async ({ entries }) => void (await entries.remove(key)))
  }

  invalidate(invalidations: readonly Invalidation[], by: string): Promise<void> {
    return this.#while((database) => {
      refuseWhenFull(database, this.#queued + 4096)
      return writeLog(database, invalidations, by)
    })
  }

  invalidations(after: number): InvalidationLog {
    return this.#read((database) => readLog(database, after))
  }

  async *list(): AsyncGenerator<StoredInfo> {
    let start = ''
    for (;;) {
      const rows = this.#read(({ entries }) => [...entries.getRange({ start, limit: atOnce })])
      const now = Date.now()
      for (const { key, value } of rows) {
        const info = key === start ? undefined : frameInfo(key, value, now)
        if (info !== undefined) yield info
      }
      if (rows.length < atOnce) return
      start = rows.at(-1)!.key
      await setImmediate()
    }
  }

  stats(): StoreStats {
    return this.#read(({ entries, tags }) => ({
      entries: countOf(entries),
      bytes: sizeOf(entries),
      tags: countOf(tags),
    }))
  }

  prune(): Promise<number> {
    return this.#while(prune)
  }

  async clear(): Promise<void> {
    await this.#while(({ root, ...tables }) =>
      root.batch(() => {
        for (const table of [tables.entries, tables.due, tables.versions]) void table.clearAsync()
      }),
    )
    this.#noted.clear()
    await this.invalidate([{ tag: undefined, expiresIn: 0 }], 'clear')
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close())
  }

  async #close(): Promise<void> {
    // What a call has just made is still on its way.
    await setImmediate()
    this.#isClosed = true
    for (const timer of this.#timers ?? []) clearTimeout(timer)
    await Promise.allSettled(this.#working)
    const closing = this.#database?.root.close()
    if (!this.#hasFailed) await closing
    this.#database = undefined
  }

  #open(): Database {
    if (this.#isClosed) throw wasClosed(this.place)
    if (this.#database !== undefined) return this.#database
    this.#database = openDatabase(this.place)
    this.#timers ??= [
      setInterval(() => void this.#pruneInTurn(), hour).unref(),
      setTimeout(() => void this.#pruneInTurn(), 2000).unref(),
      setInterval(() => this.#leaveWhenReplaced(), 1000).unref(),
    ]
    return this.#database
  }

  /** In a folder that somebody has removed, this process would be alone. */
  #leaveWhenReplaced(): void {
    const left = this.#database
    if (left === undefined || inodeOf(this.place) === left.inode) return
    this.#database = undefined
    this.#noted.clear()
    this.#unseen = Infinity
    void Promise.allSettled(this.#working).then(() => left.root.close())
    warn(
      `${named(this.place)}: somebody removed or replaced the folder while it was in use. This process goes on with the one that is there now.`,
      'USE_CACHE_STORE',
    )
  }

  /** What is there at this moment. */
  #read<Value>(work: (database: Database) => Value): Value {
    const database = this.#open()
    try {
      database.root.resetReadTxn()
      return work(database)
    } catch (error) {
      throw inWords(this.place, error)
    }
  }

  /** Whoever reads or writes after LMDB was closed ends the process, so closing waits for this. */
  async #while<Value>(work: (database: Database) => Promise<Value>): Promise<Value> {
    const working = work(this.#open())
    this.#working.add(working)
    try {
      return await working
    } catch (error) {
      this.#hasFailed ||= error instanceof Error && 'commitError' in error
      throw inWords(this.place, await reasonOf(error))
    } finally {
      this.#working.delete(working)
    }
  }

  async #put(database: Database, key: string, frame: Uint8Array, result: StoredResult): Promise<void> {
    const { root, entries, due } = database
    refuseWhenFull(database, this.#queued)
    const before = entries.getBinary(key)
    const old = before && dueOf(key, before)
    this.#note(database, result)
    await root.batch(() => {
      if (old !== undefined) void due.remove([...old])
      void entries.put(key, frame as Buffer)
      void due.put([...(dueOf(key, frame) as Due)], frame.length)
    })
  }

  /** One after the other, so that none removes more than it has to. */
  async #evict(database: Database, spared: string): Promise<void> {
    this.#unseen = 0
    const evicting = this.#evicting.then(() => evict(database, this.#maxSize, spared))
    this.#evicting = evicting.catch(() => {})
    await evicting
  }

  /** Once an hour, by one of the processes. */
  async #pruneInTurn(): Promise<void> {
    const pruning = this.#while(async (database) => {
      const pruned = (database.about.get('pruned') as number | undefined) ?? 0
      if (Date.now() - pruned < hour) return
      await database.about.put('pruned', Date.now())
      await prune(database)
    })
    await pruning.catch(() => {})
  }

  /** So that `prune` knows the versions that are in use. */
  #note({ versions }: Database, { function: id, version = '' }: StoredResult): void {
    const name = `${id}\0${version}`
    const now = Date.now()
    if (now - (this.#noted.get(name) ?? 0) < hour) return
    this.#noted.set(name, now)
    this.#while(() => versions.put(name, now)).catch(() => this.#noted.delete(name))
  }
}

function wasClosed(path: string): StoreError {
  return new StoreError('store-unusable', `${named(path)} was closed. Make another one to go on with the folder.`)
}
