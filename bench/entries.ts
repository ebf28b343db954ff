/** What an entry costs in memory beside its value, with 100,000 small ones; and how often a body runs for 64 callers that ask for the same thing at once. */
import { execFileSync } from 'node:child_process'
import { configure } from '../runtime/index.ts'
import { caches, ours } from './caches.ts'
import { frameworks, startFramework } from './frameworks.ts'
import { callers, type Measured, measureEntries, value } from './measure-entries.ts'

const goal = 200

const [, , only] = process.argv
if (only === undefined) await compare()
else console.log(JSON.stringify(await measure(only)))

/** Each in a process of its own, so that nobody pays for what another one left behind. */
async function compare(): Promise<void> {
  const measured = new Map<string, Measured>()
  for (const name of Object.keys(await caches())) {
    const output = execFileSync(process.execPath, [import.meta.filename, name], { encoding: 'utf8' })
    measured.set(name, JSON.parse(output) as Measured)
  }
  for (const name of frameworks) {
    await using server = await startFramework(name)
    measured.set(name, (await server.ask('/entries')) as Measured)
  }
  report(measured)
}

function report(measured: ReadonlyMap<string, Measured>): void {
  const own = measured.get(ours)!
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
  let runs = 0
  const load = async (): Promise<object> => {
    runs++
    await new Promise((resolve) => setTimeout(resolve, 20))
    return {}
  }
  const entry = wrap(`${name} entry`, async (id) => value(id as number), 1)
  return measureEntries(entry, wrap(`${name} slow`, load, 1), () => runs)
}
