import type { Runtime } from '../instance.ts'
import type { Host, StoreFailure } from './link.ts'

/** The runtime, as its stores see it. `doubt`: lets each result be looked at again. */
export function hostOf(ask: () => Runtime, doubt: () => void): Host {
  const recall: Host['recall'] = (tag, told) => {
    for (const { at, expiresAt } of told.toReversed()) ask().marks.mark(tag, at, expiresAt)
  }
  return {
    now: () => ask().time.now(),
    stamp: () => ask().time.stamp(),
    recall,
    doubt,
    hasRun: () => ask().hasRun,
    learn({ broken, records }) {
      const { marks, time, events } = ask()
      if (broken) marks.markAll(time.stamp())
      for (const { tag, marks: told } of records) {
        if (tag === undefined) {
          marks.markAll(time.stamp())
          continue
        }
        recall(tag, told)
        const { at, expiresAt } = told[0]!
        if (events.hears('invalidate')) events.emit({ type: 'invalidate', tag, expire: (expiresAt - at) / 1000 })
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
