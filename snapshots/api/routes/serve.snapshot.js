// #region Re-exports
export { scan } from './scan.js';
export { serve } from './serve/node.js';
// #endregion