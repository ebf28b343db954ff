import { AsyncLocalStorage } from 'node:async_hooks'
import { bypassFor } from './instance.ts'

/** One request, as the cache sees it. Private results are kept with it, for as long as it lives. */
export interface RequestScope {
  /** Draft mode: nothing is read from the cache and nothing is kept in it. Looked at when the request is entered; tell `lookAtDraft` when it begins later. */
  readonly draft: boolean
}

const requests = new AsyncLocalStorage<RequestScope>()

/** Runs `answer` as part of a request: private functions that it calls, now or later, have one result for each key in it. */
export function inRequest<Arguments extends unknown[], Result>(
  scope: RequestScope,
  answer: (...given: Arguments) => Result,
  ...given: Arguments
): Result {
  lookAtDraft(scope)
  return requests.run(scope, answer, ...given)
}

/** From now on, what belongs to the request goes past the cache, if it is in draft mode. */
export function lookAtDraft(scope: RequestScope): void {
  if (scope.draft) bypassFor(scope)
}

/** The request that the caller belongs to, if any. */
export function currentRequest(): RequestScope | undefined {
  return requests.getStore()
}
