// #region Re-exports
export { nextHandler } from './next-handler.js';
export { nextStore } from './next-store.js';
// #endregion