// #region Re-exports
export { lmdbStore } from './lmdb-store.js';
// #endregion