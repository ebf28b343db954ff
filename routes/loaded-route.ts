import type { DispatchOptions } from './dispatch.ts'
import type { Route, RouteModule } from './manifest.ts'
import type { AheadOfTime } from './response-cache/ahead-of-time.ts'
import { responseCache, type ResponseCache } from './response-cache/response-cache.ts'

/** A route with its module, and what it keeps of its answers. */
export interface LoadedRoute {
  readonly route: Route
  readonly module: RouteModule
  readonly cache: ResponseCache | null
}

/** Rejects with what loading the module throws, and for segment config that means nothing. */
export async function loadRoute(
  route: Route,
  options: DispatchOptions,
  ahead: AheadOfTime | null = null,
): Promise<LoadedRoute> {
  const module = await route.load()
  return { route, module, cache: responseCache(route, module, options, ahead) }
}
