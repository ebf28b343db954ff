// #region Re-exports
export { cors, type CorsOptions, type WithCors } from './cors.ts';
export { createRoutes, type Routes, type RoutesOptions } from './create-routes.ts';
export type { FailedRequest } from './failure.ts';
export type { FetchContext } from './dispatch-options.ts';
export type { Handler } from './methods.ts';
export type { Manifest, Route, RouteModule } from './manifest.ts';
export type { Params } from './match.ts';
export { testRoute, type TestRequest } from './test-route.ts';
// #endregion