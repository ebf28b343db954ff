import { checkOptions } from './configure.ts'
import { OptionError } from './errors.ts'
import { createRuntime, inUse, replace, type Runtime, type RuntimeOptions } from './instance.ts'
import { questionOf } from './observe/cached-function.ts'
import type { CacheEvents } from './observe/events.ts'
import { type Duration, seconds } from './time/duration.ts'

/** How `testCache` is set up: like `configure`, but the clock is its own. */
export interface TestCacheOptions extends Omit<RuntimeOptions, 'clock'> {
  /** The time at which the clock stands: a Date, ISO text or milliseconds. The present time unless set. */
  readonly now?: Date | string | number | undefined
}

/** A time that stands still until a test moves it. */
export interface TestClock {
  /** Milliseconds since 1970. */
  now(): number
  /** Moves it forward by seconds, or by words: `clock.advance('1h30m')`. */
  advance(by: Duration): void
  /** Moves it forward to a moment. */
  set(to: Date | string | number): void
}

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

/** A cache for one test; see `testCache`. */
export interface TestCache extends Disposable {
  readonly clock: TestClock
  /** Counts of all functions together. */
  readonly counts: Readonly<CacheCounts>
  /** Counts of one function: the function itself, or its id (`src/products.ts#getProducts`). */
  countsOf(fn: string | ((...args: never[]) => unknown)): Readonly<CacheCounts>
  resetCounts(): void
  /** Every result expires: the next call of each waits. */
  expireAll(): void
  /** Resolves when no body runs any more, refreshes behind an answer included. */
  settled(): Promise<void>
  /** Puts back the cache that was in use before. */
  dispose(): void
}

/**
 * Puts a fresh, empty cache with a clock of its own in the place of the process's, for all compiled functions, whenever they were imported. Needs no request, no provider and no mock, and works in any test
 * runner; tests that run at the same time in one process share what is in place. Profiles of the app's configuration hold in it.
 *
 * ```ts
 * test('asks the database once an hour', async () => {
 *   using cache = testCache()
 *   await getProducts('tea')
 *   cache.clock.advance('30m')
 *   await getProducts('tea')
 *   expect(cache.countsOf(getProducts)).toMatchObject({ misses: 1, hits: 1 })
 * })
 * ```
 *
 * Without `using`, call `dispose()` when the test is over.
 */
export function testCache({ now, ...options }: TestCacheOptions = {}): TestCache {
  checkOptions(options, 'testCache()')
  const clock = testClock(now ?? Date.now())
  const runtime = createRuntime({ ...options, clock })
  const counts = counter(runtime)
  const before = replace(runtime)
  const dispose = (): void => {
    if (inUse.runtime === runtime) replace(before)
    runtime.memory.clear()
  }
  return {
    clock,
    get counts() {
      return counts.total()
    },
    countsOf: (fn) => counts.of(typeof fn === 'string' ? fn : questionOf(fn, 'countsOf').definition.id),
    resetCounts: () => counts.reset(),
    expireAll: () => runtime.marks.markAll(runtime.time.stamp()),
    settled: () => settled(runtime),
    dispose,
    [Symbol.dispose]: dispose,
  }
}

function testClock(start: Date | string | number): TestClock {
  let time = milliseconds(start)
  return {
    now: () => time,
    advance(by) {
      const moment = time + 1000 * (typeof by === 'string' ? seconds(by, 'clock.advance()') : by)
      this.set(moment)
    },
    set(to) {
      const moment = milliseconds(to)
      if (moment < time) {
        throw new OptionError(
          'invalid-option',
          'The test clock only moves forward. For an earlier time, make another testCache({ now }).',
        )
      }
      time = moment
    },
  }
}

function milliseconds(moment: Date | string | number): number {
  const time = typeof moment === 'number' ? moment : new Date(moment).getTime()
  if (Number.isFinite(time)) return time
  throw new OptionError(
    'invalid-option',
    `The test clock cannot stand at ${String(moment)}: pass a Date, ISO text or milliseconds.`,
  )
}

function counter(runtime: Runtime): { of(id: string): CacheCounts; total(): CacheCounts; reset(): void } {
  const byFunction = new Map<string, CacheCounts>()
  const of = (id: string): CacheCounts => byFunction.get(id) ?? none()
  const counts: [keyof CacheEvents, keyof CacheCounts][] = [
    ['hit', 'hits'],
    ['stale', 'stale'],
    ['miss', 'misses'],
    ['fill', 'fills'],
    ['error', 'errors'],
  ]
  for (const [event, name] of counts) {
    runtime.events.on(event, (details) => {
      const { function: id } = details as { function: string }
      byFunction.set(id, { ...of(id), [name]: of(id)[name] + 1 })
    })
  }
  const total = (): CacheCounts => {
    const sum = none()
    for (const each of byFunction.values()) for (const [, name] of counts) sum[name] += each[name]
    return sum
  }
  return { of: (id) => ({ ...of(id) }), total, reset: () => byFunction.clear() }
}

function none(): CacheCounts {
  return { hits: 0, stale: 0, misses: 0, fills: 0, errors: 0 }
}

// The genuine one, whatever a test's fake timers replace.
const nextTurn: (callback: () => void) => void = globalThis.setImmediate ?? globalThis.setTimeout

async function settled(runtime: Runtime): Promise<void> {
  while (runtime.running.size > 0) await new Promise<void>((resolve) => nextTurn(resolve))
}
