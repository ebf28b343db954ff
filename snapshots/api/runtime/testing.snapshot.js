// #region Functions
export function testCache(_) {}
// #endregion

// #region Re-exports
export { cacheMatchers } from './cache-matchers.js';
export { testStore } from './conformance/test-store.js';
// #endregion