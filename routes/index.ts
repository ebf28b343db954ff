/** `use-cache/routes`: route handlers on `Request` and `Response`, for any server. */
export { cors, type CorsOptions, type WithCors } from './cors.ts'
export { createRoutes, type Routes, type RoutesOptions } from './create-routes.ts'
export type { FetchContext } from './dispatch-options.ts'
export type { FailedRequest } from './failure.ts'
export type { Manifest, Route, RouteModule } from './manifest.ts'
export type { Params } from './match.ts'
export type { Handler } from './methods.ts'
export { testRoute, type TestRequest } from './test-route.ts'
