import { inUse, type Runtime } from '../instance.ts'
import { noTick, tickOf } from '../time/clock.ts'
import { type Freshness, freshness } from '../time/freshness.ts'
import { tell } from '../observe/tell.ts'
import { handOut } from './copy.ts'
import type { Definition } from './definition.ts'
import type { Entry } from './entry.ts'
import { refusedInput } from './explain-refusal.ts'
import { type Body, type Call, type Deliver, refresh, start } from './fill.ts'
import { handOver, isOutdated } from './hand-over.ts'
import { awaitRun } from './in-flight.ts'
import { answerPersonally, isPersonal } from './personal.ts'
import { openScope, type Scope } from './scope.ts'
import { orStandIn } from './stand-in.ts'
import { own, settle } from './values.ts'

/** From the arguments to the answer. Never throws: whatever goes wrong rejects. */
export function call<Result>(
  definition: Definition,
  args: readonly unknown[],
  body: Body<Result>,
  captures: readonly unknown[] | undefined,
): Promise<Result> {
  try {
    const values = captures === undefined ? args : [...captures, ...args]
    const entry = definition.lastShelf.find(values)
    // An entry of another runtime was never checked at the version of this one.
    if (
      entry != null &&
      entry.checked === inUse.quiet &&
      inUse.runtime.time.recentTick() < entry.freshTick &&
      openScope() === undefined
    ) {
      entry.used = true
      return Promise.resolve(handOut(entry.value, entry.handing) as Result)
    }
    return inFull(definition, values, captures?.length ?? 0, body, undefined) as Promise<Result>
  } catch (error) {
    return Promise.reject(refusedInput(error, definition, captures?.length ?? 0))
  }
}

/** The same, answered with what `deliver` makes of the result that is kept and of how it was found. The result itself is not copied and must not be changed. */
export function look<Answer>(
  definition: Definition,
  args: readonly unknown[],
  body: Body<unknown>,
  deliver: Deliver<Answer>,
): Promise<Answer> {
  try {
    return inFull(definition, args, 0, body, deliver) as Promise<Answer>
  } catch (error) {
    return Promise.reject(refusedInput(error, definition, 0))
  }
}

/** A call that is more than a quiet hit. Apart, so that the way of a hit is short enough to be compiled in one piece. */
function inFull(
  definition: Definition,
  values: readonly unknown[],
  captured: number,
  body: Body<unknown>,
  deliver: Deliver | undefined,
): Promise<unknown> {
  const { shelf } = definition
  const call: Call = { definition, shelf, runtime: shelf.runtime, values, captured, body, deliver, asked: 0 }
  if (isPersonal(definition)) return answerPersonally(call, openScope())
  const entry = shelf.find(values)
  return entry === null ? settle(call, answerSettled) : answer(call, entry)
}

function answerSettled(call: Call): Promise<unknown> {
  return answer(call, call.shelf.at(call.values, call.key))
}

/** Why a call has to wait. */
type Miss = Exclude<Freshness, 'fresh'> | 'absent'

/** With what is kept, if it may be; else with what the body says. */
function answer(call: Call, entry: Entry | undefined): Promise<unknown> {
  const { runtime } = call
  const caller = openScope()
  const now = runtime.time.now()
  if (entry?.filled !== true) return wait(call, entry, caller, 'absent')
  const found = caller !== undefined && entry.at <= caller.since ? 'expired' : freshness(entry, runtime.marks, now)
  // A result that will itself be cached is never made from a stale one.
  if (found === 'expired' || (found === 'stale' && caller !== undefined)) return wait(call, entry, caller, found)
  if (found === 'fresh') entry.checked = runtime.version
  if (found === 'stale' || isEarly(entry, runtime, now)) refresh(call, entry)
  const known = { age: Math.max(0, Math.round(now - entry.at)), bytes: entry.bytes, store: 'memory' }
  if (found === 'fresh') tell('hit', call, known)
  else tell('stale', call, { ...known, reason: 'old' })
  entry.used = true
  return Promise.resolve(handOver(call, entry, caller, found === 'fresh' ? 'hit' : 'stale'))
}

/** Still fresh, but its moment to be refreshed has come. */
function isEarly(entry: Entry, { earlyRefresh }: Runtime, now: number): boolean {
  return earlyRefresh > 0 && entry.freshTick !== noTick && tickOf(now) >= entry.freshTick
}

/** For the run that is on its way, or for a new one. */
function wait(call: Call, entry: Entry | undefined, caller: Scope | undefined, found: Miss): Promise<unknown> {
  let { asked } = call
  if (asked === 0) {
    asked = call.runtime.time.stamp()
    tell('miss', call, { reason: found })
  }
  const owned = own({ ...call, asked })
  if (owned === undefined) return settle({ ...call, asked }, answerSettled)
  // Found again by the copy: a getter may have answered differently the second time.
  const place = call.shelf.at(owned.values, owned.key)
  if (place !== entry && place.filled) return answer(owned, place)
  let { flight } = place
  if (flight === undefined) flight = start(owned, place, caller)
  else awaitRun(caller, flight.scope)
  const result = flight.result.then((filled) => {
    const outdated = filled.at < asked && isOutdated(filled, call.runtime, caller)
    return outdated ? answer(owned, place) : handOver(owned, filled, caller, 'miss')
  })
  // A result that will itself be cached is never made from an old one, not even then.
  return place.filled && caller === undefined ? orStandIn(owned, place, flight.scope, result) : result
}
