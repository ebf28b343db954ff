import type { Runtime } from '../instance.ts'
import type { Link } from '../outer/link.ts'
import type { Definition } from './definition.ts'
import type { Entry, Filled } from './entry.ts'
import { surrounded } from '../observe/around-fills.ts'
import { inShort } from '../observe/past.ts'
import { tell } from '../observe/tell.ts'
import { awaitRun, type Flight } from './in-flight.ts'
import { resultInTime } from './in-time.ts'
import { keep } from './keep.ts'
import { type Consulted, consult } from './outer.ts'
import { enter, Scope } from './scope.ts'
import type { Shelf } from './shelf.ts'
import { own } from './values.ts'
import { weightOfText } from './weight.ts'

/** The original function, called as `body(...captures, ...args)`. */
export type Body<Result> = (...all: never[]) => Promise<Result>

/** How a result was found: fresh, stale, or not at all, so that the body ran. */
export type Outcome = 'hit' | 'stale' | 'miss'

/** Makes an answer of a result, instead of a copy of it. */
export type Deliver<Answer = unknown> = (filled: Filled, outcome: Outcome) => Answer

/** A call that is more than a quiet hit. */
export interface Call {
  readonly definition: Definition
  readonly shelf: Shelf
  readonly runtime: Runtime
  /** Captures first, then arguments. */
  readonly values: readonly unknown[]
  readonly captured: number
  readonly body: Body<unknown>
  readonly deliver: Deliver | undefined
  /** When an answer was asked for that had to be waited for; 0 until then. */
  readonly asked: number
  /** The key of `values`; then these are the body's own, which nobody else can change. */
  readonly key?: string
}

/** Runs the body for everybody who asks for this place while it runs. Without a place, for this call alone. */
export function start(call: Call, place: Entry | undefined, caller: Scope | undefined): Flight {
  return fly(call, place, caller, false)
}

/** Runs the body behind an answer that was given already; one at a time. When it fails, what is kept stays. */
export function refresh(call: Call, place: Entry): void {
  if (place.flight !== undefined) return
  try {
    const owned = own(call)
    if (owned !== undefined) fly(owned, place, undefined, true).result.catch(toldAlready)
  } catch (error) {
    tell('error', call, { error, duration: 0, background: true })
  }
}

/** The event `error` was emitted; nobody waits. */
function toldAlready(): void {}

function fly(call: Call, place: Entry | undefined, caller: Scope | undefined, background: boolean): Flight {
  const scope = new Scope(call.definition, call.runtime)
  if (caller !== undefined) scope.since = caller.since
  awaitRun(caller, scope)
  const flight: Flight = { scope, result: undefined as never }
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
  const since = background ? Math.max(scope.since, place.at + 1000) : scope.since
  const consulting = consult(call, link, { staleToo: caller === undefined && !background, since })
  flight.source = consulting.then(({ filled }) => (filled === undefined ? 'body' : 'store'))
  try {
    const { filled, ...consulted } = await consulting
    if (filled === undefined) {
      scope.begin()
      return await surrounded(call, background, () => run(call, place, scope, background, consulted))
    }
    store(call.runtime, place, filled, call.key)
    return filled
  } finally {
    scope.close()
    land(place)
  }
}

async function run(
  call: Call,
  place: Entry | undefined,
  scope: Scope,
  background: boolean,
  outer?: Omit<Consulted, 'filled'>,
): Promise<Filled> {
  const { runtime, definition, body, values } = call
  if (background) await afterTheAnswer()
  const begin = performance.now()
  const order = outer?.order()
  try {
    nameBody(body, definition.id)
    const result = enter(scope, () => body(...(values as never[])))
    scope.awaited = true
    const value = await resultInTime(result, call, scope)
    scope.close()
    const filled = keep(value, scope)
    const kept = place !== undefined && store(runtime, place, filled, call.key)
    outer?.save(filled, order)
    const { bytes, life, tags } = filled
    tell('fill', call, { duration: performance.now() - begin, bytes, life, tags, kept, background })
    return filled
  } catch (error) {
    scope.close()
    const isGone = isAnswer(error)
    if (place !== undefined && isGone) letGo(runtime, place)
    outer?.giveUp(isGone)
    if (place !== undefined && call.key !== undefined)
      runtime.past.note(definition, call.key, { what: 'failed', at: runtime.time.now(), error: inShort(error) })
    tell('error', call, { error, duration: performance.now() - begin, background })
    throw error
  } finally {
    if (place !== undefined) land(place)
  }
}

/** Lets the stale answer reach its caller before a body that works synchronously (as an embedded database does) holds everybody up. */
function afterTheAnswer(): Promise<void> {
  return new Promise((resolve) => {
    nextTurn(resolve)
  })
}

/** Taken now, so that a test's fake timers don't stop refreshes. Not every runtime has `setImmediate`. */
const nextTurn: (callback: () => void) => void = globalThis.setImmediate ?? globalThis.setTimeout

/** The compiler leaves the body without a name, so that recursion finds the cached function; stack traces want one. */
function nameBody(body: Body<unknown>, id: string): void {
  if (body.name === '')
    Object.defineProperty(body, 'name', { value: id.slice(id.lastIndexOf('#') + 1), configurable: true })
}

/** A result that holds for no time at all is not kept, nor one that is too heavy. What belongs to a request goes with it and takes no room. */
export function store(runtime: Runtime, place: Entry, filled: Filled, key: string | undefined): boolean {
  const { memory, past, time } = runtime
  const { revalidate, expire } = filled.life
  const { audience, definition } = place.home.shelf
  const holds = revalidate > 0 && expire > 0 && audience !== 'nobody'
  if (holds && audience === 'request') {
    place.fill(filled)
    return true
  }
  if (holds && memory.add(place, filled.bytes + weightOfPlace(filled.tags, key))) {
    place.fill(filled)
    past.kept(definition)
    return true
  }
  if (audience === 'everybody' && key !== undefined) {
    const why = holds ? 'it takes more room than there is' : 'its life is no time at all (cacheLife or noStore)'
    past.note(definition, key, { what: 'not-kept', at: time.now(), why })
  }
  letGo(runtime, place)
  return false
}

function letGo({ memory }: Runtime, place: Entry): void {
  memory.remove(place)
  place.empty()
}

/** `notFound()` and `redirect()` throw, but nothing has failed: what was kept is not true any more. */
export function isAnswer(error: unknown): boolean {
  const digest = (error as { digest?: unknown } | null | undefined)?.digest
  return typeof digest === 'string' && digest.startsWith('NEXT_')
}

/** What an entry takes without its value: itself, its place in a map, its key, its tags. */
function weightOfPlace(tags: readonly string[], key = ''): number {
  // A short key is made of numbers, which need no text.
  const weight = 228 + (key.length < 8 ? 0 : 16 + key.length)
  return tags.length === 0 ? weight : tags.reduce((sum, tag) => sum + weightOfText(tag), weight + 32 + 8 * tags.length)
}

function land(place: Entry): void {
  place.flight = undefined
  if (!place.filled) place.home.drop(place)
}
