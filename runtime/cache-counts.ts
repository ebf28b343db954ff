import type { Runtime } from './instance.ts'
import type { CacheEventType, CallEvent } from './observe/cache-event.ts'

/** How often what happened, since the test cache was made or its counts were reset. */
export interface CacheCounts {
  /** Calls answered with a fresh result. */
  hits: number
  /** Calls answered with a stale result, while it was computed anew. */
  stale: number
  /** Calls that had to wait for the body, also for a run that another call had started. */
  misses: number
  /** Runs of a body that ended with a result. */
  fills: number
  /** Runs of a body that failed, or whose result cannot be kept. */
  errors: number
}

/** Counts what happens in one runtime. */
export interface Counter {
  /** Of one function, by its id. */
  of(id: string): CacheCounts
  total(): CacheCounts
  reset(): void
}

/** Counts from now on. */
export function count(runtime: Runtime): Counter {
  const byFunction = new Map<string, CacheCounts>()
  const of = (id: string): CacheCounts => byFunction.get(id) ?? none()
  for (const [event, name] of counted) {
    runtime.events.on(event, (details) => {
      const { function: id } = details as CallEvent
      byFunction.set(id, { ...of(id), [name]: of(id)[name] + 1 })
    })
  }
  const total = (): CacheCounts => {
    const sum = none()
    for (const each of byFunction.values()) for (const [, name] of counted) sum[name] += each[name]
    return sum
  }
  const counter: Counter = { of: (id) => ({ ...of(id) }), total, reset: () => byFunction.clear() }
  counters.set(runtime, counter)
  return counter
}

/** Who counts in a runtime, if anybody does. */
export function counterOf(runtime: Runtime): Counter | undefined {
  return counters.get(runtime)
}

const counters = new WeakMap<Runtime, Counter>()

const counted: readonly (readonly [CacheEventType, keyof CacheCounts])[] = [
  ['hit', 'hits'],
  ['stale', 'stale'],
  ['miss', 'misses'],
  ['fill', 'fills'],
  ['error', 'errors'],
]

function none(): CacheCounts {
  return { hits: 0, stale: 0, misses: 0, fills: 0, errors: 0 }
}
