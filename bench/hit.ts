/**
 * What a warm hit costs, beside the floors that nobody can be below, and beside peers. One process, one run: contenders take turns, so that all of them meet the same machine; of many turns the median. Arguments come from a hundred different sets. Every caller of ours gets a copy of its own; the others hand out what they hold.
 */
import { caches, ours } from './caches.ts'

type Call = (index: number) => unknown

interface Column {
  readonly name: string
  readonly contenders: Readonly<Record<string, Call>>
  /** The most that we may cost, as a multiple of another contender. */
  readonly goal: { readonly of: string; readonly ratio: number }
}

const readyKey = 'floor: await Map.get, ready key'
const jsonKey = 'floor: JSON.stringify(args) + Map.get'
const cloned = 'structuredClone of the result'

const wraps = Object.entries(await caches())

/** Milliseconds for a column, where slow contenders would take minutes. */
const longest = 40_000
const pages = 10
const inputs = Array.from({ length: 100 }, (_, index) => index)
const categories = inputs.map((index) => `category-${Math.floor(index / pages)}`)
const filters = inputs.map((index) => ({
  query: `tea ${index}`,
  category: categories[index],
  minimum: index,
  maximum: index + 100,
  sort: 'price',
  descending: false,
  page: index % pages,
  limit: 20,
  locale: 'en-GB',
  stock: { only: true, warehouse: index % 3 },
}))
const lists = inputs.map((index) => Array.from({ length: 100 }, (_, item) => index * 100 + item))

const small = (index: number): object => ({ id: index, name: 'Assam', price: 4.5 })
const large = (index: number): object[] =>
  Array.from({ length: 90 }, (_, row) => ({
    id: index * 100 + row,
    sku: `TEA-${row}`,
    name: `Tea number ${row} of ${index}`,
    price: row * 1.25,
    stock: { count: row, reserved: row % 4 },
    tags: ['tea', `grade ${row % 5}`],
  }))

const columns: readonly Column[] = [
  await column('no args', () => [], small, { of: readyKey, ratio: 1.5 }),
  await column('2 primitives', (index) => [categories[index], index % pages], small, { of: readyKey, ratio: 2 }),
  await column('nested object', (index) => [filters[index]], small, { of: jsonKey, ratio: 1 }),
  await column('array of 100', (index) => [lists[index]], small, { of: jsonKey, ratio: 1 }),
  await column(`${(JSON.stringify(large(0)).length / 1024).toFixed(1)} KB result`, (index) => [`id-${index}`], large, {
    of: cloned,
    ratio: 0.2,
  }),
]

for (const each of columns) report(each, await measure(each))

/** Everybody's way to the same answer. */
async function column(
  name: string,
  argsOf: (index: number) => readonly unknown[],
  result: (index: number) => unknown,
  goal: Column['goal'],
): Promise<Column> {
  const args = inputs.map(argsOf)
  const keys = args.map((list) => JSON.stringify(list))
  const results = new Map(keys.map((key, index) => [key, result(index)]))
  const load = async (...list: readonly unknown[]): Promise<unknown> => results.get(JSON.stringify(list))
  const calls: Record<string, Call> = {
    [readyKey]: (index) => results.get(keys[index]!),
    [jsonKey]: (index) => results.get(JSON.stringify(args[index])),
  }
  for (const [peer, wrap] of wraps) {
    const fn = wrap(name, load, args[0]!.length)
    for (const list of args) await fn(...list)
    calls[peer] = spread(args, fn)
  }
  const cloning = { [cloned]: (index: number) => structuredClone(results.get(keys[index]!)) }
  return { name, goal, contenders: goal.of === cloned ? { ...calls, ...cloning } : calls }
}

/** A call with the arguments of an index, without the cost of spreading them. */
function spread(args: readonly (readonly unknown[])[], fn: (...args: readonly unknown[]) => unknown): Call {
  const [first, second] = [args.map((list) => list[0]), args.map((list) => list[1])]
  if (args[0]!.length === 0) return () => fn()
  return args[0]!.length === 1 ? (index) => fn(first[index]) : (index) => fn(first[index], second[index])
}

/**
 * Nanoseconds for an awaited call of each contender. Turns are short, half a millisecond: most of them fit between two interruptions by other programs, and the others are outvoted.
 */
async function measure({ contenders }: Column): Promise<ReadonlyMap<string, number>> {
  const rounds = Object.entries(contenders).map(([name, call]) => ({
    name,
    round: roundOf(call),
    times: [] as number[],
  }))
  for (const { round, times } of rounds) for (let turn = 0; turn < 3; turn++) times.push(await time(round, 20_000))
  const end = performance.now() + longest
  for (let turn = 0; turn < 800 && performance.now() < end; turn++) {
    for (const { round, times } of rounds) times.push(await time(round, 500_000 / times[2]!))
  }
  return new Map(rounds.map(({ name, times }) => [name, median(times.slice(3))]))
}

async function time(round: (calls: number) => Promise<void>, about: number): Promise<number> {
  const calls = Math.ceil(about / inputs.length) * inputs.length
  const begin = process.hrtime.bigint()
  await round(calls)
  return Number(process.hrtime.bigint() - begin) / calls
}

/** A loop that no other contender has run through, so that nobody pays for what the engine learned from others. */
function roundOf(call: Call): (calls: number) => Promise<void> {
  const source =
    'return async (calls) => { for (let i = 0; i < calls; i += 100) for (let index = 0; index < 100; index++) await call(index) }'
  // oxlint-disable-next-line typescript/no-implied-eval
  return new Function('call', source)(call) as (calls: number) => Promise<void>
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[numbers.length >> 1]!
}

function report({ name, goal }: Column, times: ReadonlyMap<string, number>): void {
  const own = times.get(ours)!
  console.log(`\n${name}`)
  for (const [contender, time] of times) {
    const ratio = contender === ours ? '' : `use-cache is ${(own / time).toFixed(2)} ×`
    console.log(`  ${contender.padEnd(40)}${duration(time).padStart(10)}   ${ratio}`)
  }
  const ratio = own / times.get(goal.of)!
  console.log(`  goal: ≤ ${goal.ratio} × ${goal.of}: ${ratio.toFixed(2)} × → ${ratio <= goal.ratio ? 'met' : 'MISSED'}`)
}

function duration(nanoseconds: number): string {
  return nanoseconds < 1000 ? `${nanoseconds.toFixed(0)} ns` : `${(nanoseconds / 1000).toFixed(2)} µs`
}
