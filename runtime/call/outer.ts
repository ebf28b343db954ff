import type { Link } from '../outer/link.ts'
import type { LogPosition } from '../outer/replica.ts'
import { lifespan, type Lease, type StoredResult } from '../store.ts'
import type { Filled } from './entry.ts'
import { refusedInput } from './explain-refusal.ts'
import type { Call } from './one-call.ts'
import { ownInvalidation } from '../request.ts'
import { sinceOf } from './hand-over.ts'
import { keep } from '../value/keep.ts'

/** What the store of a kind had to say about a call. */
export interface Consulted {
  /** The answer, if it had one that may be used. */
  readonly filled: Filled | undefined
  /** How far the log of invalidations is known now; to be asked when the body starts. Undefined: not at all. */
  position(): LogPosition | undefined
  /** Hands over what the body made, behind the answer. */
  save(filled: Filled, position: LogPosition | undefined): void
  /** There is nothing to hand over; and what the store has is not true any more, if `isGone`. */
  giveUp(isGone?: boolean): void
  /** What the body made takes its time: nobody else has to wait for it. */
  letOthers(): void
  /** For how many milliseconds another process was waited for. */
  readonly waited: number
}

/** Which answers are good enough. */
interface Demands {
  /** Also one that should be computed anew. */
  readonly staleToo: boolean
  /** Also one that has expired, as long as it may stand in for what cannot be computed. */
  readonly expiredToo?: true
  /** None that was computed until then. */
  readonly since: number
  /** For how many milliseconds another process may be waited for. */
  readonly patience: number
}

/**
 * Asks the store before a body runs: either it has an answer, or this process is the one to make it. While another process makes it, waits for that, once: if it has failed or keeps nothing, those who waited do
 * not do so one after the other. A store that fails or does not answer in time has nothing to say.
 */
export async function consult(call: Call, link: Link, demands: Demands): Promise<Consulted> {
  const key = await keyInStore(call, link)
  if (key === undefined) return { filled: undefined, ...untold }
  const found = await find(call, link, key, demands)
  if (found !== undefined) return { filled: found, ...untold }
  const lease = await takeLease(link, key)
  if (lease !== 'taken') return write(call, link, key, lease)
  const begin = performance.now()
  const isFree = await leaseEnd(link, key, demands.patience)
  const waited = performance.now() - begin
  if (!isFree) return write(call, link, key, undefined, waited)
  const made = await find(call, link, key, demands)
  if (made !== undefined) return { filled: made, ...untold }
  const own = await takeLease(link, key)
  return write(call, link, key, own === 'taken' ? undefined : own, waited)
}

/** What a call is called in a store. Undefined when it is too large for that, though memory takes it: names of properties are spelled out there. */
export async function keyInStore(
  call: Pick<Call, 'definition' | 'values' | 'captured' | 'runtime' | 'settled'> & { readonly body: unknown },
  link: Link,
): Promise<string | undefined> {
  codec ??= await import('../codec/index.ts')
  try {
    return codec.portableKey(call.definition, call.values, call.runtime.keySecret, call.settled)
  } catch (error) {
    link.spoiled('key', refusedInput(error, call.definition, call.captured, call.body))
    return undefined
  }
}

/** Loaded with the first store. */
let codec: typeof import('../codec/index.ts') | undefined

/**
 * Gives the store a result that was made before, elsewhere, unless it has one that is not older. From then on it judges both alike: how far its log had been written then is told by the ages of what stands in
 * the log. A store that fails or does not answer in time is given nothing.
 */
export async function handToStore(
  call: Pick<Call, 'definition' | 'runtime' | 'values'>,
  link: Link,
  filled: Filled,
): Promise<void> {
  const { definition, runtime, values } = call
  codec ??= await import('../codec/index.ts')
  const key = codec.portableKey(definition, values, runtime.keySecret)
  const [answer, isKnown] = await Promise.all([link.read('get', () => link.store.get(key)), link.sync()])
  const { epoch } = link.log.replica
  if (answer === undefined || !isKnown || epoch === undefined) return
  const age = runtime.time.now() - filled.at
  if (answer.value !== undefined && answer.value.age <= age) return
  const result = await storedResult(call, filled, { epoch, order: link.log.replica.orderAt(filled.at) }, link)
  if (result !== undefined) await link.read('set', () => link.store.set(key, result))
}

/** The store gets to know nothing of the result. */
const untold: Omit<Consulted, 'filled'> = {
  position: () => undefined,
  save: nothing,
  giveUp: nothing,
  letOthers: nothing,
  waited: 0,
}

/** Undefined where there is none to be had; one that comes too late is given back. */
async function takeLease(link: Link, key: string): Promise<Lease | 'taken' | undefined> {
  const { store } = link
  if (store.lease === undefined) return undefined
  const giveBack = (lease: Lease | undefined): void => {
    if (lease !== undefined) link.write('release', () => lease.release(), true)
  }
  const answer = await link.read('lease', () => store.lease!(key), giveBack)
  return answer && (answer.value ?? 'taken')
}

