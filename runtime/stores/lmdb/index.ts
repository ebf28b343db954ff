/** `use-cache/lmdb`: results on the disk of one machine, shared by its processes, kept when they end. */
export { lmdbStore, type LmdbStoreOptions } from './lmdb-store.ts'
