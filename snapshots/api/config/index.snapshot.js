// #region Re-exports
export { defineConfig } from './define-config.js';
// #endregion