/** Waits for the process that makes the result. False when that takes too long or cannot be waited for. */
async function leaseEnd(link: Link, key: string, patience: number): Promise<boolean> {
  const { store } = link
  if (store.leaseEnd === undefined) return false
  const { promise: enough, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(resolve, patience, false)
  try {
    return await Promise.race([store.leaseEnd(key, patience).then(() => true), enough])
  } catch (error) {
    link.spoiled('leaseEnd', error)
    return false
  } finally {
    clearTimeout(timer)
  }
}

/** An old result of the store, which may have expired, in place of one that cannot be computed. */
export async function oldResult(call: Call, link: Link): Promise<Filled | undefined> {
  const key = await keyInStore(call, link)
  const demands = { staleToo: true, expiredToo: true, since: sinceOf(undefined) } as const
  return key === undefined ? undefined : find(call, link, key, demands)
}

async function find(
  call: Call,
  link: Link,
  key: string,
  demands: Omit<Demands, 'patience'>,
): Promise<Filled | undefined> {
  const askedAt = call.runtime.time.stamp()
  const reading = link.read('get', () => link.store.get(key))
  const [answer, isKnown] = await Promise.all([reading, link.sync()])
  const stored = answer?.value
  if (stored === undefined || !isKnown) return undefined
  try {
    const filled = usable(call, link, stored, demands)
    return filled && { ...filled, from: link.store.name, askedAt }
  } catch (error) {
    link.spoiled('decode', error)
    return undefined
  }
}

/** What the store has, if it is good enough. */
function usable(
  call: Call,
  link: Link,
  stored: StoredResult,
  { staleToo, expiredToo, since }: Omit<Demands, 'patience'>,
): Filled | undefined {
  const { time, marks } = call.runtime
  const { age, life, tags } = stored
  // What this process has invalidated just now, the log may not tell yet.
  if (!link.tellsOwn && tags.some((tag) => marks.of(tag).length > 0)) return undefined
  const at = time.now() - age
  const tagged = verdictOn(stored, link)
  const isUsable = tagged === 'fresh' && age <= life.revalidate * 1000
  const isAlive = tagged !== 'expired' && age <= (expiredToo ? lifespan(life) : life.expire * 1000)
  if (at <= since || (!isUsable && !(staleToo && isAlive))) return undefined
  const value = codec!.decodeValue(stored.value)
  const marksFrom = tagged === 'stale' ? link.recall(stored) : time.stamp()
  // This process knows more than the log.
  if (marks.verdict(tags, marksFrom, time.now()) === 'expired') return undefined
  const { definition, runtime } = call
  return keep(value, { at, marksFrom, life, tags, definition, runtime }, call)
}

/** What is known of a result of the store, by its tags. What the request that asks has invalidated itself is gone for it, whatever the profile. */
export function verdictOn(stored: StoredResult, link: Link): 'fresh' | 'stale' | 'expired' {
  const verdict = link.verdict(stored)
  return verdict === 'stale' && ownInvalidation(stored.tags) > -Infinity ? 'expired' : verdict
}

function write(call: Call, link: Link, key: string, given: Lease | undefined, waited = 0): Consulted {
  const { store } = link
  let lease = given
  const letOthers = (): void => {
    const mine = lease
    lease = undefined
    if (mine !== undefined) link.write('release', () => mine.release(), true)
  }
  const giveUp = (isGone = false): void => {
    if (isGone) link.write('delete', () => store.delete(key))
    letOthers()
  }
  return {
    filled: undefined,
    waited,
    giveUp,
    letOthers,
    position: () => link.log.replica.position,
    save(filled, position) {
      const { revalidate, expire } = filled.life
      if (revalidate <= 0 || expire <= 0) return giveUp(true)
      if (position === undefined) return giveUp()
      const mine = lease
      const set = async (): Promise<void> => {
        const result = await storedResult(call, filled, position, link)
        if (result === undefined) return mine?.release()
        return mine === undefined ? store.set(key, result) : mine.finish(result)
      }
      link.write('set', set, mine !== undefined)
    },
  }
}

/** Undefined for a result that only this process can hold. */
async function storedResult(
  call: Pick<Call, 'definition' | 'runtime'>,
  filled: Filled,
  position: LogPosition,
  link: Link,
): Promise<StoredResult | undefined> {
  try {
    const value = await codec!.encodeValue(filled.value)
    const { id, version } = call.definition
    const { life, tags, at } = filled
    return { function: id, version, value, life, tags, age: Math.max(0, call.runtime.time.now() - at), ...position }
  } catch (error) {
    link.spoiled('encode', error)
    return undefined
  }
}

function nothing(): void {}
