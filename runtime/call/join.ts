import { freshness } from '../time/freshness.ts'
import type { Entry } from './entry.ts'
import { start } from './fill.ts'
import type { Call } from './one-call.ts'
import { isOutdated, mayBeOutdated } from './hand-over.ts'
import { awaitRun, type Flight } from './in-flight.ts'
import type { Scope } from './scope.ts'

/** The run that is on its way, for a call that asked at the moment `asked`; or a new one, when there is none or when what it has returned so far is not good enough any more. */
export function join(call: Call, place: Entry, caller: Scope | undefined, asked: number): Flight {
  const { flight } = place
  if (flight === undefined || isOver(flight, call, caller, asked)) return start(call, place, caller)
  awaitRun(caller, flight.scope)
  return flight
}

/** A stream may go on for ever, and what else comes late may never come: neither keeps newer results away. */
function isOver({ hasBegun, scope }: Flight, { runtime }: Call, caller: Scope | undefined, asked: number): boolean {
  if (!hasBegun) return false
  if (scope.marksFrom < asked && (isOutdated(scope, runtime, caller) || mayBeOutdated(scope, runtime))) return true
  return freshness(scope, runtime.marks, runtime.time.now()) === 'expired'
}
