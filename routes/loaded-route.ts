import type { DispatchOptions } from './dispatch-options.ts'
import type { Route, RouteModule } from './manifest.ts'
import { letRequestsBeCopied } from './request/copy-request.ts'
import type { AheadOfTime } from './response-cache/ahead-of-time.ts'
import { responseCache, type ResponseCache } from './response-cache/response-cache.ts'
import { segmentConfigOf } from './response-cache/segment-config.ts'
import { listedBy } from './response-cache/static-params.ts'

/** A route with its module, and what it keeps of its answers. */
export interface LoadedRoute {
  readonly route: Route
  readonly module: RouteModule
  /** Whether there is such a path at all; null where every path that matches is answered. */
  readonly isListed: ((path: string) => Promise<boolean>) | null
  readonly cache: ResponseCache | null
}

/** Rejects with what loading the module throws, and for segment config that means nothing. */
export async function loadRoute(
  route: Route,
  options: DispatchOptions,
  ahead: AheadOfTime | null = null,
): Promise<LoadedRoute> {
  letRequestsBeCopied()
  const module = await route.load()
  const config = segmentConfigOf(route, module, options.cacheComponents === true)
  const isListed = config.dynamicParams ? null : listedBy(route, module)
  return { route, module, isListed, cache: responseCache(route, module, config, options, ahead) }
}
