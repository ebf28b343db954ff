/** A folder with files, and the real command line run in it as a process. */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll } from 'vitest'

export interface Project {
  readonly folder: string
  /** Runs `use-cache` with these arguments in the folder. */
  readonly run: (...args: readonly string[]) => Promise<Run>
  /** The same with other environment variables, in another folder, or after a command that starts it. */
  readonly runWith: (options: RunOptions, ...args: readonly string[]) => Promise<Run>
}

export interface Run {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number | null
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly prefix?: readonly string[]
}

const bin = resolve(import.meta.dirname, 'bin.ts')
/** Spares each process the stripping of our types. */
const compiled = resolve(import.meta.dirname, '../node_modules/.cache/use-cache/compiled')
const folders: string[] = []

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

export function project(files: Readonly<Record<string, string | Uint8Array>>): Project {
  const folder = mkdtempSync(join(tmpdir(), 'use-cache-cli-'))
  folders.push(folder)
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  const runWith: Project['runWith'] = ({ env = {}, cwd = '.', prefix = [] }, ...args) => {
    const [command = '', ...rest] = [...prefix, process.execPath, bin, ...args]
    const { NO_COLOR: _, FORCE_COLOR: __, ...inherited } = process.env
    return ended(
      spawn(command, rest, {
        cwd: join(folder, cwd),
        env: { ...inherited, NODE_COMPILE_CACHE: compiled, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    )
  }
  return { folder, runWith, run: (...args) => runWith({}, ...args) }
}

function ended(child: ReturnType<typeof spawn>): Promise<Run> {
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  return new Promise((done, failed) => {
    child.once('error', failed).once('close', (exitCode) => done({ stdout, stderr, exitCode }))
  })
}

/** A module with one cached function. */
export const cached = `export async function getProducts() {\n  'use cache'\n  return [1]\n}\n`
/** A module with one finding, on line 2. */
export const notAsync = `export function getPrice() {\n  'use cache'\n  return 1\n}\n`
