import type { Runtime } from '../instance.ts'
import { ownInvalidation, requestedSince } from '../request.ts'
import type { Computed } from '../time/freshness.ts'
import { handOut } from '../value/copy.ts'
import type { Entry, Filled } from './entry.ts'
import { refusedResult } from './explain-refusal.ts'
import type { Call, Outcome } from './one-call.ts'
import { Undecodable } from '../key/refusal.ts'
import type { Scope } from './scope.ts'

/** A copy for the caller, or what it asked to be made of the result; a body that called takes over life and tags. */
export function handOver(call: Call, filled: Entry | Filled, caller: Scope | undefined, outcome: Outcome): unknown {
  try {
    return give(call, filled, caller, outcome)
  } catch (error) {
    throw refusedResult(error, call.definition)
  }
}

/** The same of what is kept. Undefined when that cannot be made into a value any more; then it is let go. */
export function handOverKept(
  call: Call,
  entry: Entry,
  caller: Scope | undefined,
  outcome: Outcome,
): Promise<unknown> | undefined {
  try {
    return Promise.resolve(give(call, entry, caller, outcome))
  } catch (error) {
    if (!(error instanceof Undecodable)) throw error
    entry.letGo()
    return undefined
  }
}

function give(call: Call, filled: Entry | Filled, caller: Scope | undefined, outcome: Outcome): unknown {
  if (caller !== undefined) takeOver(filled, caller)
  return call.deliver === undefined ? handOut(filled.value, filled.handing, call.given) : call.deliver(filled, outcome)
}

/** What comes later may add to life and tags until its end, for which the caller's own result waits. */
function takeOver(filled: Entry | Filled, caller: Scope): void {
  caller.absorb(filled)
  if (!('rest' in filled) || filled.rest === undefined) return
  const { rest } = filled
  rest.recorder.whenEnded(() => caller.absorb(rest.whole()))
  if (rest.recorder.ending === undefined) caller.unfinished.push(rest)
}

/** What a run throws, `notFound()` above all, becomes part of the caller's result as well. */
export function takeOverFailure(run: Scope, caller: Scope | undefined): (error: unknown) => never {
  return (error) => {
    caller?.absorb(run)
    throw error
  }
}

/** Some of it came and went, for those who had begun to read. */
export function isMissed(filled: Filled): boolean {
  return filled.rest?.recorder.isOver === true
}

/** What was computed until then is not good enough for the body that calls, or for the request. */
export function sinceOf(caller: Scope | undefined): number {
  return caller === undefined ? requestedSince() : caller.since
}

/** Invalidated while it was made: a run that began before somebody asked does not answer them. */
export function isOutdated(made: Computed, { marks, time }: Runtime, caller: Scope | undefined): boolean {
  if (made.at <= sinceOf(caller)) return true
  const own = ownInvalidation(made.tags)
  if (own > made.marksFrom) return true
  const verdict = marks.verdict(made.tags, made.marksFrom, time.now())
  return verdict === 'expired' || (verdict === 'stale' && (caller !== undefined || own > made.at))
}

/** Its body waits for one that began before something was invalidated. What comes of that is not known yet, nor which tags it has: a result that is on its way does not answer who asks later. */
export function mayBeOutdated(run: Scope, { marks }: Runtime): boolean {
  return [...run.awaits].some(({ open, marksFrom }) => open && marksFrom < marks.newest)
}
