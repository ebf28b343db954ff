// #region Re-exports
export { plugin as default } from './plugin.js';
// #endregion