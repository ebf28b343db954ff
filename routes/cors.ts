import { routeMethods, type Handler } from './methods.ts'
import { addHeaders, changed } from './outgoing.ts'
import type { NextRequest } from './request/next-request.ts'
import { findScope } from './request/scope.ts'

/** Who may read the answers of a route from a page of another origin. */
export interface CorsOptions {
  /** Origins (`https://app.example`, without a path), a pattern or a function of one; `*`, the default, is everybody. */
  readonly origin?: string | readonly string[] | RegExp | ((origin: string) => boolean)
  /** Lets pages send cookies along. Needs named origins. */
  readonly credentials?: boolean
  /** The request headers that pages may set. By default those that they ask for. */
  readonly allowHeaders?: readonly string[]
  /** The response headers that pages may read beyond the simple ones. */
  readonly exposeHeaders?: readonly string[]
  /** For how many seconds browsers may remember the answer to a preflight. */
  readonly maxAge?: number
}

/** A handler of any route: which parameters there are is between it and its file. */
type CorsHandler = (request: NextRequest, context: { readonly params: Promise<never> }) => unknown

/** The same handlers, and one for preflights. */
export type WithCors<M extends Record<string, CorsHandler>> = {
  [K in keyof M | 'OPTIONS']: K extends keyof M
    ? (...args: Parameters<M[K]>) => Promise<Awaited<ReturnType<M[K]>>>
    : (request: Request) => Promise<Response>
}

type Entry = readonly [name: string, value: string]

/**
 * Gives handlers the headers that let pages of other origins call them, on errors and redirects too, and answers their preflight requests.
 *
 * ```ts
 * export const { GET, POST, OPTIONS } = cors({ origin: 'https://app.example' }, {
 *   async GET() { … },
 *   async POST(request) { … },
 * })
 * ```
 *
 * Throws a `TypeError` for an origin that no browser sends, and for `credentials` without named origins.
 */
export function cors<M extends Record<string, CorsHandler>>(options: CorsOptions, handlers: M): WithCors<M> {
  if (options.credentials === true && allowsEverybody(options)) {
    throw new TypeError(
      "cors() was given `credentials` without an origin. Name the origins that may send cookies: cors({ origin: 'https://app.example', credentials: true }, …).",
    )
  }
  for (const origin of namedOrigins(options)) {
    if (origin === '*' || origin === 'null' || /^[a-z][a-z0-9+.-]*:\/\/[^/?#*A-Z]+$/.test(origin)) continue
    throw new TypeError(
      `cors() was given the origin ${JSON.stringify(origin)}, which no browser sends. An origin is a scheme and a host in small letters, and a port if it is not the usual one: https://app.example. For several hosts, give a pattern.`,
    )
  }
  const methods = routeMethods
    .filter((method) => method in handlers || method === 'OPTIONS' || (method === 'HEAD' && 'GET' in handlers))
    .toSorted()
  const wrapped = Object.entries(handlers).map(([method, handler]) => [method, withCors(options, handler as Handler)])
  const preflight: Handler = (request) =>
    new Response(null, { status: 204, headers: preflightHeaders(options, request, methods) })
  return { OPTIONS: withCors(options, preflight), ...Object.fromEntries(wrapped) } as WithCors<M>
}

/** Within a request the dispatcher adds the headers to whatever the answer will be; called alone, to what the handler returns. */
function withCors(options: CorsOptions, handler: Handler): Handler {
  const wrapped: Handler = async (request, context) => {
    const added = corsHeaders(options, request)
    const scope = findScope()
    if (scope !== undefined) {
      scope.responseHeaders = added
      return handler(request, context)
    }
    const response = await handler(request, context)
    return response instanceof Response ? withHeaders(response, added) : response
  }
  wrappings.set(wrapped, { options, handler })
  return wrapped
}

const wrappings = new WeakMap<Handler, { readonly options: CorsOptions; readonly handler: Handler }>()

/** What `cors()` made a handler of: an answer that is kept for everybody gets its headers from each request. Null when it made it of nothing. */
export function corsOf(handler: Handler): { readonly options: CorsOptions; readonly handler: Handler } | null {
  return wrappings.get(handler) ?? null
}

/** An answer that comes instead of a handler's, with the headers that `cors()` gives those. */
export function withCorsOf(handler: Handler | null, request: Request, response: Response): Response {
  const cors = handler && corsOf(handler)
  return cors === null ? response : withHeaders(response, corsHeaders(cors.options, request))
}

function withHeaders(response: Response, added: readonly Entry[]): Response {
  const headers = new Headers(response.headers)
  addHeaders(headers, added)
  return changed(response, headers, undefined)
}

/** The headers that the answer to a request gets. */
export function corsHeaders(options: CorsOptions, request: Request): Entry[] {
  const vary: Entry = ['vary', 'Origin']
  const origin = request.headers.get('origin')
  if (origin === null || !allows(options, origin)) return [vary]
  const { credentials = false, exposeHeaders = [] } = options
  return [
    vary,
    ['access-control-allow-origin', allowsEverybody(options) ? '*' : origin],
    ...(credentials ? [['access-control-allow-credentials', 'true'] as const] : []),
    ...(exposeHeaders.length > 0 ? [['access-control-expose-headers', exposeHeaders.join(', ')] as const] : []),
  ]
}

/** What only the answer to a preflight says. To an origin that is not allowed it says nothing, and the browser refuses. */
function preflightHeaders(options: CorsOptions, request: Request, methods: readonly string[]): Headers {
  const headers = new Headers({ allow: methods.join(', ') })
  const origin = request.headers.get('origin')
  if (!request.headers.has('access-control-request-method') || origin === null || !allows(options, origin))
    return headers
  headers.set('access-control-allow-methods', methods.join(', '))
  const asked = request.headers.get('access-control-request-headers')
  const allowed = options.allowHeaders?.join(', ') ?? asked
  if (options.allowHeaders === undefined) headers.append('vary', 'Access-Control-Request-Headers')
  if (allowed) headers.set('access-control-allow-headers', allowed)
  if (options.maxAge !== undefined) headers.set('access-control-max-age', String(options.maxAge))
  return headers
}

function allowsEverybody(options: CorsOptions): boolean {
  return namedOrigins(options).includes('*')
}

function namedOrigins({ origin = '*' }: CorsOptions): readonly string[] {
  return typeof origin === 'function' || origin instanceof RegExp ? [] : [origin].flat()
}

function allows(options: CorsOptions, asking: string): boolean {
  const { origin } = options
  if (typeof origin === 'function') return origin(asking)
  if (origin instanceof RegExp) return new RegExp(origin.source, origin.flags.replace(/[gy]/g, '')).test(asking)
  const named = namedOrigins(options)
  return named.includes('*') || named.includes(asking)
}
