import { inUse, type Runtime } from '../instance.ts'
import type { Link } from '../outer/link.ts'
import { tickOf } from '../time/clock.ts'
import { elapsed } from '../time/elapsed.ts'
import { type Freshness, freshness } from '../time/freshness.ts'
import { tell } from '../observe/tell.ts'
import { ownInvalidation } from '../request.ts'
import { handOut } from '../value/copy.ts'
import type { Definition } from './definition.ts'
import type { Entry, Filled } from './entry.ts'
import { refusedInput } from './explain-refusal.ts'
import { refresh } from './fill.ts'
import type { Body, Call, Deliver } from './one-call.ts'
import { handOver, handOverKept, isMissed, isOutdated, mayBeOutdated, sinceOf, takeOverFailure } from './hand-over.ts'
import type { Flight } from './in-flight.ts'
import { join } from './join.ts'
import { answerPersonally, isPersonal } from './personal.ts'
import { Undecodable } from '../key/refusal.ts'
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
  const values = captures === undefined ? args : [...captures, ...args]
  try {
    const entry = definition.lastShelf.find(values)
    if (isQuiet(entry)) {
      entry.used = true
      return Promise.resolve(handOut(entry.value, entry.handing, values) as Result)
    }
    return inFull(definition, values, captures?.length ?? 0, body, undefined) as Promise<Result>
  } catch (error) {
    if (error instanceof Undecodable) return afresh(definition, values, captures?.length ?? 0, body) as Promise<Result>
    return Promise.reject(refusedInput(error, definition, captures?.length ?? 0, body))
  }
}

/** What is kept cannot be made into a value any more: looked at closer, it makes room for what can. */
async function afresh(
  definition: Definition,
  values: readonly unknown[],
  captured: number,
  body: Body<unknown>,
): Promise<unknown> {
  try {
    return await inFull(definition, values, captured, body, undefined)
  } catch (error) {
    throw refusedInput(error, definition, captured, body)
  }
}

/** Whether a result may be handed out without a closer look: it is fresh, and nobody has to be told. */
export function isQuiet(entry: Entry | undefined | null): entry is Entry {
  return (
    entry != null &&
    // An entry of another runtime was never checked at the version of this one.
    entry.checked === inUse.quiet &&
    inUse.runtime.time.recentTick() < entry.freshTick &&
    openScope() === undefined
  )
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
  const { runtime } = shelf
  const call: Call = { definition, shelf, runtime, given: values, values, captured, body, deliver, asked: 0 }
  if (isPersonal(definition)) return answerPersonally(call, openScope())
  const entry = shelf.find(values)
  return entry === null ? settle(call, answerSettled) : answer(call, entry)
}

function answerSettled(call: Call): Promise<unknown> {
  return answer(call, call.shelf.at(call.values, call.key))
}

/** Why a call has to wait. */
type Miss = Exclude<Freshness, 'fresh'> | 'absent' | 'unchecked'

/** With what is kept, if it may be; else with what the store or the body says. */
function answer(call: Call, entry: Entry | undefined): Promise<unknown> {
  const caller = openScope()
  if (entry?.filled !== true) return wait(call, entry, caller, 'absent')
  const link = call.runtime.outer.of(call.definition)
  if (link === undefined && entry.tags.length > 0) call.runtime.outer.lookForNews(entry.at)
  const vouched = link === undefined || link.log.vouch(entry.at)
  if (vouched === true) return answerWith(call, entry, caller, link)
  if (vouched === false) return wait(call, entry, caller, 'unchecked')
  // Whoever asked may change the values meanwhile.
  const owned = own(call)
  if (owned === undefined) return settle(call, answerSettled)
  const place = owned.shelf.at(owned.values, owned.key)
  if (place !== entry) return answer(owned, place)
  return vouched.then((known) =>
    known && entry.filled ? answerWith(owned, entry, caller, link) : wait(owned, entry, caller, 'unchecked'),
  )
}

