import type { Runtime } from '../instance.ts'
import type { Link } from '../outer/link.ts'
import type { LogPosition } from '../outer/replica.ts'
import type { Entry, Filled, Rest } from './entry.ts'
import { surrounded } from '../observe/around-fills.ts'
import { inShort } from '../observe/past.ts'
import { tell } from '../observe/tell.ts'
import { nextTurn } from '../time/turn.ts'
import { sinceOf } from './hand-over.ts'
import { awaitRun, type Flight } from './in-flight.ts'
import { resultInTime } from './in-time.ts'
import { keep } from '../value/keep.ts'
import type { Body, Call } from './one-call.ts'
import { type Consulted, consult } from './outer.ts'
import { enter, Scope } from './scope.ts'
import { own } from './values.ts'
import { weightOfText } from '../value/weight.ts'

/** Runs the body for everybody who asks for this place while it runs. Without a place, for this call alone. */
export function start(call: Call, place: Entry | undefined, caller: Scope | undefined): Flight {
  return fly(call, place, caller, false)
}

/** Runs the body behind an answer that was given already; one at a time. When it fails, what is kept stays. */
export function refresh(call: Call, place: Entry): void {
  if (place.flight !== undefined) return
  try {
    const owned = own(call)
    // A getter may have answered differently the second time.
    if (owned === undefined || call.shelf.keyOf(place) !== owned.key) return
    fly(owned, place, undefined, true).result.catch(toldAlready)
  } catch (error) {
    tell('error', call, { error, duration: 0, background: true })
  }
}

/** The event `error` was emitted; nobody waits. */
function toldAlready(): void {}

function fly(call: Call, place: Entry | undefined, caller: Scope | undefined, background: boolean): Flight {
  const scope = new Scope(call.definition, call.runtime)
  scope.since = sinceOf(caller)
  awaitRun(caller, scope)
  const flight: Flight = { scope, result: undefined as never, hasBegun: false }
  if (place !== undefined) place.flight = flight
  const link = place?.home.shelf.audience === 'everybody' ? call.runtime.outer.of(call.definition) : undefined
  flight.result =
    link === undefined
      ? surrounded(call, background, () => run(call, place, scope, background))
      : ask(call, place!, link, flight, caller, background)
  return flight
}

/** First the store of its kind, then the body. */
async function ask(
  call: Call,
  place: Entry,
  link: Link,
  flight: Flight,
  caller: Scope | undefined,
  background: boolean,
): Promise<Filled> {
  const { scope } = flight
  // Behind an answer, only what is newer is of use; the store counts in another clock.
  const since = Math.max(scope.since, call.since ?? -Infinity, background ? place.at + 1000 : -Infinity)
  // Half of it is left for the body.
  const patience = Math.min(longestWait, scope.deadline.hard / 2)
  const consulting = consult(call, link, { staleToo: caller === undefined && !background, since, patience })
  flight.source = consulting.then(({ filled }) => (filled === undefined ? 'body' : 'store'))
  let consulted: Consulted
  try {
    consulted = await consulting
    if (consulted.filled !== undefined) store(call.runtime, place, consulted.filled, call.key)
  } catch (error) {
    end(place, scope)
    throw error
  }
  if (consulted.filled === undefined) {
    scope.begin(consulted.waited)
    return surrounded(call, background, () => run(call, place, scope, background, consulted))
  }
  end(place, scope)
  return consulted.filled
}

/** So many milliseconds another process is waited for at most. */
const longestWait = 30_000

/** A result in the making. */
interface Making {
  readonly call: Call
  readonly place: Entry | undefined
  readonly scope: Scope
  readonly background: boolean
  readonly begin: number
  readonly outer: Omit<Consulted, 'filled'> | undefined
  readonly position: LogPosition | undefined
}

async function run(
  call: Call,
  place: Entry | undefined,
  scope: Scope,
  background: boolean,
  outer?: Omit<Consulted, 'filled'>,
): Promise<Filled> {
  // Lets the stale answer reach its caller before a body that works synchronously (as an embedded database does) holds everybody up.
  if (background) await nextTurn()
  const { definition, body, values } = call
  const making: Making = {
    call,
    place,
    scope,
    background,
    begin: performance.now(),
    outer,
    position: outer?.position(),
  }
  try {
    nameBody(body, definition.id)
    const result = enter(scope, () => body(...(values as never[])))
    scope.awaited = true
    const filled = keep(await resultInTime(result, call, scope), scope, call)
    return filled.rest === undefined ? finish(making, filled) : await follow(making, filled.rest)
  } catch (error) {
    fail(making, error)
    throw error
  }
}

