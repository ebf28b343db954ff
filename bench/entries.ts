/** What an entry costs in memory beside its value, with 100,000 small ones; and how often a body runs for 64 callers that ask for the same thing at once. */
import { execFileSync } from 'node:child_process'
import { collectGarbage } from '../runtime/fixture-garbage.ts'
import { configure } from '../runtime/index.ts'
import { caches, ours, type Wrap } from './caches.ts'

const entries = 100_000
const callers = 64
const goal = 200

interface Measured {
  readonly bytes: number
  readonly runs: number
}

const value = (id: number): object => ({ id, name: 'Assam', price: 4.5 })

const [, , only] = process.argv
if (only === undefined) await compare()
else console.log(JSON.stringify(await measure(only)))

/** Each in a process of its own, so that nobody pays for what another one left behind. */
async function compare(): Promise<void> {
  const measured = Object.keys(await caches()).map((name): [string, Measured] => {
    const output = execFileSync(process.execPath, [import.meta.filename, name], { encoding: 'utf8' })
    return [name, JSON.parse(output) as Measured]
  })
  const own = measured.find(([name]) => name === ours)![1]
  console.log(`\nbytes of an entry beside its value, and runs for ${callers} callers of one missing key`)
  for (const [name, { bytes, runs }] of measured) {
    const ratio = name === ours ? '' : `use-cache takes ${(own.bytes / bytes).toFixed(2)} ×`
    console.log(`  ${name.padEnd(28)}${bytes.toFixed(0).padStart(8)} B${String(runs).padStart(6)}   ${ratio}`)
  }
  console.log(`  goal: ≤ ${goal} B, 1 run → ${own.bytes <= goal && own.runs === 1 ? 'met' : 'MISSED'}`)
}

async function measure(name: string): Promise<Measured> {
  configure({ maxMemory: 1024 ** 3 })
  const wrap = (await caches())[name]!
  const ofValue = await heapFor(async () => Array.from({ length: entries }, (_, id) => value(id)))
  return { bytes: (await memoryOf(name, wrap)) - ofValue, runs: await runsOf(name, wrap) }
}

/** Per entry, its value included. */
async function memoryOf(name: string, wrap: Wrap): Promise<number> {
  const warm = wrap(`${name} warm`, async (id) => value(id as number), 1)
  for (let id = 0; id < 1000; id++) await warm(id)
  return await heapFor(async () => {
    const fn = wrap(`${name} memory`, async (id) => value(id as number), 1)
    for (let id = 0; id < entries; id++) await fn(id)
    return fn
  })
}

async function heapFor(make: () => Promise<unknown>): Promise<number> {
  await collectGarbage()
  const before = process.memoryUsage().heapUsed
  const made = await make()
  await collectGarbage()
  const held = process.memoryUsage().heapUsed - before
  return made === undefined ? 0 : held / entries
}

async function runsOf(name: string, wrap: Wrap): Promise<number> {
  let runs = 0
  const load = async (): Promise<object> => {
    runs++
    await new Promise((resolve) => setTimeout(resolve, 20))
    return {}
  }
  const fn = wrap(`${name} misses`, load, 1)
  await Promise.all(Array.from({ length: callers }, () => fn('one')))
  return runs
}
