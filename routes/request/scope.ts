import { AsyncLocalStorage } from 'node:async_hooks'
import type { HandlerCookies } from './handler-cookies.ts'

/** What belongs to one request while it is answered, and to the tasks that run after it. */
export interface RequestScope {
  readonly request: Request
  /** The secret that marks a draft cookie as ours. */
  readonly draftSecret: string
  /** Made when first asked for. */
  cookies: HandlerCookies | null
  headers: Headers | null
  /** Headers that the response gets whatever becomes of it, errors included; `vary` is added to. */
  responseHeaders: readonly (readonly [string, string])[] | null
  /** Given to `after()`, not started yet. Null once the response is closed: what comes then starts at once. */
  tasks: (() => unknown)[] | null
  /** Keeps the process alive for a promise where the host needs to be told. */
  readonly waitUntil: (promise: Promise<unknown>) => void
}

const scopes = new AsyncLocalStorage<RequestScope>()

/** Runs `answer` as part of a request: whatever it calls, now or later, can ask for the request's cookies and headers. */
export function runInScope<T>(scope: RequestScope, answer: () => T): T {
  return scopes.run(scope, answer)
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
