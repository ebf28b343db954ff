// #region Re-exports
export { lmdbStore, type LmdbStoreOptions } from './lmdb-store.ts';
// #endregion