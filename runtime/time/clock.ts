/** Where the runtime reads the time: milliseconds since 1970. */
export interface Clock {
  now(): number
}

/** The time as a runtime uses it. */
export interface Timeline {
  now(): number
  /**
   * Now, or a moment ago. Reading the system's clock costs as much as everything else in a hit, so a burst of hits within one millisecond and one task shares readings:
   * never across tasks, never for more than eight calls. Where a millisecond decides, use `now`.
   */
  recently(): number
  /** Now, but later than every stamp before it, so that what happened within one millisecond still has an order. */
  stamp(): number
}

/** A timeline over a clock; without one, the system's (read anew at each use, so that a test's fake `Date` is seen). */
export function timeline(clock?: Clock): Timeline {
  const now = clock === undefined ? systemNow : () => clock.now()
  const recently = clock === undefined ? systemRecently() : now
  let last = 0
  const stamp = (): number => (last = Math.max(now(), last + smallestStep))
  return { now, recently, stamp }
}

/** Milliseconds; as fine as a double can count them in this century. */
const smallestStep = 0.001
const genuineNow = Date.now
const { setImmediate } = globalThis

function systemNow(): number {
  return Date.now()
}

function systemRecently(): () => number {
  let reading = 0
  let streak = 0
  let uses = 0
  let waiting = false
  const nextTask = (): void => {
    uses = streak = 0
    waiting = false
  }
  const read = (): number => {
    const now = Date.now()
    if (now !== reading) {
      reading = now
      streak = 0
    } else if (++streak >= 8) {
      uses = 8
      if (!waiting) setImmediate(nextTask)
      waiting = true
    }
    return now
  }
  return () => {
    if (uses === 0 || Date.now !== genuineNow) return read()
    uses--
    return reading
  }
}