/** `link`: the store behind it, which had nothing to say against it. */
function answerWith(call: Call, entry: Entry, caller: Scope | undefined, link: Link | undefined): Promise<unknown> {
  const { runtime } = call
  const now = runtime.time.now()
  const found = entry.at <= sinceOf(caller) ? 'expired' : freshness(entry, runtime.marks, now)
  // A result that will itself be cached is never made from a stale one.
  if (found === 'expired' || (found === 'stale' && caller !== undefined)) return wait(call, entry, caller, found)
  const own = found === 'stale' ? ownInvalidation(entry.tags) : -Infinity
  if (own > entry.at) return wait({ ...call, since: own }, entry, caller, 'expired')
  if (found === 'fresh') entry.checked = runtime.version
  if (link !== undefined) entry.trustUntil(link.log.trustedUntil(entry.at))
  else if (entry.tags.length > 0) entry.trustUntil(runtime.outer.trustedUntil(entry.at))
  const handed = handOverKept(call, entry, caller, found === 'fresh' ? 'hit' : 'stale')
  if (handed === undefined) return wait(call, undefined, caller, 'absent')
  if (found === 'stale' || isEarly(entry, runtime, now)) refresh(call, entry)
  entry.used = true
  // It has waited, which was told.
  if (call.asked === 0) tellFound(call, entry, found, now, 'memory')
  return handed
}

/** Still fresh, but its moment to be refreshed has come. */
function isEarly(entry: Entry, { earlyRefresh }: Runtime, now: number): boolean {
  return earlyRefresh > 0 && tickOf(now) >= entry.dueTick
}

/** For the run that is on its way, or for a new one. */
function wait(call: Call, entry: Entry | undefined, caller: Scope | undefined, found: Miss): Promise<unknown> {
  const { runtime, definition, shelf } = call
  const asked = call.asked === 0 ? runtime.time.stamp() : call.asked
  const owned = own({ ...call, asked })
  if (owned === undefined) return settle(call, answerSettled)
  const link = runtime.outer.of(definition)
  const isTold = call.asked > 0 || link !== undefined
  if (!isTold) tell('miss', call, { reason: found })
  // Found again by the copy: a getter may have answered differently the second time.
  const place = shelf.at(owned.values, owned.key)
  if (place !== entry && place.filled) return answer(owned, place)
  const flight = join(owned, place, caller, asked)
  if (call.asked === 0 && isTold) tellSource(call, flight, found)
  const answered = async (filled: Filled): Promise<unknown> => {
    // Others may have invalidated it before this call asked.
    const isOld = link !== undefined && (filled.askedAt ?? filled.at) < asked - link.store.trust
    if (isOld) await link.sync()
    const isEarlier = isOld || filled.marksFrom < asked
    const comesLate = filled.rest !== undefined && mayBeOutdated(flight.scope, runtime)
    const outdated = isEarlier && (isMissed(filled) || comesLate || isOutdated(filled, runtime, caller))
    if (outdated || isTooStale(filled, owned, place, caller)) return answer(owned, place)
    return handOver(owned, filled, caller, 'miss')
  }
  const result = flight.result.then(answered, takeOverFailure(flight.scope, caller))
  // A result that will itself be cached is never made from an old one, not even then.
  const mayBeOld = caller === undefined && (place.filled || link !== undefined)
  return mayBeOld ? orStandIn(owned, place, flight.scope, result) : result
}

/** A stale result of a store is good enough, and computed anew behind the answer; but not for a result that will itself be cached. */
function isTooStale(filled: Filled, call: Call, place: Entry, caller: Scope | undefined): boolean {
  const { marks, time } = call.runtime
  if (filled.from === undefined || freshness(filled, marks, time.now()) !== 'stale') return false
  if (caller === undefined) refresh(call, place)
  return caller !== undefined
}

/** A miss; or a hit after all, when the store of its kind has it. */
function tellSource(call: Call, flight: Flight, reason: Miss): void {
  const missed = (): void => tell('miss', call, { reason })
  if (flight.source === undefined) return missed()
  const hit = (filled: Filled): void => {
    const { marks, time } = call.runtime
    const now = time.now()
    tellFound(call, filled, freshness(filled, marks, now), now, filled.from!)
  }
  flight.source.then((source) => (source === 'body' ? missed() : flight.result.then(hit, missed)), missed)
}

/** Answered with what `store` has, fresh or old. */
function tellFound(call: Call, { at, bytes }: Entry | Filled, found: Freshness, now: number, store: string): void {
  const known = { age: elapsed(at, now), bytes, store }
  if (found === 'fresh') tell('hit', call, known)
  else tell('stale', call, { ...known, reason: 'old' })
}