/** All of the result is there. */
function finish({ call, place, scope, background, begin, outer, position }: Making, filled: Filled): Filled {
  const isCurrent = place !== undefined && isLatest(place, scope)
  const kept = isCurrent && store(call.runtime, place, filled, call.key)
  if (filled.isUncacheable === true || !isCurrent) outer?.giveUp()
  else outer?.save(filled, position)
  end(place, scope)
  const { bytes, life, tags } = filled
  tell('fill', call, { duration: performance.now() - begin, bytes, life, tags, kept, background })
  return filled
}

/** Some of the result is on its way: callers get it as it comes, and it is kept when all of it has come. */
async function follow(making: Making, rest: Rest): Promise<Filled> {
  const { recorder, whole } = rest
  const { call, place, scope, background, begin, outer } = making
  let finished: Filled | undefined
  let isUnkept = false
  recorder.whenEnded((ending) => {
    if (isUnkept) scope.close()
    else if (ending.as === 'whole') finished = finish(making, whole())
    else if (ending.as === 'failed') fail(making, ending.error)
    else {
      isUnkept = true
      outer?.giveUp()
      if (place !== undefined && isLatest(place, scope)) {
        notKept(call.runtime, place, call.key, ending.why)
        land(place, scope)
      }
      const { bytes, life, tags } = whole()
      tell('fill', call, { duration: performance.now() - begin, bytes, life, tags, kept: false, background })
    }
  })
  if (place?.flight !== undefined && isLatest(place, scope)) place.flight.hasBegun = true
  recorder.start()
  // What is there at once is kept before anybody gets it.
  await nextTurn()
  if (finished === undefined) outer?.letOthers()
  void nextTurn().then(() => recorder.allHaveBegun())
  // What it has said of its life and tags meanwhile counts for those who wait.
  return finished ?? { ...whole(), rest }
}

function fail({ call, place, scope, background, begin, outer }: Making, error: unknown): void {
  const { runtime, definition, key } = call
  const isGone = isAnswer(error)
  if (place !== undefined && isGone && isLatest(place, scope)) place.letGo()
  outer?.giveUp(isGone)
  if (place !== undefined && key !== undefined)
    runtime.past.note(definition, key, { what: 'failed', at: runtime.time.now(), error: inShort(error) })
  end(place, scope)
  tell('error', call, { error, duration: performance.now() - begin, background })
}

function end(place: Entry | undefined, scope: Scope): void {
  scope.close()
  if (place !== undefined) land(place, scope)
}

/** The compiler leaves the body without a name, so that recursion finds the cached function; stack traces want one. */
function nameBody(body: Body<unknown>, id: string): void {
  if (body.name === '')
    Object.defineProperty(body, 'name', { value: id.slice(id.lastIndexOf('#') + 1), configurable: true })
}

/** A result that holds for no time at all is not kept, nor one that is too heavy. What belongs to a request goes with it and takes no room. */
export function store(runtime: Runtime, place: Entry, filled: Filled, key: string | undefined): boolean {
  const { memory, past } = runtime
  const isUncacheable = filled.isUncacheable === true
  const { revalidate, expire } = filled.life
  const { audience, definition } = place.home.shelf
  const holds = revalidate > 0 && expire > 0 && audience !== 'nobody' && !isUncacheable
  if (holds && audience === 'request') {
    place.fill(filled)
    return true
  }
  if (holds && memory.add(place, filled.bytes + weightOfPlace(filled.tags, key))) {
    place.fill(filled)
    past.kept(definition)
    return true
  }
  const why = isUncacheable
    ? 'it cannot be cached'
    : holds
      ? 'it takes more room than there is'
      : 'its life is no time at all (cacheLife or noStore)'
  notKept(runtime, place, key, why)
  place.letGo()
  return false
}

function notKept({ past, time }: Runtime, { home }: Entry, key: string | undefined, why: string): void {
  const { audience, definition } = home.shelf
  if (audience === 'everybody' && key !== undefined)
    past.note(definition, key, { what: 'not-kept', at: time.now(), why })
}

/** `notFound()` and `redirect()` throw, but nothing has failed: what was kept is not true any more. */
export function isAnswer(error: unknown): boolean {
  const digest = (error as { digest?: unknown } | null | undefined)?.digest
  return typeof digest === 'string' && digest.startsWith('NEXT_')
}

/** What an entry takes without its value: itself, its place in a map, its key, its tags. */
function weightOfPlace(tags: readonly string[], key = ''): number {
  // A short key is made of numbers, which need no text.
  const weight = 220 + (key.length < 8 ? 0 : 16 + key.length)
  return tags.length === 0 ? weight : tags.reduce((sum, tag) => sum + weightOfText(tag), weight + 32 + 8 * tags.length)
}

/** Not when a newer run has taken its place. */
function isLatest(place: Entry, scope: Scope): boolean {
  return place.flight?.scope === scope
}

function land(place: Entry, scope: Scope): void {
  if (!isLatest(place, scope)) return
  place.flight = undefined
  if (!place.filled) place.home.drop(place)
}
