/** The caches that we are compared with, with their results in Redis: each as its documentation shows it. In memory alone they are in `caches.ts`. */
import type { Load } from './caches.ts'
import { importPeer } from './peers.ts'

/** A process of its own, as far as memory goes: what another one made is read from Redis. */
export type Start = (load: Load) => Load

export async function inRedis(url: string): Promise<Readonly<Record<string, Start>>> {
  const bento = await byBento(url)
  return {
    keyv: await byKeyv(url),
    cacheable: await byCacheable(url),
    bentocache: bento(true),
    'bentocache, no memory': bento(false),
  }
}

async function byKeyv(url: string): Promise<Start> {
  interface Cache {
    get(key: string): Promise<unknown>
    set(key: string, value: unknown, ttl: number): Promise<unknown>
  }
  const { Keyv } = await importPeer<{ readonly Keyv: new (options: object) => Cache }>('keyv')
  const Redis = await keyvRedis()
  return (load) => {
    const keyv = new Keyv({ store: new Redis(url) })
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

async function byCacheable(url: string): Promise<Start> {
  interface Cache {
    getOrSet(key: string, load: () => Promise<unknown>, options: object): Promise<unknown>
  }
  const { Cacheable } = await importPeer<{ readonly Cacheable: new (options: object) => Cache }>('cacheable')
  const Redis = await keyvRedis()
  return (load) => {
    const cacheable = new Cacheable({ secondary: new Redis(url) })
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
