import type { Route, RouteModule } from './manifest.ts'
import type { Params } from './match.ts'
import { allowOf, handlerOf, isKnownMethod, type Handler } from './methods.ts'
import { announcesTooMuch, BodyTooLarge, limited } from './request-body.ts'
import { responseClosed } from './request/after.ts'
import { Interrupt } from './request/interrupt.ts'
import { asNextRequest } from './request/next-request.ts'
import { forMiddleware } from './request/next-response.ts'
import { runInScope, type RequestScope } from './request/scope.ts'
import { copied, isLight, streamOf, watched } from './outgoing.ts'

/** Where something failed. */
export interface FailedRequest {
  readonly request: Request
  readonly route: Route
}

/** What the answering of a request needs to know beyond the route. */
export interface DispatchOptions {
  /** The largest request body in bytes, for all routes or by pattern. Larger ones are answered with 413. No limit by default. */
  readonly maxBodyBytes?: number | ((pattern: string) => number | undefined)
  /** Told about every failure of a handler, of its stream, or of loading its module. What it returns is the answer, instead of an empty 500. By default failures are logged. */
  readonly onError?: (error: unknown, failed: FailedRequest) => Response | undefined | void
  /** Marks draft mode's cookie as made by this server. Random by default; give one to let several processes agree. */
  readonly draftSecret?: string
}

/** What the host knows about one request. */
export interface FetchContext {
  /** Keeps the process alive for a promise: Workers, serverless functions. */
  readonly waitUntil?: (promise: Promise<unknown>) => void
}

/** One request on its way through. */
interface Exchange {
  readonly route: Route
  readonly options: DispatchOptions
  readonly scope: RequestScope
}

/** Answers a request with the module of the route that matched it. Rejects only with what `onError` throws. */
export async function dispatch(
  route: Route,
  module: RouteModule,
  request: Request,
  params: Params,
  options: DispatchOptions,
  context: FetchContext,
): Promise<Response> {
  const { method } = request
  const handler = handlerOf(module, method)
  if (handler === null) return withoutHandler(module, method)

  const limit = typeof options.maxBodyBytes === 'function' ? options.maxBodyBytes(route.pattern) : options.maxBodyBytes
  if (limit !== undefined && announcesTooMuch(request, limit)) return tooLarge()
  const body = limit === undefined ? { request, exceeded: () => false } : limited(request, limit)

  const scope: RequestScope = {
    request: body.request,
    draftSecret: options.draftSecret ?? draftSecret(),
    cookies: null,
    headers: null,
    responseHeaders: null,
    tasks: [],
    waitUntil: context.waitUntil ?? waitUntilOf(request),
  }
  const exchange = { route, options, scope }
  const response = await respond(exchange, handler, params)
  return finish(exchange, body.exceeded() ? tooLarge() : response)
}

/** OPTIONS is answered for everybody; for every other method without a handler, the answer says which have one. */
function withoutHandler(module: RouteModule, method: string): Response {
  const allow = allowOf(module)
  if (method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow } })
  return isKnownMethod(method)
    ? new Response(null, { status: 405, headers: { allow } })
    : new Response(null, { status: 501 })
}

/** Closing the connection stops a client that goes on sending. */
function tooLarge(): Response {
  return new Response(null, { status: 413, headers: { connection: 'close' } })
}

let randomSecret: string | undefined
function draftSecret(): string {
  return (randomSecret ??= crypto.randomUUID())
}

/** Servers of `srvx` attach their own. */
function waitUntilOf(request: Request): (promise: Promise<unknown>) => void {
  const own = 'waitUntil' in request ? request.waitUntil : undefined
  return typeof own === 'function' ? (promise) => void own.call(request, promise) : () => {}
}

async function respond(exchange: Exchange, handler: Handler, params: Params): Promise<Response> {
  const request = asNextRequest(exchange.scope.request)
  try {
    const answer = await runInScope(exchange.scope, () => handler(request, { params: Promise.resolve(params) }))
    return checked(answer, exchange)
  } catch (error) {
    if (error instanceof Interrupt) return interruption(error, request)
    if (error instanceof BodyTooLarge) return tooLarge()
    return failure(error, exchange)
  }
}

