/** The caches that we are compared with, with their results in Redis or LMDB: each as its documentation shows it. In memory alone they are in `caches.ts`. */
import { join } from 'node:path'
import { type Database, open } from 'lmdb'
import type { Load } from './caches.ts'
import { importPeer } from './peers.ts'

/** A process of its own, as far as memory goes: what another one made is read from Redis. */
export type Start = (load: Load) => Load

export async function inRedis(url: string): Promise<Readonly<Record<string, Start>>> {
  const bento = await byBento(url)
  const Redis = await keyvRedis()
  return {
    keyv: await byKeyv(() => new Redis(url)),
    cacheable: await byCacheable(() => new Redis(url)),
    bentocache: bento(true),
    'bentocache, no memory': bento(false),
  }
}

/**
 * Nobody publishes an adapter for LMDB, so the two that take an object like a `Map` get one. It reads what the database holds, as `lmdb` itself would be used: that alone is the floor.
 */
export async function inLmdb(folder: string): Promise<Readonly<Record<string, Start>>> {
  const opened = (name: string): (() => Database<unknown, string>) => {
    const path = join(folder, name)
    return () => open({ path })
  }
  const [plain, forKeyv, forCacheable] = ['plain', 'keyv', 'cacheable'].map(opened) as [Opened, Opened, Opened]
  return {
    'lmdb by hand': byHand(plain),
    keyv: await byKeyv(() => mapOf(forKeyv())),
    cacheable: await byCacheable(() => mapOf(forCacheable())),
  }
}

type Opened = () => Database<unknown, string>

/** Returns what an adapter of Keyv is. */
function mapOf(database: Database<unknown, string>): object {
  return {
    get: (key: string) => database.get(key),
    set: (key: string, value: unknown) => database.put(key, value),
    delete: (key: string) => database.remove(key),
    clear: () => database.clearAsync(),
  }
}

function byHand(opened: Opened): Start {
  return (load) => {
    const database = opened()
    return async (...args) => {
      const key = JSON.stringify(args)
      const known = database.get(key)
      if (known !== undefined) return known
      const value = await load(...args)
      await database.put(key, value)
      return value
    }
  }
}

async function byKeyv(store: () => object): Promise<Start> {
  interface Cache {
    get(key: string): Promise<unknown>
    set(key: string, value: unknown, ttl: number): Promise<unknown>
  }
  const { Keyv } = await importPeer<{ readonly Keyv: new (options: object) => Cache }>('keyv')
  return (load) => {
    const keyv = new Keyv({ store: store() })
    return async (...args) => {
      const key = JSON.stringify(args)
      const known = await keyv.get(key)
      if (known !== undefined) return known
      const value = await load(...args)
      await keyv.set(key, value, 3_600_000)
      return value
    }
  }
}

async function byCacheable(store: () => object): Promise<Start> {
  interface Cache {
    getOrSet(key: string, load: () => Promise<unknown>, options: object): Promise<unknown>
  }
  const { Cacheable } = await importPeer<{ readonly Cacheable: new (options: object) => Cache }>('cacheable')
  return (load) => {
    const cacheable = new Cacheable({ secondary: store() })
    return (...args) => cacheable.getOrSet(JSON.stringify(args), () => load(...args), { ttl: '1h' })
  }
}

async function keyvRedis(): Promise<new (url: string) => object> {
  const { default: Redis } = await importPeer<{ readonly default: new (url: string) => object }>('@keyv/redis')
  return Redis
}

async function byBento(url: string): Promise<(memory: boolean) => Start> {
  interface Cache {
    getOrSet(options: { key: string; ttl: string; factory: () => Promise<unknown> }): Promise<unknown>
  }
  interface Layers {
    useL1Layer(driver: unknown): Layers
    useL2Layer(driver: unknown): Layers
  }
  type Driver = (options: object) => unknown
  const { BentoCache, bentostore } = await importPeer<{
    readonly BentoCache: new (options: object) => Cache
    readonly bentostore: () => Layers
  }>('bentocache')
  const { memoryDriver } = await importPeer<{ readonly memoryDriver: Driver }>('bentocache/drivers/memory')
  const { redisDriver } = await importPeer<{ readonly redisDriver: Driver }>('bentocache/drivers/redis')
  const { hostname: host, port } = new URL(url)
  return (memory) => (load) => {
    const redis = bentostore().useL2Layer(redisDriver({ connection: { host, port: Number(port || 6379) } }))
    const store = memory ? redis.useL1Layer(memoryDriver({ maxItems: 1_000_000 })) : redis
    const bento = new BentoCache({ default: 'store', stores: { store } })
    return (...args) => bento.getOrSet({ key: JSON.stringify(args), ttl: '1h', factory: () => load(...args) })
  }
}
