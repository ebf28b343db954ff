import { tell } from '../observe/tell.ts'
import { mayStandIn } from '../time/freshness.ts'
import type { Entry } from './entry.ts'
import { isAnswer } from './fill.ts'
import type { Call } from './one-call.ts'
import { handOver, isOutdated } from './hand-over.ts'
import type { Scope } from './scope.ts'

/** The result; or what is kept, though it has expired, when there is none or when it takes longer than the soft deadline. That lasts as long as `staleIfError` says. */
export function orStandIn(call: Call, place: Entry, run: Scope, result: Promise<unknown>): Promise<unknown> {
  if (place.life.staleIfError === undefined) return result
  return new Promise((resolve, reject) => {
    let answered = false
    const standIn = (reason: 'error' | 'slow'): boolean => {
      const { runtime } = call
      const now = runtime.time.now()
      if (answered || !place.filled || !mayStandIn(place, now) || isOutdated(place, runtime, undefined)) return false
      answered = true
      tell('stale', call, { reason, age: Math.round(now - place.at), bytes: place.bytes, store: 'memory' })
      resolve((async () => handOver(call, place, undefined, 'stale'))())
      return true
    }
    let timer: NodeJS.Timeout | undefined
    run.watchDeadline(({ soft }) => {
      clearTimeout(timer)
      timer = soft === Infinity ? undefined : setTimeout(() => standIn('slow'), soft)
    })
    result
      .then(resolve, (error: unknown) => {
        if (isAnswer(error) || !standIn('error')) reject(error)
      })
      .finally(() => clearTimeout(timer))
  })
}
