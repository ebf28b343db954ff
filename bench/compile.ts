/**
 * How fast the compiler is, beside others that know the directive, parsing alone, and the least that a Babel plugin costs.
 *
 * Each contender has a process of its own, so that no one warms up another, and they take turns. Numbers are CPU time (user and system), which other work
 * on the machine disturbs less than the clock; of several passes the median counts, and the first, cold one is told as well: it is what a command sees.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { compilers, ours, strip } from './compilers.ts'
import { bytesOf, directiveCorpus, mixedCorpus, type Module } from './corpus.ts'

const corpora = { mixed: mixedCorpus, directive: directiveCorpus }
type Corpus = keyof typeof corpora

const rounds = 7
/** CPU seconds for all passes of one contender; those that need more are judged by fewer passes, if need be by the first. */
const budget = 8

interface Contender {
  readonly name: string
  readonly child: ChildProcess
  /** MB of source for each CPU second, by pass. */
  readonly speeds: number[]
  spent: number
}

async function printTable(corpus: Corpus): Promise<void> {
  const modules = corpora[corpus]()
  const megabytes = bytesOf(modules) / 1e6
  const withDirective = modules.filter(({ code }) => code.includes('use cache')).length
  console.log(
    `\n${modules.length} modules, ${megabytes.toFixed(1)} MB, ${withDirective} with the directive. MB per CPU second:\n`,
  )
  const contenders: Contender[] = []
  const missing: string[] = []
  for (const name of Object.keys(compilers)) {
    const contender = start(name, corpus)
    const failure = await pass(contender, megabytes)
    if (failure === undefined) contenders.push(contender)
    else missing.push(`  ${name}: not measured. ${failure}`)
  }
  for (let round = 0; round < rounds; round++)
    for (const contender of contenders) if (contender.spent < budget) await pass(contender, megabytes)
  for (const { child } of contenders) child.disconnect()

  const own = contenders.find(({ name }) => name === ours)!
  console.log(row('', 'warm', 'cold', 'use-cache is'))
  for (const { name, speeds } of contenders) {
    const ratio = name === ours ? '' : `${(warm(own.speeds) / warm(speeds)).toFixed(2)} ×`
    console.log(row(name, warm(speeds).toFixed(1), speeds[0]!.toFixed(1), ratio))
  }
  console.log('\n  * reads JavaScript only: types and JSX were compiled before, and that time is not counted.')
  for (const line of missing) console.log(line)
}

function start(name: string, corpus: Corpus): Contender {
  return { name, child: fork(import.meta.filename, [name, corpus]), speeds: [], spent: 0 }
}

/** One pass over the corpus. Returns why there was none. */
async function pass(contender: Contender, megabytes: number): Promise<string | undefined> {
  const { child, speeds } = contender
  child.send('pass')
  const [answer] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [
    { seconds: number; total: number } | { failure: string } | number,
  ]
  if (typeof answer === 'number') return `Its process ended with code ${answer}.`
  if ('failure' in answer) return answer.failure
  speeds.push(megabytes / answer.seconds)
  contender.spent += answer.total
  return undefined
}

function warm(speeds: readonly number[]): number {
  const sorted = (speeds.length > 1 ? speeds.slice(1) : speeds).toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1]!
}

function row(name: string, ...columns: readonly string[]): string {
  return `  ${name.padEnd(34)}${columns.map((column) => column.padStart(14)).join('')}`
}

/** In the process of one contender. */
async function serve(name: string, corpus: Corpus): Promise<void> {
  const { load, stripped } = compilers[name]!
  const modules = stripped ? corpora[corpus]().map(strip) : corpora[corpus]()
  const compile = load()
  process.on('message', () => {
    void compile
      .then((loaded) => secondsOf(modules, loaded))
      .catch((error: unknown) => ({ failure: String(error) }))
      .then((answer) => process.send!(answer))
  })
}

/** Kept where everybody could look at it: the engine leaves out work whose answer nobody uses. */
export let lastAnswer: unknown

/** CPU seconds of one pass; short ones are repeated for a twentieth of a second. */
async function secondsOf(
  modules: readonly Module[],
  compile: (module: Module) => unknown,
): Promise<{ seconds: number; total: number }> {
  const before = process.cpuUsage()
  const end = performance.now() + 50
  let runs = 0
  do {
    for (const module of modules) {
      const answer = compile(module)
      lastAnswer = answer instanceof Promise ? await answer : answer
    }
    runs++
  } while (performance.now() < end)
  const { user, system } = process.cpuUsage(before)
  const total = (user + system) / 1e6
  return { seconds: total / runs, total }
}

const [name, corpus] = process.argv.slice(2)
if (name !== undefined) {
  await serve(name, corpus as Corpus)
} else {
  await printTable('mixed')
  await printTable('directive')
}
