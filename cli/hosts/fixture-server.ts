import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** A command that serves, in a process of its own. */
export interface RunningCommand extends AsyncDisposable {
  readonly url: string
  /** What it has printed so far. */
  output(): string
  /** Asks it to stop; resolves to its exit code. */
  stop(): Promise<number | null>
}

/** Starts `use-cache <args>` in a project on a free port, and waits until it says where it listens. */
export async function startCommand(root: string, ...args: string[]): Promise<RunningCommand> {
  const { VITEST: _, NODE_OPTIONS: __, ...inherited } = process.env
  const command = join(root, 'node_modules/use-cache/dist/cli/bin.js')
  const child = spawn(process.execPath, [command, ...args], {
    cwd: root,
    env: { ...inherited, PORT: '0', HOST: '127.0.0.1', NO_COLOR: '1', NODE_NO_WARNINGS: '1' },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  const closed = once(child, 'close') as Promise<[number | null]>
  const url = await listening(child, () => output)
  const stop = async (): Promise<number | null> => {
    if (child.exitCode === null) child.kill('SIGTERM')
    return (await closed)[0]
  }
  return { url, output: () => output, stop, [Symbol.asyncDispose]: async () => void (await stop()) }
}

async function listening(child: ChildProcess, output: () => string): Promise<string> {
  for (;;) {
    const url = /at (http:\/\/\S+)/.exec(output())?.[1]
    if (url !== undefined) return url
    if (child.exitCode !== null) throw new Error(`It ended before it listened:\n${output()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
