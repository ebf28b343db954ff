// #region Re-exports
export { cors } from './cors.js';
export { createRoutes } from './create-routes.js';
export { testRoute } from './test-route.js';
// #endregion