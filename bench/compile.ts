/**
 * How fast the compiler is, beside parsing alone and beside the least that a Babel plugin costs.
 *
 * Each contender runs in a process of its own, so that no one warms up another. Numbers are CPU time (user and system), which other work on the
 * machine disturbs less than the clock; of several passes the median counts, and the first, cold one is told as well: it is the one that a command sees.
 */
import { spawnSync } from 'node:child_process'
import { bytesOf, directiveCorpus, mixedCorpus, type Module } from './corpus.ts'
import { importPeer } from './peers.ts'

type Compile = (module: Module) => unknown

interface Speed {
  /** MB of source for each CPU second: the first pass, and the median of the others. */
  readonly cold: number
  readonly warm: number
}

const corpora = { mixed: mixedCorpus, directive: directiveCorpus }
type Corpus = keyof typeof corpora
const ours = 'use-cache, @babel/parser'

/** How to get the function that handles one module. */
const contenders: Readonly<Record<string, () => Promise<Compile>>> = {
  'a string search': () => Promise.resolve(({ code }) => code.includes('use cache')),
  [ours]: () => useCache('babel'),
  'use-cache, @swc/core': () => useCache('swc'),
  'parse only, @babel/parser': async () => {
    const { parse } = await import('@babel/parser')
    return ({ id, code }) => parse(code, { sourceType: 'module', plugins: syntaxOf(id) })
  },
  'parse only, @swc/core': async () => {
    const { parseSync } = await import('@swc/core')
    return ({ id, code }) => parseSync(code, { syntax: 'typescript', tsx: !id.endsWith('.ts') })
  },
  '@babel/core, a trivial plugin': async () => {
    const { transformSync } = await importPeer<{ readonly transformSync: (code: string, options: object) => unknown }>(
      '@babel/core',
    )
    const plugin = { visitor: { DirectiveLiteral(): void {} } }
    const options = { configFile: false, babelrc: false, sourceMaps: true, plugins: [plugin] }
    return ({ id, code }) => transformSync(code, { ...options, filename: id, parserOpts: { plugins: syntaxOf(id) } })
  },
}

async function useCache(parser: 'babel' | 'swc'): Promise<Compile> {
  const { transform } = await import('../transform/index.ts')
  return ({ id, code }) => transform(code, { id, parser, root: '/' })
}

function syntaxOf(id: string): ('typescript' | 'jsx')[] {
  if (id.endsWith('.ts')) return ['typescript']
  return id.endsWith('.tsx') ? ['typescript', 'jsx'] : ['jsx']
}

/** In the process of one contender. */
async function measure(name: string, corpus: Corpus): Promise<Speed> {
  const modules = corpora[corpus]()
  const compile = await contenders[name]!()
  const pass = (): number => bytesOf(modules) / 1e6 / secondsOf(() => modules.forEach(compile))
  const cold = pass()
  const warm: number[] = []
  for (const end = performance.now() + 10_000; warm.length < 3 || (warm.length < 9 && performance.now() < end);)
    warm.push(pass())
  return { cold, warm: warm.sort((a, b) => a - b)[warm.length >> 1]! }
}

/** CPU seconds of one run; short ones are repeated for a twentieth of a second. */
function secondsOf(work: () => void): number {
  const before = process.cpuUsage()
  const end = performance.now() + 50
  let runs = 0
  do {
    work()
    runs++
  } while (performance.now() < end)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6 / runs
}

function measureElsewhere(name: string, corpus: Corpus): Speed {
  const { stdout, stderr, status } = spawnSync(process.execPath, [import.meta.filename, name, corpus], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`${name} could not be measured: ${stderr}`)
  return JSON.parse(stdout) as Speed
}

function printTable(corpus: Corpus): void {
  const modules = corpora[corpus]()
  const withDirective = modules.filter(({ code }) => code.includes('use cache')).length
  console.log(
    `\n${modules.length} modules, ${(bytesOf(modules) / 1e6).toFixed(1)} MB, ${withDirective} with the directive. MB per CPU second:\n`,
  )
  const speeds = Object.keys(contenders).map((name) => ({ name, ...measureElsewhere(name, corpus) }))
  const own = speeds.find(({ name }) => name === ours)!
  console.log(row('', 'warm', 'cold', 'use-cache is'))
  for (const { name, warm, cold } of speeds)
    console.log(row(name, warm.toFixed(1), cold.toFixed(1), name === ours ? '' : `${(own.warm / warm).toFixed(2)} ×`))
}

function row(name: string, ...columns: readonly string[]): string {
  return `  ${name.padEnd(32)}${columns.map((column) => column.padStart(14)).join('')}`
}

const [name, corpus] = process.argv.slice(2)
if (name !== undefined) {
  console.log(JSON.stringify(await measure(name, corpus as Corpus)))
} else {
  printTable('mixed')
  printTable('directive')
}
