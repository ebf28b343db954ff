import { dispatch, type DispatchOptions, type FetchContext } from './dispatch.ts'
import type { RouteModule } from './manifest.ts'
import type { Params } from './match.ts'

type Body = NonNullable<RequestInit['body']>

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
  readonly body?: Body | Record<string, unknown> | readonly unknown[] | null
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
export function testRoute(module: RouteModule, test: TestRequest = {}): Promise<Response> {
  const { url = '/', method = 'GET', params = {}, headers, body = null, signal, ...options } = test
  const absolute = new URL(url, 'http://localhost')
  const { content, type } = contentOf(body)
  const request = new Request(absolute, {
    method,
    headers: headers ?? {},
    body: content,
    signal: signal ?? null,
    duplex: 'half',
  })
  if (type !== null && !request.headers.has('content-type')) request.headers.set('content-type', type)
  const route = { pattern: absolute.pathname, file: 'the route under test', load: () => Promise.resolve(module) }
  return dispatch(route, module, request, params, options, options)
}

function contentOf(body: TestRequest['body']): { readonly content: Body | null; readonly type: string | null } {
  const isPlain =
    Array.isArray(body) ||
    (typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype)
  return isPlain
    ? { content: JSON.stringify(body), type: 'application/json' }
    : { content: (body ?? null) as Body | null, type: null }
}
