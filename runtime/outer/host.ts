import type { Runtime } from '../instance.ts'
import { messageOf } from '../message-of.ts'
import type { Mark } from '../time/marks.ts'
import { warn } from '../warn.ts'
import type { StoreWork } from './outage.ts'
import type { News } from './replica.ts'

/** What the stores of a runtime need of it. */
export interface Host {
  now(): number
  /** Now, but later than all that was stamped before. */
  stamp(): number
  /** Invalidations by other processes. */
  learn(news: Pick<News, 'broken' | 'records'>): void
  /** What was read before, of a tag. */
  recall(tag: string, marks: readonly Mark[]): void
  /** From now on its results may not be used without asking. */
  doubt(): void
  /** Whether it may have results already. */
  hasRun(): boolean
  tell(failure: StoreFailure): void
  /** It fails from now on. */
  warn(failure: StoreFailure, work: StoreWork): void
  /** It works again. */
  calm(store: string, work: StoreWork): void
}

export interface StoreFailure {
  readonly store: string
  readonly operation: string
  readonly error: unknown
}

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
      if (events.hears('store-error')) events.emit({ type: 'store-error', ...failure })
    },
    warn({ store, operation, error }, work) {
      const what = work === 'reading' ? 'does not answer' : 'takes nothing'
      warn(
        `The store ${store} ${what} (${operation}: ${messageOf(error)}). Calls go on without it; it is tried again now and then.`,
        'USE_CACHE_STORE',
      )
    },
    calm: (store, work) =>
      warn(`The store ${store} ${work === 'reading' ? 'answers' : 'takes results'} again.`, 'USE_CACHE_STORE'),
  }
}
