// #region Re-exports
export { defineConfig, type Config } from './define-config.ts';
// #endregion