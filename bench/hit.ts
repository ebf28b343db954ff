/**
 * What a warm hit costs, beside the floors that nobody can be below, and beside peers. One run: contenders take turns, so that all of them meet the same machine; of many turns the median. Arguments come from a hundred
 * different sets. Frameworks measure themselves, in a server of their own. Every caller of ours gets a copy of its own; most of the others hand out what they hold.
 */
import { caches, ours } from './caches.ts'
import { array, type Column, largeResult, nestedObject, noArgs, primitives } from './columns.ts'
import { type FrameworkServer, frameworks, startFramework } from './frameworks.ts'

/** Nanoseconds for each of so many awaited calls. */
type Contender = (calls: number) => Promise<number>

/** The most that we may cost, as a multiple of another contender. */
interface Goal {
  readonly of: string
  readonly ratio: number
}

const readyKey = 'floor: await Map.get, ready key'
const jsonKey = 'floor: JSON.stringify(args) + Map.get'
const cloned = 'structuredClone of the result'

/** Milliseconds for a column, where slow contenders would take minutes. */
const longest = 40_000
const goals: readonly (readonly [Column, Goal])[] = [
  [noArgs, { of: readyKey, ratio: 1.5 }],
  [primitives, { of: readyKey, ratio: 2 }],
  [nestedObject, { of: jsonKey, ratio: 1 }],
  [array, { of: jsonKey, ratio: 1 }],
  [largeResult, { of: cloned, ratio: 0.2 }],
]

const wraps = Object.entries(await caches())
const servers = new Map<string, FrameworkServer>()
for (const name of frameworks) servers.set(name, await startFramework(name))
try {
  for (const [column, goal] of goals) report(column, goal, await measure(await contenders(column, goal)))
} finally {
  for (const server of servers.values()) await server[Symbol.asyncDispose]()
}

/** Everybody's way to the same answer. */
async function contenders(
  { name, args, load, results }: Column,
  goal: Goal,
): Promise<Readonly<Record<string, Contender>>> {
  const keys = args.map((list) => JSON.stringify(list))
  const byKey = new Map(keys.map((key, index) => [key, results[index]]))
  const all: Record<string, Contender> = {
    [readyKey]: timed((index) => byKey.get(keys[index]!)),
    [jsonKey]: timed((index) => byKey.get(JSON.stringify(args[index]))),
  }
  if (goal.of === cloned) all[cloned] = timed((index) => structuredClone(results[index]))
  for (const [peer, wrap] of wraps) {
    const fn = wrap(name, load, args[0]!.length)
    for (const list of args) await fn(...list)
    all[peer] = timed(spread(args, fn))
  }
  for (const [framework, server] of servers)
    all[framework] = (calls) => server.ask('/hit', { column: name, calls }) as Promise<number>
  return all
}

/** A call with the arguments of an index, without the cost of spreading them. */
function spread(
  args: readonly (readonly unknown[])[],
  fn: (...args: readonly unknown[]) => unknown,
): (index: number) => unknown {
  const [first, second] = [args.map((list) => list[0]), args.map((list) => list[1])]
  if (args[0]!.length === 0) return () => fn()
  return args[0]!.length === 1 ? (index) => fn(first[index]) : (index) => fn(first[index], second[index])
}

/** A loop that no other contender has run through, so that nobody pays for what the engine learned from others. */
function timed(call: (index: number) => unknown): Contender {
  const source =
    'return async (calls) => { for (let i = 0; i < calls; i += 100) for (let index = 0; index < 100; index++) await call(index) }'
  // oxlint-disable-next-line typescript/no-implied-eval
  const round = new Function('call', source)(call) as (calls: number) => Promise<void>
  return async (calls) => {
    const begin = process.hrtime.bigint()
    await round(calls)
    return Number(process.hrtime.bigint() - begin) / calls
  }
}

/**
 * Nanoseconds for an awaited call of each contender. Turns are short, half a millisecond: most of them fit between two interruptions by other programs, and the others are outvoted.
 */
async function measure(all: Readonly<Record<string, Contender>>): Promise<ReadonlyMap<string, number>> {
  const rounds = Object.entries(all).map(([name, contender]) => ({ name, contender, times: [] as number[] }))
  const take = async ({ contender, times }: (typeof rounds)[number], about: number): Promise<void> => {
    times.push(await contender(Math.ceil(about / 100) * 100))
  }
  for (const round of rounds) for (let turn = 0; turn < 3; turn++) await take(round, 20_000)
  const end = performance.now() + longest
  for (let turn = 0; turn < 800 && performance.now() < end; turn++)
    for (const round of rounds) await take(round, 500_000 / round.times[2]!)
  return new Map(rounds.map(({ name, times }) => [name, median(times.slice(3))]))
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[numbers.length >> 1]!
}

function report({ name }: Column, goal: Goal, times: ReadonlyMap<string, number>): void {
  const own = times.get(ours)!
  console.log(`\n${name}`)
  for (const [contender, time] of times) {
    const ratio = contender === ours ? '' : `use-cache is ${inTimes(own / time)} ×`
    console.log(`  ${contender.padEnd(40)}${duration(time).padStart(10)}   ${ratio}`)
  }
  const ratio = own / times.get(goal.of)!
  console.log(`  goal: ≤ ${goal.ratio} × ${goal.of}: ${ratio.toFixed(2)} × → ${ratio <= goal.ratio ? 'met' : 'MISSED'}`)
}

/** Small ones need more places. */
function inTimes(ratio: number): string {
  return ratio < 0.1 ? ratio.toPrecision(2) : ratio.toFixed(2)
}

function duration(nanoseconds: number): string {
  return nanoseconds < 1000 ? `${nanoseconds.toFixed(0)} ns` : `${(nanoseconds / 1000).toFixed(2)} µs`
}
