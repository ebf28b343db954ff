import { dispatch, readyAnswer } from './dispatch.ts'
import type { DispatchOptions, FetchContext } from './dispatch-options.ts'
import { failed } from './failure.ts'
import { loadRoute, type LoadedRoute } from './loaded-route.ts'
import type { Manifest, Route } from './manifest.ts'
import { createMatcher, type Match } from './match.ts'
import type { Prerendered } from './prerender/prerendered.ts'
import { aheadOfTime, type AheadOfTime } from './response-cache/ahead-of-time.ts'
import type { KeptAnswer } from './response-cache/response-cache.ts'

/** What `createRoutes` takes beside the routes. */
export interface RoutesOptions extends DispatchOptions {
  /** What a build made ahead of time (`readPrerendered`). It is in the cache from the start. */
  readonly prerendered?: Prerendered
}

/** For servers that can send what is kept without a `Request` and a `Response` around it. */
export const ready: unique symbol = Symbol('ready')

/** The routes of an app as one function from `Request` to `Response`. */
export interface Routes {
  /** Answers a request; what no route answers is a 404. Mount it in any server: it needs no `this`. */
  readonly fetch: (request: Request, context?: FetchContext) => Promise<Response>
  /** What is kept for a path as it stands in a URL, for a client that sees no drafts; null where `fetch` has to say it. */
  readonly [ready]?: (method: string | undefined, pathname: string) => KeptAnswer | null
}

/** A route, and what was loaded for it. */
interface Listed {
  readonly pattern: string
  readonly route: Route
  readonly ahead: AheadOfTime | null
  loaded: LoadedRoute | null
  loading: Promise<LoadedRoute> | null
}

/** Makes an app's routes answer requests. Modules are loaded when they are first asked for. */
export function createRoutes(manifest: Manifest, options: RoutesOptions = {}): Routes {
  const ahead = aheadOfTime(manifest, options)
  const match = createMatcher(
    manifest.routes.map((route): Listed => ({
      pattern: route.pattern,
      route,
      ahead: ahead(route),
      loaded: null,
      loading: null,
    })),
  )
  return {
    async fetch(request, context) {
      const found = match(pathnameOf(request))
      if (found.type !== 'found') return withoutRoute(found, request)
      const { route, params } = found
      try {
        route.loaded ??= await load(route, options)
      } catch (error) {
        return failed(error, { request, route: route.route }, options)
      }
      return dispatch(route.loaded, request, params, options, context)
    },
    [ready](method, pathname) {
      if (method !== 'GET' && method !== 'HEAD') return null
      const found = match(pathname)
      if (found.type !== 'found' || found.route.loaded === null) return null
      return readyAnswer(found.route.loaded, method, found.params)
    },
  }
}

/** Once for all requests that come meanwhile; what fails is tried again. */
async function load(listed: Listed, options: RoutesOptions): Promise<LoadedRoute> {
  try {
    return await (listed.loading ??= loadRoute(listed.route, options, listed.ahead))
  } finally {
    listed.loading = null
  }
}

function withoutRoute(found: Exclude<Match<Listed>, { type: 'found' }>, request: Request): Response {
  if (found.type !== 'elsewhere') return new Response(null, { status: found.type === 'malformed' ? 400 : 404 })
  return new Response(null, { status: 308, headers: { location: found.pathname + new URL(request.url).search } })
}

/** The path of a request. `url` is absolute, and normal already; servers that read requests lazily have its parts at hand. */
function pathnameOf(request: Request & { readonly _url?: { readonly pathname: string } }): string {
  if (request._url !== undefined) return request._url.pathname
  const { url } = request
  // The shortest origin, `http://a`, has eight characters.
  const start = url.indexOf('/', 8)
  const query = url.indexOf('?', start)
  const hash = url.indexOf('#', start)
  if (query === -1) return hash === -1 ? url.slice(start) : url.slice(start, hash)
  return url.slice(start, hash === -1 ? query : Math.min(query, hash))
}
