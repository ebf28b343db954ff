/** The next turn of the event loop, after everything that is ready to run. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    inNextTurn(resolve)
  })
}

/** Calls back in the next turn of the event loop. Taken now, so that a test's fake timers hold nothing up. Not every runtime has `setImmediate`. */
export const inNextTurn: (callback: () => void) => void = globalThis.setImmediate ?? globalThis.setTimeout
