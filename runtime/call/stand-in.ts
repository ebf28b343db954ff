import { tell } from '../observe/tell.ts'
import { lifespan } from '../store.ts'
import { elapsed } from '../time/elapsed.ts'
import type { Entry, Filled } from './entry.ts'
import { isAnswer } from './fill.ts'
import { handOver, isOutdated } from './hand-over.ts'
import type { Call } from './one-call.ts'
import { oldResult } from './outer.ts'
import type { Scope } from './scope.ts'

/** The result; or an old one, though it has expired, when there is none or when it takes longer than the soft deadline. That lasts as long as `staleIfError` says. */
export function orStandIn(call: Call, place: Entry, run: Scope, result: Promise<unknown>): Promise<unknown> {
  if (place.filled && place.life.staleIfError === undefined) return result
  return new Promise((resolve, reject) => {
    let answered = false
    const standIn = async (reason: 'error' | 'slow'): Promise<boolean> => {
      const old = inMemory(call, place) ?? (await inStore(call, run))
      if (answered || old === undefined) return false
      answered = true
      const store = 'from' in old ? old.from : 'memory'
      tell('stale', call, { reason, age: elapsed(old.at, call.runtime.time.now()), bytes: old.bytes, store })
      resolve((async () => handOver(call, old, undefined, 'stale'))())
      return true
    }
    let timer: NodeJS.Timeout | undefined
    run.watchDeadline(({ soft }) => {
      clearTimeout(timer)
      timer = soft === Infinity ? undefined : setTimeout(() => void standIn('slow'), soft)
    })
    result
      .then(
        (value) => {
          answered = true
          return resolve(value)
        },
        async (error: unknown) => {
          if (isAnswer(error) || !(await standIn('error'))) reject(error)
        },
      )
      .finally(() => clearTimeout(timer))
  })
}

function inMemory(call: Call, place: Entry): Entry | undefined {
  return place.filled && mayStandIn(call, place) ? place : undefined
}

/** What others have left there, or this process before it was started anew. */
async function inStore(call: Call, run: Scope): Promise<Filled | undefined> {
  const link = call.runtime.outer.of(call.definition)
  if (link === undefined) return undefined
  let asking = askedFor.get(run)
  if (asking === undefined) {
    asking = oldResult(call, link).finally(() => askedFor.delete(run))
    askedFor.set(run, asking)
  }
  const old = await asking
  return old !== undefined && mayStandIn(call, old) ? old : undefined
}

/** Those who wait for the same run ask the store together. */
const askedFor = new WeakMap<Scope, Promise<Filled | undefined>>()

function mayStandIn({ runtime }: Call, old: Entry | Filled): boolean {
  const { at, life } = old
  const isYoung = life.staleIfError !== undefined && runtime.time.now() <= at + lifespan(life)
  return isYoung && !isOutdated(old, runtime, undefined)
}
