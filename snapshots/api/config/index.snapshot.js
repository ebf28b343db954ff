// #region Re-exports
export { defineConfig } from './define-config.js';
export { storesFromEnvironment } from './stores.js';
// #endregion