import type { Runtime } from '../instance.ts'
import type { Host, StoreFailure } from './link.ts'

/** The runtime, as its stores see it. */
export function hostOf(ask: () => Runtime): Host {
  return {
    now: () => ask().time.now(),
    learn({ broken, records }) {
      const { marks, time, events } = ask()
      const now = time.stamp()
      if (broken) marks.markAll(now)
      for (const { tag, marks: told } of records) {
        if (tag === undefined) marks.markAll(now)
        else for (const { expiresIn } of told.toReversed()) marks.mark(tag, now, now + expiresIn)
        const expire = told[0]!.expiresIn / 1000
        if (tag !== undefined && events.hears('invalidate')) events.emit({ type: 'invalidate', tag, expire })
      }
    },
    tell(failure) {
      const { events } = ask()
      const { store, operation, error } = failure
      if (events.hears('store-error')) events.emit({ type: 'store-error', store, operation, error })
      if (failure.lasting) warn(failure)
    },
  }
}

/** Once for each outage. */
function warn({ store, operation, error }: StoreFailure): void {
  const reason = error instanceof Error ? error.message : String(error)
  // Not every runtime has it.
  globalThis.process?.emitWarning?.(
    `The store ${store} does not answer (${operation}: ${reason}). Calls go on without it; it is tried again now and then.`,
    { type: 'UseCacheWarning', code: 'USE_CACHE_STORE' },
  )
}
