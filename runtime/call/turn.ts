/** The next turn of the event loop, after everything that is ready to run. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    later(resolve)
  })
}

/** Taken now, so that a test's fake timers hold nothing up. Not every runtime has `setImmediate`. */
const later: (callback: () => void) => void = globalThis.setImmediate ?? globalThis.setTimeout
