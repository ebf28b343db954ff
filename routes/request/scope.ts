import { AsyncLocalStorage } from 'node:async_hooks'
import type { HandlerCookies } from './handler-cookies.ts'

/** What belongs to one request while it is answered, and to the tasks that run after it. */
export class RequestScope {
  readonly request: Request
  /** Marks draft mode's cookie as ours; undefined: made up once for this process. */
  readonly draftSecret: string | undefined
  /** What the host wants to know of: promises to keep the process alive for. */
  readonly host: Host | undefined
  /** Made when first asked for. */
  cookies: HandlerCookies | null = null
  headers: Headers | null = null
  /** Headers that the response gets whatever becomes of it, errors included; `vary` is added to. */
  responseHeaders: readonly (readonly [string, string])[] | null = null
  /** Given to `after()`, not started yet. */
  tasks: (() => unknown)[] | null = null
  /** The response is out: tasks that come now start at once. */
  closed = false

  constructor(request: Request, draftSecret: string | undefined, host: Host | undefined) {
    this.request = request
    this.draftSecret = draftSecret
    this.host = host
  }
}

/** Workers call it `ctx`; servers of srvx attach it to the request. */
interface Host {
  readonly waitUntil?: (promise: Promise<unknown>) => void
}

const scopes = new AsyncLocalStorage<RequestScope>()

/** Runs `answer` as part of a request: whatever it calls, now or later, can ask for the request's cookies and headers. */
export function runInScope<Arguments extends unknown[], Result>(
  scope: RequestScope,
  answer: (...given: Arguments) => Result,
  ...given: Arguments
): Result {
  return scopes.run(scope, answer, ...given)
}

/** The request that is being answered, if any. */
export function findScope(): RequestScope | undefined {
  return scopes.getStore()
}

/** The request that is being answered. Throws when there is none, naming the function that asked. */
export function currentScope(asked: string): RequestScope {
  const scope = scopes.getStore()
  if (scope === undefined) {
    throw new Error(
      `${asked} was called outside of a request. Call it while a route handler runs, not at module level; in a test, run the handler with testRoute() from 'use-cache/routes'.`,
    )
  }
  return scope
}
