import type { TagMarks } from './marks.ts'
import type { Life } from './profiles.ts'

/** `fresh`: answer with it. `stale`: answer with it and compute it anew behind the answer. `expired`: it is gone. */
export type Freshness = 'fresh' | 'stale' | 'expired'

/** A finished computation, as far as time matters. */
export interface Computed {
  /** When its body started, in milliseconds. */
  readonly at: number
  /** From when on invalidations concern it: like `at`, or when a store handed it over. */
  readonly marksFrom: number
  readonly life: Life
  readonly tags: readonly string[]
}

/** What a computation is worth at the moment `now`. */
export function freshness(computed: Computed, marks: TagMarks, now: number): Freshness {
  const { at, marksFrom, life, tags } = computed
  if (now > at + life.expire * 1000) return 'expired'
  const tagged = marks.verdict(tags, marksFrom, now)
  if (tagged !== 'fresh') return tagged
  return now > at + life.revalidate * 1000 ? 'stale' : 'fresh'
}
