import type { FailedRequest } from './failure.ts'
import type { Params } from './match.ts'
import type { Handler } from './methods.ts'
import { withoutTransport } from './outgoing.ts'
import { Interrupt } from './request/interrupt.ts'
import { asNextRequest } from './request/next-request.ts'
import { runInScope, type RequestScope } from './request/scope.ts'
import { checked } from './returned.ts'

/** What a handler answers to the request of the scope, or to another in its place, `redirect()` and its like included. Rejects with whatever else it throws, and when it returned no response. */
export async function runHandler(
  handler: Handler,
  scope: RequestScope,
  params: Params,
  where: FailedRequest,
  request: Request = scope.request,
): Promise<Response> {
  try {
    const given = { params: Promise.resolve(params) }
    const response = checked(await runInScope(scope, handler, asNextRequest(request), given), where)
    return withoutTransport(response, scope.request.method)
  } catch (error) {
    if (error instanceof Interrupt) return interruption(error, scope.request)
    throw error
  }
}

/** A form that was posted is not to be posted again elsewhere: 303. */
function interruption({ status, location }: Interrupt, request: Request): Response {
  if (location === null) return new Response(null, { status })
  const type = request.method === 'POST' ? (request.headers.get('content-type') ?? '') : ''
  const isForm = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)
  return new Response(null, { status: isForm ? 303 : status, headers: { location } })
}
