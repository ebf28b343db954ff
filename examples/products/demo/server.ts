import { type ChildProcess, spawn } from 'node:child_process'
import { join, resolve } from 'node:path'

export const app = resolve(import.meta.dirname, '..')
export const repository = resolve(app, '../..')
export const command = join(repository, 'dist/cli/bin.js')

/** `use-cache start` in a process of its own. */
export interface Server {
  /** Where it answers; resolves when it does. With `inherit` the terminal is told instead. */
  readonly url: Promise<string>
  /** Its exit code. */
  readonly ended: Promise<number | null>
  stop(): void
}

export function startServer(output: 'pipe' | 'inherit', ...args: readonly string[]): Server {
  const child = spawn(process.execPath, [command, 'start', ...args], { cwd: app, stdio: ['ignore', output, 'inherit'] })
  const ended = new Promise<number | null>((done, fail) => child.on('error', fail).on('close', done))
  // Ctrl-C reaches both; a host that takes down this process means the server as well.
  const stop = (): void => void child.kill('SIGTERM')
  process.once('SIGTERM', stop)
  process.once('SIGINT', () => {})
  return { url: listening(child), ended, stop }
}

function listening({ stdout }: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    stdout?.setEncoding('utf8').on('data', (more: string) => {
      text += more
      const url = /at (http:\/\/\S+)/.exec(text)?.[1]
      if (url !== undefined) resolve(url)
    })
  })
}
