/** Leaves something alone that does not answer, and tries it again now and then. */
export interface Breaker {
  /** Whether to leave it alone. After a while one call gets `false`, and its outcome decides. */
  isOpen(): boolean
  succeeded(): void
  /** True when this is the failure after which it is left alone. */
  failed(): boolean
}

const patience = 3
const shortestPause = 500
const longestPause = 10_000

/** Real time, whatever clock results live by. Milliseconds. */
export function breaker(): Breaker {
  let failures = 0
  let pause = shortestPause
  let tryAt = 0
  return {
    isOpen() {
      if (failures < patience) return false
      if (performance.now() < tryAt) return true
      tryAt = performance.now() + pause
      return false
    },
    succeeded() {
      failures = 0
      pause = shortestPause
    },
    failed() {
      failures++
      if (failures < patience) return false
      if (failures > patience) pause = Math.min(pause * 2, longestPause)
      tryAt = performance.now() + pause
      return failures === patience
    },
  }
}
