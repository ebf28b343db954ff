import { bodyOfCaller } from './caller.ts'
import { type LifeOptions, resolveLife } from './time/profiles.ts'

/**
 * The names that `cacheLife` and `revalidateTag` know, for editors. Configured profiles are added by declaration merging:
 * `declare module 'use-cache' { interface CacheLifeProfiles { products: unknown } }`.
 */
export interface CacheLifeProfiles {
  /** Refreshed after 15 minutes, never expires: what a function without `cacheLife` has. */
  default: unknown
  /** Refreshed after 1 second, expires after 1 minute. */
  seconds: unknown
  /** Refreshed after 1 minute, expires after 1 hour. */
  minutes: unknown
  /** Refreshed after 1 hour, expires after 1 day. */
  hours: unknown
  /** Refreshed after 1 day, expires after 1 week. */
  days: unknown
  /** Refreshed after 1 week, expires after 30 days. */
  weeks: unknown
  /** Refreshed after 30 days, expires after 1 year. */
  max: unknown
}

/** The name of a profile: built in, or configured. */
export type CacheLifeProfile = keyof CacheLifeProfiles | (string & {})

/**
 * How long the result of the cached function that calls it holds: a profile (`'hours'`), or seconds and durations (`{ revalidate: '15m', expire: '1d' }`).
 *
 * `revalidate`: from then on a call is answered with what is there, which is computed anew behind the answer. `expire`: from then on a call waits. `stale` is for clients. Of several calls
 * the smallest value of each field wins; a field that is never set comes from the `default` profile, lowered by the cached functions that the body used. It may be called late, after an await,
 * and the value may decide. `revalidate: 0` and `expire: 0` mean: do not keep it. `staleIfError`: for so long past `expire` the old result still answers when the body fails, or takes longer than
 * its soft deadline (see `cacheDeadline`).
 *
 * Throws `LifeError` for an unknown profile and for numbers that mean nothing, `PlaceError` outside a cached function.
 */
export function cacheLife(life: CacheLifeProfile | LifeOptions): void {
  const scope = bodyOfCaller('cacheLife', cacheLife)
  scope.limit(resolveLife(life, scope.runtime.profiles, `cacheLife() in ${scope.definition.id}`))
}

/**
 * The result of the cached function that calls it is not kept, whatever `cacheLife` says, and what was kept before is let go: for answers that a caller should get and nobody else, such as “try again later”. Those
 * who wait for this run get it, too. A cached function that uses the result is not kept either, unless it says otherwise with `cacheLife`.
 *
 * Throws `PlaceError` outside a cached function.
 */
export function noStore(): void {
  bodyOfCaller('noStore', noStore).limit({ stale: 0, revalidate: 0, expire: 0 })
}
