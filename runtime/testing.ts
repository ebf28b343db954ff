import { type CacheCounts, count } from './cache-counts.ts'
import { checkOptions } from './configure.ts'
import { OptionError } from './errors.ts'
import { createRuntime, inUse, replace, type Runtime, type RuntimeOptions } from './instance.ts'
import { questionOf } from './observe/cached-function.ts'
import { type Duration, seconds } from './time/duration.ts'
import { nextTurn } from './time/turn.ts'

export type { CacheCounts }
export { type CacheMatchers, cacheMatchers } from './cache-matchers.ts'

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
  const counts = count(runtime)
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

async function settled(runtime: Runtime): Promise<void> {
  while (runtime.running.size > 0) await nextTurn()
}

export { type StoreUnderTest, type TestFunction, testStore } from './conformance/test-store.ts'
