import { dispatch, type DispatchOptions, type FetchContext } from './dispatch.ts'
import { failed } from './failure.ts'
import type { Manifest, Route, RouteModule } from './manifest.ts'
import { createMatcher, type Match } from './match.ts'

export type RoutesOptions = DispatchOptions

/** The routes of an app as one function from `Request` to `Response`. */
export interface Routes {
  /** Answers a request; what no route answers is a 404. Mount it in any server: it needs no `this`. */
  readonly fetch: (request: Request, context?: FetchContext) => Promise<Response>
}

/** A route with its module, once that is loaded. */
interface LoadedRoute {
  readonly pattern: string
  readonly route: Route
  module: RouteModule | null
}

/** Makes an app's routes answer requests. Modules are loaded when they are first asked for. */
export function createRoutes(manifest: Manifest, options: RoutesOptions = {}): Routes {
  const match = createMatcher(
    manifest.routes.map((route): LoadedRoute => ({ pattern: route.pattern, route, module: null })),
  )
  return {
    async fetch(request, context) {
      const found = match(pathnameOf(request.url))
      if (found.type !== 'found') return withoutRoute(found, request)
      const { route, params } = found
      try {
        route.module ??= await route.route.load()
      } catch (error) {
        return failed(error, { request, route: route.route }, options)
      }
      return dispatch(route.route, route.module, request, params, options, context)
    },
  }
}

function withoutRoute(found: Exclude<Match<LoadedRoute>, { type: 'found' }>, request: Request): Response {
  if (found.type !== 'elsewhere') return new Response(null, { status: found.type === 'malformed' ? 400 : 404 })
  return new Response(null, { status: 308, headers: { location: found.pathname + new URL(request.url).search } })
}

/** The path of a URL as `Request.url` has it: absolute, and normal already. */
function pathnameOf(url: string): string {
  // The shortest origin, `http://a`, has eight characters.
  const start = url.indexOf('/', 8)
  const query = url.indexOf('?', start)
  const hash = url.indexOf('#', start)
  if (query === -1) return hash === -1 ? url.slice(start) : url.slice(start, hash)
  return url.slice(start, hash === -1 ? query : Math.min(query, hash))
}