function checked(answer: unknown, { route, scope }: Exchange): Response {
  const returned = `The ${scope.request.method} handler of ${route.file} (${route.pattern}) returned`
  if (!(answer instanceof Response) && Object.prototype.toString.call(answer) !== '[object Response]') {
    throw new TypeError(
      `${returned} ${describe(answer)}. Return a Response in every branch, for instance Response.json(data).`,
    )
  }
  const response = answer as Response
  if (response.status === 0)
    throw new TypeError(`${returned} Response.error(), which cannot be sent. Return a Response with a status.`)
  if (forMiddleware in response)
    throw new TypeError(
      `${returned} ${String(response[forMiddleware])}, which only means something in middleware. Return a Response.`,
    )
  return response
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (typeof value !== 'object') return `a ${typeof value}`
  if (Array.isArray(value)) return 'an array'
  const name: unknown = (Object.getPrototypeOf(value) as object | null)?.constructor?.name
  return typeof name === 'string' && name !== 'Object' ? `an instance of ${name}` : 'a plain object'
}

/** A form that was posted is not to be posted again elsewhere: 303. */
function interruption({ status, location }: Interrupt, request: Request): Response {
  if (location === null) return new Response(null, { status })
  const type = request.method === 'POST' ? (request.headers.get('content-type') ?? '') : ''
  const isForm = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)
  return new Response(null, { status: isForm ? 303 : status, headers: { location } })
}

function failure(error: unknown, { route, options, scope: { request } }: Exchange): Response {
  if (isFromAbort(error, request)) return new Response(null, { status: 499 })
  return failed(error, { request, route }, options)
}

/** Whoever left wants no answer, and that is no failure. */
function isFromAbort(error: unknown, { signal }: Request): boolean {
  if (!(error instanceof Error) || !signal.aborted) return false
  return error.name === 'AbortError' || error === signal.reason || error.cause === signal.reason
}

/** Says what failed, once, and gives the client nothing but the status. */
export function failed(error: unknown, where: FailedRequest, { onError = logFailure }: DispatchOptions): Response {
  return onError(error, where) ?? new Response(null, { status: 500 })
}

function logFailure(error: unknown, { request, route }: FailedRequest): void {
  // oxlint-disable-next-line no-console -- the place where failures go by default
  console.error(`${request.method} ${new URL(request.url).pathname} failed in ${route.file}:`, error)
}

/** What every answer of a handler gets on its way out. */
function finish(exchange: Exchange, response: Response): Response {
  const { scope } = exchange
  const headers = outgoingHeaders(scope, response)
  try {
    if (scope.request.method === 'HEAD' && !isLight(response)) {
      // Light responses keep their body: the server tells its length and does not send it.
      closeSoon(scope)
      void response.body?.cancel()
      return copied(response, headers, null)
    }
    const stream = streamOf(response) ?? (scope.tasks?.length ? response.body : null)
    if (stream === null) closeSoon(scope)
    const body =
      stream && watched(stream, { failed: (error) => void failure(error, exchange), closed: () => closeSoon(scope) })
    return copied(response, headers, body ?? undefined)
  } catch (error) {
    // A body that was read already, or a header that cannot be sent.
    return failure(error, exchange)
  }
}

/** The response's headers where they change on the way out, or undefined. */
function outgoingHeaders(scope: RequestScope, response: Response): Headers | undefined {
  const fetched = !isLight(response) && response.url !== ''
  const cookies = scope.cookies !== null && scope.cookies.changes.size > 0 ? scope.cookies.changes : null
  if (!fetched && cookies === null && scope.responseHeaders === null) return undefined
  const headers = new Headers(response.headers)
  // `fetch` has decoded the body already; these speak of what came over its wire.
  if (fetched)
    for (const name of ['content-encoding', 'content-length', 'transfer-encoding', 'connection', 'keep-alive'])
      headers.delete(name)
  const own = new Set(headers.getSetCookie().map((line) => line.slice(0, line.indexOf('=')).trim()))
  // What the response sets itself wins over what was set with cookies().
  for (const [name, line] of cookies ?? []) if (!own.has(name)) headers.append('set-cookie', line)
  for (const [name, value] of scope.responseHeaders ?? []) headers[name === 'vary' ? 'append' : 'set'](name, value)
  return headers
}

/** The body is out, or was handed to the server in one piece: then it is, one turn later. */
function closeSoon(scope: RequestScope): void {
  if (scope.tasks?.length) setTimeout(responseClosed, 0, scope)
  else scope.tasks = null
}
