/**
 * The caches that we are compared with, each as its documentation shows it: a function that is cached by its arguments. What runs inside of a framework only (Next, vinext) is in `frameworks.ts`.
 */
import { define, run } from '../runtime/abi.ts'
import { importPeer } from './peers.ts'

export type Load = (...args: readonly unknown[]) => Promise<unknown>

/** Makes a function cached. `name` is unique. */
export type Wrap = (name: string, load: Load, parameters: number) => Load

export const ours = 'use-cache'

export async function caches(): Promise<Readonly<Record<string, Wrap>>> {
  return {
    [ours]: compiled,
    'p-memoize, JSON key': await byPMemoize(),
    'memoize, JSON key': await byMemoize(),
    'lru-cache, JSON key': await byLru(),
    'async-cache-dedupe': await byDedupe(),
    'bentocache, JSON key': await byBento(),
    'keyv, JSON key': await byKeyv(),
    'cacheable, JSON key': await byCacheable(),
  }
}

/** As the compiler writes it. */
const compiled: Wrap = (name, load, parameters) => {
  const list = ['$0', '$1'].slice(0, parameters).join(', ')
  const module = `let $c0
    return function (${list}) { return $run($c0 ??= $define(${JSON.stringify(`bench.ts#${name}`)}), [${list}], async function (...args) { return load(...args) }) }`
  // oxlint-disable-next-line typescript/no-implied-eval
  return new Function('$define', '$run', 'load', module)(define, run, load) as Load
}

async function byPMemoize(): Promise<Wrap> {
  type PMemoize = (load: Load, options: object) => Load
  const { default: pMemoize } = await importPeer<{ readonly default: PMemoize }>('p-memoize')
  return (_name, load) => pMemoize(load, { cacheKey: JSON.stringify, cache: new Map() })
}

async function byMemoize(): Promise<Wrap> {
  type Memoize = (load: Load, options: object) => Load
  const { default: memoize } = await importPeer<{ readonly default: Memoize }>('memoize')
  return (_name, load) => memoize(load, { cacheKey: JSON.stringify })
}

/** No cache of functions, so this is what people write around it. */
async function byLru(): Promise<Wrap> {
  interface Lru {
    get(key: string): unknown
    set(key: string, value: unknown): void
  }
  const { LRUCache } = await importPeer<{ readonly LRUCache: new (options: object) => Lru }>('lru-cache')
  return (_name, load) => {
    const lru = new LRUCache({ max: 1_000_000 })
    return async (...args) => {
      const key = JSON.stringify(args)
      const known = lru.get(key)
      if (known !== undefined) return known
      const value = await load(...args)
      lru.set(key, value)
      return value
    }
  }
}

async function byDedupe(): Promise<Wrap> {
  type Define = (name: string, load: (args: readonly unknown[]) => Promise<unknown>) => void
  interface Dedupe extends Record<string, unknown> {
    readonly define: Define
  }
  const { createCache } = await importPeer<{ readonly createCache: (options: object) => Dedupe }>('async-cache-dedupe')
  return (name, load) => {
    const cache = createCache({ ttl: 3600, storage: { type: 'memory', options: { size: 1_000_000 } } })
    cache.define(name, (args) => load(...args))
    const fn = cache[name] as (args: readonly unknown[]) => Promise<unknown>
    return (...args) => fn.call(cache, args)
  }
}

async function byBento(): Promise<Wrap> {
  interface Bento {
    getOrSet(options: { key: string; ttl: string; factory: () => Promise<unknown> }): Promise<unknown>
  }
  interface Store {
    useL1Layer(driver: unknown): Store
  }
  const { BentoCache, bentostore } = await importPeer<{
    readonly BentoCache: new (options: object) => Bento
    readonly bentostore: () => Store
  }>('bentocache')
  const { memoryDriver } = await importPeer<{ readonly memoryDriver: (options: object) => unknown }>(
    'bentocache/drivers/memory',
  )
  return (_name, load) => {
    const memory = bentostore().useL1Layer(memoryDriver({ maxItems: 1_000_000 }))
    const bento = new BentoCache({ default: 'memory', stores: { memory } })
    return (...args) => bento.getOrSet({ key: JSON.stringify(args), ttl: '1h', factory: () => load(...args) })
  }
}

async function byKeyv(): Promise<Wrap> {
  interface Store {
    get(key: string): Promise<unknown>
    set(key: string, value: unknown): Promise<unknown>
  }
  const { Keyv } = await importPeer<{ readonly Keyv: new () => Store }>('keyv')
  return (_name, load) => {
    const keyv = new Keyv()
    return async (...args) => {
      const key = JSON.stringify(args)
      const known = await keyv.get(key)
      if (known !== undefined) return known
      const value = await load(...args)
      await keyv.set(key, value)
      return value
    }
  }
}

async function byCacheable(): Promise<Wrap> {
  interface Store {
    getOrSet(key: string, load: () => Promise<unknown>, options: object): Promise<unknown>
  }
  const { Cacheable } = await importPeer<{ readonly Cacheable: new () => Store }>('cacheable')
  return (_name, load) => {
    const cacheable = new Cacheable()
    return (...args) => cacheable.getOrSet(JSON.stringify(args), () => load(...args), { ttl: '1h' })
  }
}
