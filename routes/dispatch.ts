import { pathGoneSince } from '../runtime/handler.ts'
import { whileChoosy } from '../runtime/request.ts'
import { withCorsOf } from './cors.ts'
import type { DispatchOptions, FetchContext } from './dispatch-options.ts'
import { failed, failure, type FailedRequest } from './failure.ts'
import type { LoadedRoute } from './loaded-route.ts'
import type { RouteModule } from './manifest.ts'
import type { Params } from './match.ts'
import { allowOf, handlerOf, isKnownMethod, type Handler } from './methods.ts'
import { addHeaders, changed, isLight, streamOf, watched } from './outgoing.ts'
import { announcesTooMuch, BodyTooLarge, limited } from './request-body.ts'
import { closeSoon } from './request/after.ts'
import { isDraftRequest } from './request/draft-cookie.ts'
import { RequestScope } from './request/scope.ts'
import { keptByNobody } from './response-cache/cache-headers.ts'
import { implicitTags } from './response-cache/implicit-tags.ts'
import type { KeptAnswer } from './response-cache/response-cache.ts'
import { pathOf } from './response-cache/static-params.ts'
import { runHandler } from './run-handler.ts'

/** Answers a request with the module of the route that matched it. Rejects only with what `onError` throws. */
export async function dispatch(
  { route, module, isListed, cache }: LoadedRoute,
  request: Request,
  params: Params,
  options: DispatchOptions,
  context: FetchContext | undefined,
): Promise<Response> {
  const { method } = request
  const handler = handlerOf(module, method)
  const instead = (response: Response): Response =>
    withCorsOf(handler ?? handlerOf(module, 'OPTIONS'), request, response)
  if (isListed !== null) {
    try {
      if (!(await isListed(pathOf(route.pattern, params)))) return instead(new Response(null, { status: 404 }))
    } catch (error) {
      return instead(failed(error, { request, route }, options))
    }
  }
  if (cache !== null && isAnsweredByGet(module, method)) {
    const kept = await cache.answer({ request, params, draft: isDraftRequest(request, options.draftSecret), context })
    if (kept !== null) return kept
  }
  if (handler === null) return instead(withoutHandler(module, method))

  const { maxBodyBytes } = options
  const limit = typeof maxBodyBytes === 'function' ? maxBodyBytes(route.pattern) : maxBodyBytes
  if (limit !== undefined && announcesTooMuch(request, limit)) return instead(tooLarge())
  const body = limit === undefined ? null : limited(request, limit)

  const scope = new RequestScope(body?.request ?? request, options.draftSecret, context)
  const where = { request: scope.request, route }
  let response: Response
  try {
    response = await run(handler, scope, params, where)
  } catch (error) {
    if (error instanceof BodyTooLarge) response = tooLarge()
    else response = failure(error, where, options)
  }
  const onBroken = (error: unknown): void => void failed(error, where, options)
  try {
    return finish(scope, body?.exceeded() ? tooLarge() : response, onBroken)
  } catch (error) {
    // A body that was read already, or a header that cannot be sent.
    return finish(scope, failure(error, where, options), onBroken)
  }
}

/** What is kept for a request of which only this is known, and which shows no drafts; null where it has to be dispatched. */
export function readyAnswer(
  { module, isListed, cache }: LoadedRoute,
  method: string | undefined,
  params: Params,
): KeptAnswer | null {
  return cache === null || isListed !== null || !isAnsweredByGet(module, method) ? null : cache.ready(params)
}

function isAnsweredByGet(module: RouteModule, method: string | undefined): boolean {
  return method === 'GET' || (method === 'HEAD' && !('HEAD' in module))
}

/** After `revalidatePath`, what the handler is made of is made anew. */
function run(handler: Handler, scope: RequestScope, params: Params, where: FailedRequest): Promise<Response> {
  const { pattern } = where.route
  scope.since = pathGoneSince(() => implicitTags(pattern, pathOf(pattern, params)))
  if (scope.since === -Infinity) return runHandler(handler, scope, params, where)
  return whileChoosy(() => runHandler(handler, scope, params, where))
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
  const cookies = scope.cookies !== null && scope.cookies.changes.size > 0 ? scope.cookies.changes : null
  const { draft } = scope
  if (cookies === null && scope.responseHeaders === null && !draft) return undefined
  const headers = new Headers(response.headers)
  const own = new Set(headers.getSetCookie().map((line) => line.slice(0, line.indexOf('=')).trim()))
  // What the response sets itself wins over what was set with cookies().
  for (const [name, line] of cookies ?? []) if (!own.has(name)) headers.append('set-cookie', line)
  addHeaders(headers, scope.responseHeaders ?? [])
  if (draft) headers.set('cache-control', keptByNobody)
  return headers
}
