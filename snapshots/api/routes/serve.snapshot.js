// #region Re-exports
export { nodeHandler, serve } from './serve/node.js';
export { scan } from './scan.js';
// #endregion