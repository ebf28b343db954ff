import { within } from '../../outer/budget.ts'
import {
  lifespan,
  type Invalidation,
  type InvalidationLog,
  type Lease,
  type Store,
  type StoredInfo,
  type StoredResult,
  type StoreStats,
} from '../../store.ts'
import { frameInfo, readFrame, writeFrame } from '../frame.ts'
import { commandTimeout, connect, type Connection, type Reply } from './connection.ts'
import { awaitLease, takeLease } from './lease.ts'
import { countTags, type LogKeys, readLog, writeLog } from './log.ts'
import { checkOptions, type RedisStoreOptions, withoutSecrets } from './options.ts'

/**
 * Results shared by many machines: in Redis, Valkey, or a Redis Cluster. Memory in front of it answers most calls; one process of all makes a result while the others wait for it or use the stale one.
 * Needs the package `redis`. Connects when it is first used.
 */
export function redisStore(options: RedisStoreOptions): Store {
  checkOptions(options)
  return new RedisStore([options.url].flat(), options)
}

/** A log outlives what it speaks of, in milliseconds. */
const dayLonger = 86_400_000
/** How long somebody who waits for another process waits for Redis, in milliseconds. */
const longestReply = 1000

class RedisStore implements Store {
  readonly name = 'redis'
  readonly trust: number
  readonly budget: number
  readonly place: string
  readonly #urls: readonly string[]
  readonly #isCluster: boolean
  readonly #prefix: string
  readonly #maxAge: number
  readonly #log: LogKeys
  readonly #channel: string
  readonly #listeners = new Set<() => void>()
  #connecting: Promise<Connection> | undefined
  /** What the server's clock is ahead of ours. */
  #ahead: number | undefined
  #closed = false

  constructor(
    urls: readonly string[],
    { cluster, prefix = 'use-cache:', staleness, timeout, maxAge }: RedisStoreOptions,
  ) {
    this.#urls = urls
    this.#isCluster = cluster ?? urls.length > 1
    this.#prefix = prefix
    this.#maxAge = Math.round((maxAge ?? 30 * 86_400) * 1000)
    this.#log = [`${prefix}{log}:order`, `${prefix}{log}:marks`]
    this.#channel = `${prefix}changed`
    this.trust = staleness ?? 1000
    this.budget = timeout ?? 200
    this.place = urls.map(withoutSecrets).join(', ')
  }

