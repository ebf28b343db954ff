/** Next and vinext, which cache inside of their servers only: `next-app` is built once by each, and measures itself when it is asked to. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { preparePeers } from './peers.ts'

export const frameworks = ['Next', 'vinext'] as const
export type Framework = (typeof frameworks)[number]

export interface FrameworkServer extends AsyncDisposable {
  readonly port: number
  /** What a route of `next-app` measures: the JSON it answers a POST with. */
  ask(path: string, question?: object): Promise<unknown>
}

const host = '127.0.0.1'
const app = join(import.meta.dirname, 'next-app')
const bin = (path: string): string => join(import.meta.dirname, 'node_modules', path)
const commands: Readonly<Record<Framework, { readonly build: readonly string[]; readonly start: readonly string[] }>> =
  {
    Next: { build: [bin('next/dist/bin/next'), 'build'], start: [bin('next/dist/bin/next'), 'start'] },
    vinext: { build: [bin('vinext/dist/cli.js'), 'build'], start: [bin('vinext/dist/cli.js'), 'start'] },
  }

export async function startFramework(name: Framework): Promise<FrameworkServer> {
  preparePeers()
  build(name)
  const port = await freePort()
  const child = spawn(process.execPath, [...commands[name].start, '-p', String(port), '-H', host], {
    cwd: app,
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(child, 'exit')
  const ask = async (path: string, question: object = {}): Promise<unknown> => {
    const answer = await fetch(`http://${host}:${port}${path}`, {
      method: 'POST',
      body: JSON.stringify(question),
      // A connection that is kept may be closed by the server just when the next question is sent.
      headers: { connection: 'close' },
    })
    if (!answer.ok) throw new Error(`${name} answered ${path} with ${answer.status}.`)
    return answer.json()
  }
  await Promise.race([
    answers(() => ask('/cpu')),
    ended.then(() => Promise.reject(new Error(`${name} did not start.`))),
  ])
  return {
    port,
    ask,
    async [Symbol.asyncDispose]() {
      child.kill()
      await ended
    },
  }
}

const environment = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }

function build(name: Framework): void {
  console.error(`Building the app with ${name} …`)
  const { status, stdout } = spawnSync(process.execPath, commands[name].build, { cwd: app, env: environment })
  if (status !== 0) throw new Error(`${name} did not build the app:\n${String(stdout)}`)
}

async function answers(question: () => Promise<unknown>): Promise<void> {
  for (let left = 100; ; left--) {
    try {
      await question()
      return
    } catch (error) {
      if (left === 0) throw error
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, host)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
