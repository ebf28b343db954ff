// #region Re-exports
export { defineConfig, type Config } from './define-config.ts';
export { storesFromEnvironment } from './stores.ts';
// #endregion