// #region Re-exports
export { subscribe } from './subscribe.js';
// #endregion