  async get(key: string): Promise<StoredResult | undefined> {
    const connection = await this.#connect()
    const entry = this.#entry(key)
    const [frame, now] = await Promise.all([frameAt(connection, entry), this.#now()])
    return frame && readFrame(frame, now)
  }

  async set(key: string, result: StoredResult): Promise<void> {
    const connection = await this.#connect()
    const entry = this.#entry(key)
    const { frame, ttl } = await this.#framed(result)
    if (ttl > 0) await connection.send(entry, ['SET', entry, frame, 'PX', String(ttl)])
  }

  async delete(key: string): Promise<void> {
    const entry = this.#entry(key)
    await (await this.#connect()).send(entry, ['UNLINK', entry])
  }

  async invalidate(invalidations: readonly Invalidation[], by: string): Promise<void> {
    const log = { by, ttl: this.#maxAge + dayLonger, channel: this.#channel }
    await writeLog(await this.#connect(), this.#log, invalidations, log)
  }

  async invalidations(after: number): Promise<InvalidationLog> {
    const { now, ...log } = await readLog(await this.#connect(), this.#log, after, this.#maxAge + dayLonger)
    this.#ahead = now - Date.now()
    return log
  }

  subscribe(changed: () => void): () => void {
    this.#listeners.add(changed)
    return () => void this.#listeners.delete(changed)
  }

  async lease(key: string): Promise<Lease | undefined> {
    return takeLease(await this.#connect(), this.#entry(key), (result) => this.#framed(result))
  }

  async leaseEnd(key: string, patience: number): Promise<void> {
    const connection = await this.#connect()
    const send: Connection['send'] = (node, args) => within(longestReply, connection.send(node, args), 'redis: waiting')
    await awaitLease({ ...connection, send }, this.#entry(key), patience).catch(() => {})
  }

  async *list(): AsyncGenerator<StoredInfo> {
    const now = await this.#now()
    for await (const keys of this.#scan()) {
      const connection = await this.#connect()
      const frames = await Promise.all(keys.map((entry) => frameAt(connection, entry)))
      for (const [index, frame] of frames.entries()) {
        const info = frame && frameInfo(this.#keyOf(keys[index]!), frame, now)
        if (info !== undefined) yield info
      }
    }
  }

  async stats(): Promise<StoreStats> {
    const connection = await this.#connect()
    let entries = 0
    let bytes = 0
    for await (const keys of this.#scan()) {
      entries += keys.length
      const sizes = await Promise.all(keys.map((entry) => connection.send(entry, ['MEMORY', 'USAGE', entry])))
      for (const size of sizes) bytes += Number(size ?? 0)
    }
    return { entries, bytes, tags: await countTags(connection, this.#log) }
  }

  /** Redis does that by itself: every key has an end. */
  prune(): number {
    return 0
  }

  async clear(): Promise<void> {
    const connection = await this.#connect()
    for await (const keys of this.#scan())
      await Promise.all(keys.map((entry) => connection.send(entry, ['UNLINK', entry])))
    await this.invalidate([{ tag: undefined, expiresIn: 0 }], 'clear')
  }

  close(): void {
    this.#closed = true
    this.#connecting?.then((connection) => connection.close()).catch(() => {})
    this.#connecting = undefined
    this.#listeners.clear()
  }

  /** Its braces keep an entry and its lease on one node of a cluster. */
  #entry(key: string): string {
    return `${this.#prefix}{${key}}`
  }

  #keyOf(entry: string): string {
    return entry.slice(this.#prefix.length + 1, -1)
  }

  async #framed(result: StoredResult): Promise<{ readonly frame: Buffer; readonly ttl: number }> {
    const ttl = Math.floor(Math.min(lifespan(result.life) - result.age, this.#maxAge))
    return { frame: writeFrame(result, await this.#now()) as Buffer, ttl }
  }

  /** The time of the server's clock. */
  async #now(): Promise<number> {
    if (this.#ahead === undefined) await this.invalidations(Number.MAX_SAFE_INTEGER)
    return Date.now() + this.#ahead!
  }

  async #connect(): Promise<Connection> {
    if (this.#closed) throw new Error('The store was closed.')
    const connecting = (this.#connecting ??= this.#connectNow())
    const connection = await connecting
    if (connection.isUp()) return connection
    if (this.#connecting === connecting) {
      this.#connecting = undefined
      // What is under way may still be answered.
      setTimeout(() => connection.close(), commandTimeout).unref()
    }
    return (this.#connecting ??= this.#connectNow())
  }

  async #connectNow(): Promise<Connection> {
    const changed = (): void => {
      for (const listener of this.#listeners) listener()
    }
    try {
      const connection = await connect(this.#urls, this.#isCluster)
      connection.subscribe(this.#channel, changed).catch(() => {})
      return connection
    } catch (error) {
      this.#connecting = undefined
      throw error
    }
  }

  /** The keys of entries, some at a time. For people alone: no call ever looks for keys. */
  async *#scan(): AsyncGenerator<readonly string[]> {
    const pattern = `${this.#prefix.replace(/[*?[\]\\]/g, '\\$&')}{*}`
    for (const send of await (await this.#connect()).nodes()) {
      let cursor = '0'
      do {
        const [next, keys] = (await send(['SCAN', cursor, 'MATCH', pattern, 'COUNT', '500'])) as [Reply, Reply[]]
        cursor = String(next)
        const entries = keys.map(String)
        if (entries.length > 0) yield entries
      } while (cursor !== '0')
    }
  }
}

/** Undefined also where somebody keeps something that is no text. */
async function frameAt(connection: Connection, entry: string): Promise<Buffer | undefined> {
  try {
    const reply = await connection.send(entry, ['GET', entry])
    return reply instanceof Buffer ? reply : undefined
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('WRONGTYPE')) return undefined
    throw error
  }
}
