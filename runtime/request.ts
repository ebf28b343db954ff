import { AsyncLocalStorage } from 'node:async_hooks'
import { bypassFor, inUse, lookCloser } from './instance.ts'

/** What the cache has to know of a request. */
export interface RequestScope {
  /** Draft mode: nothing is read from the cache and nothing is kept in it. */
  readonly draft: boolean
}

/** One request, as the cache sees it. Private results are kept with it, for as long as it lives. */
export interface OneRequest extends RequestScope {
  /** Looked at when the request is entered; tell `lookAtDraft` when it begins later. */
  readonly draft: boolean
  /** Its path was removed then: what was computed until then is not good enough for it. Matters while it is answered within `whileChoosy`. Milliseconds. */
  readonly since?: number
}

const requests = new AsyncLocalStorage<OneRequest>()

/** Runs `answer` as a request of its own: private functions that it calls, now or later, have one result for each key in it. */
export function inRequest<Arguments extends unknown[], Result>(
  { draft }: RequestScope,
  answer: (...given: Arguments) => Result,
  ...given: Arguments
): Result {
  return enterRequest({ draft }, answer, ...given)
}

/** Runs `answer` as part of a request, which may be entered several times. */
export function enterRequest<Arguments extends unknown[], Result>(
  request: OneRequest,
  answer: (...given: Arguments) => Result,
  ...given: Arguments
): Result {
  lookAtDraft(request)
  return requests.run(request, answer, ...given)
}

/** Runs `answer`, for a request that may not get everything that is kept. */
export async function whileChoosy<Result>(answer: () => Promise<Result>): Promise<Result> {
  const done = lookCloser()
  try {
    return await answer()
  } finally {
    done()
  }
}

/** What was computed until then is not good enough for the request which the caller belongs to, in milliseconds. */
export function requestedSince(): number {
  return inUse.choosy === 0 ? -Infinity : (requests.getStore()?.since ?? -Infinity)
}

/** From now on, what belongs to the request goes past the cache, if it is in draft mode. */
export function lookAtDraft(request: OneRequest): void {
  if (request.draft) bypassFor(request)
}

/** Remembers that the request which the caller belongs to has invalidated a tag: from then on it gets nothing older, not even what others are still answered with. */
export function noteInvalidation(tag: string, at: number): void {
  const request = requests.getStore()
  if (request === undefined) return
  const tags = invalidated.get(request) ?? new Map<string, number>()
  invalidated.set(request, tags.set(tag, at))
}

/** When the request which the caller belongs to invalidated one of the tags last, in milliseconds; before all time: never. */
export function ownInvalidation(tags: readonly string[]): number {
  const request = requests.getStore()
  const own = request === undefined ? undefined : invalidated.get(request)
  return own === undefined ? -Infinity : Math.max(...tags.map((tag) => own.get(tag) ?? -Infinity))
}

const invalidated = new WeakMap<OneRequest, Map<string, number>>()

/** The request that the caller belongs to, if any. */
export function currentRequest(): OneRequest | undefined {
  return requests.getStore()
}
