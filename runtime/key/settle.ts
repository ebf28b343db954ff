import { Copier, ownCopy } from '../value/copier.ts'
import { digestOf } from './held.ts'
import type { Passing } from './passing.ts'
import { encode, type Settled } from './encode.ts'

/** Values with everything in them awaited, and their key. */
export interface SettledValues {
  readonly key: string
  readonly values: readonly unknown[]
  readonly settled: Settled
}

/**
 * Waits for the promises and blobs in `values`, also for those that show up inside of others. Rejects as the first promise does that rejects. Key and values are made in one step, so that nobody
 * can change the one without the other.
 */
export async function settleValues(
  values: readonly unknown[],
  settled: Settled = noneSettled(),
  passing?: Passing,
): Promise<SettledValues> {
  for (;;) {
    const key = encode(values, settled)
    if (key !== undefined) {
      const own = new Copier('argument', { settled: settled.values, passing }).copy(values) as unknown[]
      return { key, values: own, settled }
    }
    await Promise.all(settled.missing.map(async (value) => settled.values.set(value, await held(value))))
  }
}

/** Nothing has settled yet: where `settleValues` notes what has. */
export function noneSettled(): Settled {
  return { values: new Map(), missing: [] }
}

/** The positions of values in which something has not settled yet. */
export function unsettled(values: readonly unknown[], settled: Settled): number[] {
  return [...values.keys()].filter((position) => encode([values[position]], settled) === undefined)
}

async function held(value: object): Promise<unknown> {
  return value instanceof Blob ? digestOf(value) : Promise.resolve<unknown>(value).then(ownCopy)
}
