// #region Re-exports
export { collectPrerendered, prerender } from './prerender/prerender.js';
export { nodeHandler, serve } from './serve/node.js';
export { readPrerendered, writePrerendered } from './prerender/prerendered.js';
export { scan } from './scan.js';
// #endregion