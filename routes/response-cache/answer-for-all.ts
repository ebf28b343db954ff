import type { Guard } from '../../runtime/handler.ts'
import type { FetchContext } from '../dispatch-options.ts'
import type { Route } from '../manifest.ts'
import type { Params } from '../match.ts'
import type { Handler } from '../methods.ts'
import { closeSoon } from '../request/after.ts'
import { RequestScope } from '../request/scope.ts'
import { runHandler } from '../run-handler.ts'
import { guardedRequest, neutralRequest } from './neutral-request.ts'
import { storedResponse, type StoredResponse } from './stored-response.ts'

/** A GET whose answer is for everybody. */
export interface GetForAll {
  readonly route: Route
  readonly handler: Handler
  readonly path: string
  readonly params: Params
  readonly draftSecret?: string | undefined
  readonly context?: FetchContext | undefined
}

/**
 * Runs the handler with a request that is nobody's, and reads what it answers. `guard` is told when the handler reads what would be somebody's; null lets it see that there is nothing. Rejects
 * with what the handler throws, and when the body fails on its way.
 */
export async function answerForAll(get: GetForAll, guard: Guard | null, headers?: Headers): Promise<StoredResponse> {
  const { route, path } = get
  const scope = new RequestScope(neutralRequest(path, headers), get.draftSecret, get.context)
  scope.guard = guard
  const request = guard === null ? scope.request : guardedRequest(path, guard)
  try {
    const response = await runHandler(get.handler, scope, get.params, { request, route }, request)
    if (response.headers.has('set-cookie') || (scope.cookies?.changes.size ?? 0) > 0) warnOfCookies(route)
    return await storedResponse(response)
  } finally {
    closeSoon(scope)
  }
}

const warned = new Set<string>()

function warnOfCookies({ file }: Route): void {
  if (warned.has(file)) return
  warned.add(file)
  // oxlint-disable-next-line no-console -- the developer has to learn of it, the client must not
  console.warn(`GET of ${file} sets cookies, but its answer is kept for everybody: they are left out.`)
}
