/** What a store is asked for: what it has, or to take something. */
export type StoreWork = 'reading' | 'writing'

/** Knows when it has to be said that a store fails, and that it works again: once each, for one outage at a time. */
export interface Outage {
  /** True when that is to be said now. `isCertain`: nobody has to wait for it to happen again. */
  failed(work: StoreWork, isCertain: boolean): boolean
  /** True when it is to be said that it works again. */
  succeeded(work: StoreWork): boolean
}

/** So many failures in a row are an outage. */
const patience = 3
/** It is over when nothing has failed for so many milliseconds: of a cluster, one node may be down. */
const quiet = 10_000

/** Real time, whatever clock results live by. Milliseconds. */
export function outage(now: () => number = () => performance.now()): Outage {
  const failures = { reading: { inRow: 0, lastAt: 0 }, writing: { inRow: 0, lastAt: 0 } }
  let told: StoreWork | undefined
  return {
    failed(work, isCertain) {
      const failure = failures[work]
      failure.inRow++
      failure.lastAt = now()
      if (told !== undefined || (failure.inRow < patience && !isCertain)) return false
      told = work
      return true
    },
    succeeded(work) {
      const failure = failures[work]
      failure.inRow = 0
      if (told !== work || now() - failure.lastAt < quiet) return false
      told = undefined
      return true
    },
  }
}
