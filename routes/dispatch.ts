import { failed, failure, type ErrorOptions } from './failure.ts'
import type { Route, RouteModule } from './manifest.ts'
import type { Params } from './match.ts'
import { allowOf, handlerOf, isKnownMethod } from './methods.ts'
import { changed, isLight, streamOf, watched } from './outgoing.ts'
import { announcesTooMuch, BodyTooLarge, limited } from './request-body.ts'
import { responseClosed } from './request/after.ts'
import { Interrupt } from './request/interrupt.ts'
import { asNextRequest } from './request/next-request.ts'
import { RequestScope, runInScope } from './request/scope.ts'
import { checked } from './returned.ts'

/** What the answering of a request needs to know beyond the route. */
export interface DispatchOptions extends ErrorOptions {
  /** The largest request body in bytes, for all routes or by pattern. Larger ones are answered with 413. No limit by default. */
  readonly maxBodyBytes?: number | ((pattern: string) => number | undefined)
  /** Marks draft mode's cookie as made by this server. Random by default; give one to let several processes agree. */
  readonly draftSecret?: string
}

/** What the host knows about one request. */
export interface FetchContext {
  /** Keeps the process alive for a promise: Workers, serverless functions. */
  readonly waitUntil?: (promise: Promise<unknown>) => void
}

/** Answers a request with the module of the route that matched it. Rejects only with what `onError` throws. */
export async function dispatch(
  route: Route,
  module: RouteModule,
  request: Request,
  params: Params,
  options: DispatchOptions,
  context: FetchContext | undefined,
): Promise<Response> {
  const { method } = request
  const handler = handlerOf(module, method)
  if (handler === null) return withoutHandler(module, method)

  const { maxBodyBytes } = options
  const limit = typeof maxBodyBytes === 'function' ? maxBodyBytes(route.pattern) : maxBodyBytes
  if (limit !== undefined && announcesTooMuch(request, limit)) return tooLarge()
  const body = limit === undefined ? null : limited(request, limit)

  const scope = new RequestScope(body?.request ?? request, options.draftSecret, context)
  const where = { request: scope.request, route }
  let response: Response
  try {
    const given = { params: Promise.resolve(params) }
    response = checked(await runInScope(scope, handler, asNextRequest(scope.request), given), where)
  } catch (error) {
    if (error instanceof Interrupt) response = interruption(error, scope.request)
    else if (error instanceof BodyTooLarge) response = tooLarge()
    else response = failure(error, where, options)
  }
  try {
    return finish(scope, body?.exceeded() ? tooLarge() : response, (error) => void failed(error, where, options))
  } catch (error) {
    // A body that was read already, or a header that cannot be sent.
    return failure(error, where, options)
  }
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

/** A form that was posted is not to be posted again elsewhere: 303. */
function interruption({ status, location }: Interrupt, request: Request): Response {
  if (location === null) return new Response(null, { status })
  const type = request.method === 'POST' ? (request.headers.get('content-type') ?? '') : ''
  const isForm = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)
  return new Response(null, { status: isForm ? 303 : status, headers: { location } })
}

/** What every answer of a handler gets on its way out. */
function finish(scope: RequestScope, response: Response, onBroken: (error: unknown) => void): Response {
  const headers = outgoingHeaders(scope, response)
  if (scope.request.method === 'HEAD' && !isLight(response)) {
    // Light responses keep their body: the server tells its length and does not send it.
    closeSoon(scope)
    void response.body?.cancel()
    return changed(response, headers, null)
  }
  const stream = streamOf(response) ?? (scope.tasks === null ? null : response.body)
  if (stream !== null) {
    return changed(response, headers, watched(stream, { failed: onBroken, closed: () => closeSoon(scope) }))
  }
  closeSoon(scope)
  return headers === undefined ? response : changed(response, headers, undefined)
}

/** The response's headers where they change on the way out, or undefined. */
function outgoingHeaders(scope: RequestScope, response: Response): Headers | undefined {
  const fetched = !isLight(response) && response.url !== ''
  const cookies = scope.cookies !== null && scope.cookies.changes.size > 0 ? scope.cookies.changes : null
  if (!fetched && cookies === null && scope.responseHeaders === null) return undefined
  const headers = new Headers(response.headers)
  // `fetch` has decoded the body already; these speak of what came over its wire.
  if (fetched) for (const name of ofTransport) headers.delete(name)
  const own = new Set(headers.getSetCookie().map((line) => line.slice(0, line.indexOf('=')).trim()))
  // What the response sets itself wins over what was set with cookies().
  for (const [name, line] of cookies ?? []) if (!own.has(name)) headers.append('set-cookie', line)
  for (const [name, value] of scope.responseHeaders ?? []) headers[name === 'vary' ? 'append' : 'set'](name, value)
  return headers
}

const ofTransport = ['content-encoding', 'content-length', 'transfer-encoding', 'connection', 'keep-alive']

/** The body is out, or was handed to the server in one piece: then it is, one turn later. */
function closeSoon(scope: RequestScope): void {
  if (scope.tasks === null) scope.closed = true
  else setTimeout(responseClosed, 0, scope)
}
