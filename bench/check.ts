/** `use-cache check` beside `oxlint`, as whole processes on the same 2,000 files: what a commit hook or CI waits for. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { bytesOf, mixedCorpus } from './corpus.ts'

const root = resolve(import.meta.dirname, '..')
const commands = {
  'use-cache check': [join(root, 'dist/cli/bin.js'), 'check', 'src'],
  oxlint: [join(root, 'node_modules/oxlint/bin/oxlint'), 'src'],
} as const
type Name = keyof typeof commands
const names = Object.keys(commands) as Name[]
const runs = 7

interface Run {
  readonly wall: number
  /** Of all threads. */
  readonly cpu: number
}

function measure(name: Name, folder: string): Run {
  const report = join(folder, 'cpu.json')
  const atExit = `import { writeFileSync } from 'node:fs'
    process.on('exit', () => writeFileSync(${JSON.stringify(report)}, JSON.stringify(process.cpuUsage())))`
  const preload = `data:text/javascript,${encodeURIComponent(atExit)}`
  rmSync(report, { force: true })
  const started = performance.now()
  const { status, stderr } = spawnSync(process.execPath, ['--import', preload, ...commands[name]], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
  const wall = performance.now() - started
  // 1: there are findings.
  if (status !== 0 && status !== 1) throw new Error(`${name} could not be measured: ${stderr}`)
  const { user, system } = JSON.parse(readFileSync(report, 'utf8')) as NodeJS.CpuUsage
  return { wall, cpu: (user + system) / 1000 }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!
}

function row(name: string, ...columns: readonly string[]): string {
  return `  ${name.padEnd(34)}${columns.map((column) => column.padStart(14)).join('')}`
}

function printTable(folder: string): void {
  const modules = mixedCorpus()
  mkdirSync(join(folder, 'src'))
  for (const { id, code } of modules) writeFileSync(join(folder, 'src', id), code)
  const results: Record<Name, Run[]> = { 'use-cache check': [], oxlint: [] }
  for (let run = 0; run < runs; run++) for (const name of names) results[name].push(measure(name, folder))

  console.log(
    `\n${modules.length} files, ${(bytesOf(modules) / 1e6).toFixed(1)} MB; whole processes, medians of ${runs} runs in turns:\n`,
  )
  console.log(row('', 'wall, ms', 'CPU, ms'))
  const [ours, theirs] = names.map((name) => ({
    wall: median(results[name].map(({ wall }) => wall)),
    cpu: median(results[name].map(({ cpu }) => cpu)),
  })) as [Run, Run]
  for (const [name, { wall, cpu }] of [
    ['use-cache check', ours],
    ['oxlint', theirs],
  ] as const)
    console.log(row(name, wall.toFixed(0), cpu.toFixed(0)))
  console.log(
    row('use-cache is', `${(ours.wall / theirs.wall).toFixed(2)} ×`, `${(ours.cpu / theirs.cpu).toFixed(2)} ×`),
  )
}

if (!existsSync(commands['use-cache check'][0])) throw new Error('There is no build to measure. Run: npm run build')
const folder = mkdtempSync(join(tmpdir(), 'use-cache-bench-'))
try {
  printTable(folder)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
