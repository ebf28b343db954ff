// #region Re-exports
export { defineConfig, type Config, type ServerConfig } from './define-config.ts';
export { storesFromEnvironment } from './stores.ts';
// #endregion