import { scopeOfCaller } from './call/scope.ts'
import { bodyOfCaller } from './caller.ts'
import { PlaceError } from './errors.ts'
import { type DeadlineOptions, deadlineOf } from './time/deadline.ts'

/**
 * How long calls of the cached function that calls it wait, from when its body starts: `cacheDeadline({ soft: '300ms', hard: '10s' })`. It holds for this run, and must be called before the first `await`. What is left out comes from
 * `configure({ deadline })`. `soft` needs an old result that may still answer: see `staleIfError` of `cacheLife`.
 *
 * Throws `OptionError` for limits that mean nothing, `PlaceError` outside a cached function and after an `await`.
 */
export function cacheDeadline(deadline: DeadlineOptions): void {
  const scope = bodyOfCaller('cacheDeadline', cacheDeadline)
  const { definition, runtime } = scope
  if (scope.awaited) {
    throw new PlaceError(
      'after-completion',
      `cacheDeadline() was called in ${definition.id} after an await, when calls were waiting already. Call it at the top of the function.`,
    )
  }
  scope.deadline = deadlineOf(deadline, runtime.deadline, `cacheDeadline() in ${definition.id}`)
}

/**
 * The signal of the body that calls it, for `fetch(url, { signal: cacheSignal() })` and everything else that can be told to stop: it aborts when the body's hard deadline has passed, with the
 * `DeadlineError` as its reason. Null outside of a cached function, so that helpers may be used anywhere. Named and used like `cacheSignal` of React.
 */
export function cacheSignal(): AbortSignal | null {
  return scopeOfCaller()?.signal ?? null
}
