import type { Route } from './manifest.ts'
import { withoutTransport } from './outgoing.ts'

/** Where something failed. */
export interface FailedRequest {
  readonly request: Request
  readonly route: Route
}

/** What is done about failures. */
export interface ErrorOptions {
  /**
   * Told about every failure of a handler, of its stream, or of loading its module. What it returns is the answer, instead of an empty 500; a stream that has begun is cut. By default
   * failures are logged.
   */
  readonly onError?: (error: unknown, failed: FailedRequest) => Response | undefined | void
}

/** The answer to a request whose handler failed. A client that has left gets none, and its leaving is no failure. */
export function failure(error: unknown, where: FailedRequest, options: ErrorOptions): Response {
  return isFromAbort(error, where.request) ? new Response(null, { status: 499 }) : failed(error, where, options)
}

/** Says what failed, once, and gives the client nothing but the status. */
export function failed(error: unknown, where: FailedRequest, { onError = logged }: ErrorOptions): Response {
  const answer = onError(error, where)
  return answer ? withoutTransport(answer, where.request.method) : new Response(null, { status: 500 })
}

function isFromAbort(error: unknown, { signal }: Request): boolean {
  if (!(error instanceof Error) || !signal.aborted) return false
  return error.name === 'AbortError' || error === signal.reason || error.cause === signal.reason
}

function logged(error: unknown, { request, route }: FailedRequest): void {
  // oxlint-disable-next-line no-console -- the place where failures go by default
  console.error(`${request.method} ${new URL(request.url).pathname} failed in ${route.file}:`, error)
}
