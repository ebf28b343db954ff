import { PlaceError } from '../errors.ts'
import { inUse } from '../instance.ts'
import { tell } from '../observe/tell.ts'
import { currentRequest, type OneRequest } from '../request.ts'
import { elapsed } from '../time/elapsed.ts'
import { freshness } from '../time/freshness.ts'
import type { Definition } from './definition.ts'
import type { Filled } from './entry.ts'
import { start } from './fill.ts'
import type { Call } from './one-call.ts'
import { handOver, handOverKept, isMissed, isOutdated, takeOverFailure } from './hand-over.ts'
import { join } from './join.ts'
import type { Scope } from './scope.ts'
import { Shelf } from './shelf.ts'
import { own, settle } from './values.ts'

/** Whether the result of the call belongs to one request: that of a private function, and everything in draft mode. */
export function isPersonal(definition: Definition): boolean {
  return definition.kind === 'private' || (inUse.drafts > 0 && currentRequest()?.draft === true)
}

/** With what the request has already; else with what the body says. In draft mode, and where there is no request, nothing is kept. */
export function answerPersonally(call: Call, caller: Scope | undefined): Promise<unknown> {
  const { definition, runtime } = call
  if (definition.kind === 'private') refuseShared(definition, caller)
  const owned = own(call)
  if (owned === undefined) return settle(call, (settled) => answerPersonally(settled, caller))
  const request = currentRequest()
  if (request === undefined) {
    tell('bypass', owned, { reason: 'no-request' })
    return start(owned, undefined, caller).result.then((filled) => handOver(owned, filled, caller, 'miss'))
  }
  // It has waited once.
  const isTold = call.asked > 0
  const place = personalShelf(request, call).at(owned.values, owned.key)
  const now = runtime.time.now()
  if (place.filled && freshness(place, runtime.marks, now) === 'fresh') {
    const handed = handOverKept(owned, place, caller, 'hit')
    if (handed === undefined) return answerPersonally(owned, caller)
    if (!isTold) tell('hit', owned, { age: elapsed(place.at, now), bytes: place.bytes, store: 'request' })
    return handed
  }
  if (!isTold && request.draft) tell('bypass', owned, { reason: 'draft' })
  else if (!isTold) tell('miss', owned, { reason: place.filled ? 'expired' : 'absent' })
  const asked = isTold ? call.asked : runtime.time.stamp()
  const { scope, result } = join(owned, place, caller, asked)
  const answered = (filled: Filled): unknown => {
    const outdated = filled.at < asked && (isMissed(filled) || isOutdated(filled, runtime, caller))
    return outdated ? answerPersonally({ ...owned, asked }, caller) : handOver(owned, filled, caller, 'miss')
  }
  return result.then(answered, takeOverFailure(scope, caller))
}

/** What one request keeps of each function, gone with the request; in draft mode, only what is on its way. */
const shelves = new WeakMap<OneRequest, Map<Definition, Shelf>>()

/** The entries of one function that belong to a request. */
export function personalShelf(
  request: OneRequest,
  { definition, runtime }: Pick<Call, 'definition' | 'runtime'>,
): Shelf {
  const audience = request.draft ? 'nobody' : 'request'
  let own = shelves.get(request)
  if (own === undefined) shelves.set(request, (own = new Map()))
  const known = own.get(definition)
  if (known?.runtime === runtime && known.audience === audience) return known
  const shelf = new Shelf(runtime, definition, audience)
  own.set(definition, shelf)
  return shelf
}

function refuseShared(definition: Definition, caller: Scope | undefined): void {
  if (caller === undefined || caller.definition.kind === 'private') return
  caller.guard?.(`the private function ${definition.id}`)
  throw new PlaceError(
    'private-inside-shared',
    `${definition.id} is private, but ${caller.definition.id}, which everybody shares, called it. ` +
      `Call it outside and pass what is needed of its result as an argument, or make ${caller.definition.id} private too.`,
  )
}
