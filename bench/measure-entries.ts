/** What an entry costs in memory beside its value, and how often a body runs for callers that ask for the same thing at once: measured in the process that has them. */
import { collectGarbage } from '../runtime/fixture-garbage.ts'

const entries = 100_000
export const callers = 64

export interface Measured {
  readonly bytes: number
  readonly runs: number
}

export const value = (id: number): object => ({ id, name: 'Assam', price: 4.5 })

/** `entry`: caches `value`. `slow`: caches what takes a while. `runs`: how often the body of `slow` has run. */
export async function measureEntries(
  entry: (id: number) => Promise<unknown>,
  slow: (id: number) => Promise<unknown>,
  runs: () => number,
): Promise<Measured> {
  const ofValue = await heapFor(async () => Array.from({ length: entries }, (_, id) => value(id)))
  for (let id = -1000; id < 0; id++) await entry(id)
  const withValue = await heapFor(async () => {
    for (let id = 0; id < entries; id++) await entry(id)
    return entry
  })
  await Promise.all(Array.from({ length: callers }, () => slow(1)))
  return { bytes: withValue - ofValue, runs: runs() }
}

/** Bytes for each of them. */
async function heapFor(make: () => Promise<unknown>): Promise<number> {
  await collectGarbage()
  const before = process.memoryUsage().heapUsed
  const made = await make()
  await collectGarbage()
  const held = process.memoryUsage().heapUsed - before
  return made === undefined ? 0 : held / entries
}
