import { storesFromEnvironment } from '../config/stores.ts'
import { configure } from '../runtime/index.ts'

/** Where the configuration names no stores, the environment may: `USE_CACHE_REDIS_URL`, `USE_CACHE_LMDB_PATH`. */
export function useStoresOfEnvironment({ namesStores }: { readonly namesStores: boolean }): void {
  const stores = namesStores ? undefined : storesFromEnvironment()
  if (stores !== undefined) configure({ stores })
}
