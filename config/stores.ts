import type { StoresByKind } from '../runtime/index.ts'
import { lmdbStore } from '../runtime/stores/lmdb/index.ts'
import { redisStore } from '../runtime/stores/redis/index.ts'

/**
 * What the environment says about stores: `USE_CACHE_REDIS_URL` (several nodes of a cluster separated by commas) for every kind; else `USE_CACHE_LMDB_PATH`; else undefined. Holds where the configuration names no
 * stores; with `stores: storesFromEnvironment() ?? { … }` it wins.
 */
export function storesFromEnvironment(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): StoresByKind | undefined {
  const { USE_CACHE_REDIS_URL: urls, USE_CACHE_LMDB_PATH: path } = environment
  if (urls !== undefined && urls !== '') {
    const list = urls.split(',').map((url) => url.trim())
    return { default: redisStore({ url: list.length === 1 ? list[0]! : list }) }
  }
  return path === undefined || path === '' ? undefined : { default: lmdbStore({ path }) }
}

/** Which store each kind uses, in a line for people. */
export function storesLine(stores: StoresByKind | undefined): string {
  const kinds = Object.entries(stores ?? {}).map(([kind, store]) =>
    store === 'memory'
      ? `${kind} in memory`
      : `${kind} in ${store.name}${store.place === undefined ? '' : ` (${store.place})`}`,
  )
  const isInMemory = stores?.default === undefined || Object.values(stores).includes('memory')
  if (stores?.default === undefined) kinds.push(kinds.length === 0 ? 'all results in memory' : 'others in memory')
  return `use-cache: ${kinds.join(', ')}${isInMemory ? '; what is in memory ends with the process' : ''}.`
}
