import { dispatch } from './dispatch.ts'
import type { DispatchOptions, FetchContext } from './dispatch-options.ts'
import { loadRoute } from './loaded-route.ts'
import type { RouteModule } from './manifest.ts'
import type { Params } from './match.ts'

type Body = Exclude<RequestInit['body'], undefined>

/** The request that a route is tried with. */
export interface TestRequest extends DispatchOptions, FetchContext {
  /** Absolute, or a path. `/` by default. */
  readonly url?: string | URL
  /** GET by default. */
  readonly method?: string
  /** The values of the route's parameters, as the handler awaits them. */
  readonly params?: Params
  readonly headers?: NonNullable<RequestInit['headers']>
  /** Anything that a request can send; a plain object or array is sent as JSON. */
  readonly body?: Body | Record<string, unknown> | readonly unknown[]
  readonly signal?: AbortSignal
}

/**
 * Answers one request with a route's module, without a server: methods, `cookies()`, `redirect()`, `after()`, limits and errors work as they do there.
 *
 * ```ts
 * import * as route from './app/users/[id]/route.ts'
 * const response = await testRoute(route, { url: '/users/7', params: { id: '7' } })
 * ```
 */
export async function testRoute(module: RouteModule, test: TestRequest = {}): Promise<Response> {
  const { url = '/', method = 'GET', params = {}, body = null, signal = null, ...options } = test
  const absolute = new URL(url, 'http://localhost')
  const headers = new Headers(test.headers)
  const isJson = isPlain(body)
  if (isJson && !headers.has('content-type')) headers.set('content-type', 'application/json')
  const request = new Request(absolute, {
    method,
    headers,
    body: isJson ? JSON.stringify(body) : (body as Body),
    signal,
    duplex: 'half',
  })
  const pattern = patternOf(absolute.pathname, params)
  const route = { pattern, file: 'the route under test', load: () => Promise.resolve(module) }
  return dispatch(await loadRoute(route, options), request, params, options, options)
}

/** As far as the values of its parameters stand in the path: `/users/7` with `{ id: '7' }` → `/users/[id]`. */
function patternOf(pathname: string, params: Params): string {
  let pattern = `${pathname}/`
  for (const [name, value] of Object.entries(params)) {
    const rest = Array.isArray(value)
    const text = (rest ? value : [value]).map(encodeURIComponent).join('/')
    pattern = pattern.replace(`/${text}/`, () => `/[${rest ? '...' : ''}${name}]/`)
  }
  return pattern.slice(0, -1)
}

function isPlain(body: unknown): boolean {
  return (
    Array.isArray(body) ||
    (typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype)
  )
}
