import type { Guard } from '../../runtime/handler.ts'
import { currentRequest, enterRequest, type OneRequest } from '../../runtime/request.ts'
import { draftCookie, isDraft } from './draft-cookie.ts'
import { HandlerCookies } from './handler-cookies.ts'

/** What belongs to one request while it is answered, and to the tasks that run after it. */
export class RequestScope implements OneRequest {
  readonly request: Request
  /** Marks draft mode's cookie as ours; undefined: made up once for this process. */
  readonly draftSecret: string | undefined
  /** What the host wants to know of: promises to keep the process alive for. */
  readonly host: Host | undefined
  /** Made when first asked for. */
  cookies: HandlerCookies | null = null
  headers: Headers | null = null
  /** When the route or its path was removed by `revalidatePath`: nothing older may go into the answer. */
  since: number = -Infinity
  /** Headers that the response gets whatever becomes of it, errors included; `vary` is added to. */
  responseHeaders: readonly (readonly [string, string])[] | null = null
  /** Told what the handler reads of the request, where its answer is for everybody. */
  guard: Guard | null = null
  /** Each starts a task that was given to `after()`. */
  tasks: (() => void)[] | null = null
  /** The response is out: tasks that come now start at once. */
  closed = false

  constructor(request: Request, draftSecret: string | undefined, host: Host | undefined) {
    this.request = request
    this.draftSecret = draftSecret
    this.host = host
  }

  /** Draft mode's cookie is there, from the client or set since. */
  get draft(): boolean {
    return isDraft(() => (this.#mayBeDraft ? this.jar.get(draftCookie)?.value : undefined), this.draftSecret)
  }

  /** Spares requests without the cookie the parsing of all others. */
  get #mayBeDraft(): boolean {
    return this.cookies !== null || this.request.headers.get('cookie')?.includes(draftCookie) === true
  }

  /** The request's cookies, and what is set on them. */
  get jar(): HandlerCookies {
    return (this.cookies ??= new HandlerCookies(this.request))
  }
}

/** Workers call it `ctx`; servers of srvx attach it to the request. */
interface Host {
  readonly waitUntil?: (promise: Promise<unknown>) => void
}

/** Runs `answer` as part of a request: whatever it calls, now or later, can ask for the request's cookies and headers. */
export function runInScope<Arguments extends unknown[], Result>(
  scope: RequestScope,
  answer: (...given: Arguments) => Result,
  ...given: Arguments
): Result {
  return enterRequest(scope, answer, ...given)
}

/** The request that is being answered, if any. */
export function findScope(): RequestScope | undefined {
  const scope = currentRequest()
  return scope instanceof RequestScope ? scope : undefined
}

/** The request that is being answered. Throws when there is none, naming the function that asked. */
export function currentScope(asked: string): RequestScope {
  const scope = findScope()
  if (scope === undefined) {
    throw new Error(
      `${asked} was called outside of a request. Call it while a route handler runs, not at module level; in a test, run the handler with testRoute() from 'use-cache/routes'.`,
    )
  }
  return scope
}
