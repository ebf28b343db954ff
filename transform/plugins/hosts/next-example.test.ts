import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'

/** A whole Next, which needs a `node_modules` of its own: with ours above it, it would take itself for a part of this project. */
const repository = fileURLToPath(new URL('../../../', import.meta.url))
const root = mkdtempSync(join(tmpdir(), 'use-cache-next-'))
const { VITEST: _, NODE_OPTIONS: __, ...inherited } = process.env
const env = { ...inherited, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
const next = join(root, 'node_modules/next/dist/bin/next')

/** Asks a database of ours, so that a test decides when a body ends. */
const priceRoute = `import { cacheLife, cacheTag } from 'next/cache'
import { connection } from 'next/server'

async function getPrice() {
  'use cache'
  cacheLife('hours')
  cacheTag('products')
  return (await fetch(process.env.DATABASE)).text()
}

export async function GET() {
  await connection()
  return Response.json(await getPrice())
}
`

beforeAll(async () => {
  cpSync(join(repository, 'examples/next-cache-handlers'), root, { recursive: true })
  await run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', root], repository)
  const manifest = readFileSync(join(root, 'package.json'), 'utf8')
  writeFileSync(join(root, 'package.json'), manifest.replace('file:../..', 'file:use-cache-0.1.0.tgz'))
  mkdirSync(join(root, 'app/price'))
  writeFileSync(join(root, 'app/price/route.js'), priceRoute)
  await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline'], root)
  await run(process.execPath, [next, 'build'], root)
}, 180_000)
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }), 60_000)

it('lets servers of Next share what they cached, across restarts, and what they invalidated', async () => {
  const [a, b] = [await serve(), await serve()]
  const first = await a.products('tea')
  expect(await a.products('tea')).toEqual(first)
  expect(await b.products('tea')).toEqual(first)
  expect(await b.products('mint')).not.toEqual(first)

  await b.invalidate()
  const second = await a.products('tea')
  expect(second).not.toEqual(first)
  expect(await b.products('tea')).toEqual(second)

  await Promise.all([a.stop(), b.stop()])
  expect(await (await serve()).products('tea')).toEqual(second)
})

it('makes anew what was invalidated while its body ran', async () => {
  const database = createServer().listen(0, '127.0.0.1')
  await once(database, 'listening')
  onTestFinished(() => void database.close())
  const { port } = database.address() as AddressInfo
  const server = await serve({ DATABASE: `http://127.0.0.1:${port}` })
  const first = server.price()
  const [, answer] = (await once(database, 'request')) as [unknown, ServerResponse]
  await server.invalidate()
  answer.end('old')
  expect(await first).toBe('old')
  database.on('request', (_, later) => later.end('new'))
  await expect.poll(async () => server.price(), patience).toBe('new')
})

const patience = { timeout: 10_000 }

interface Server {
  price(): Promise<unknown>
  products(category: string): Promise<unknown>
  /** Resolves when it has taken effect: Next invalidates behind its answer. */
  invalidate(): Promise<void>
  stop(): Promise<void>
}

async function serve(more: NodeJS.ProcessEnv = {}): Promise<Server> {
  const child = spawn(process.execPath, [next, 'start', '-p', '0', '-H', '127.0.0.1'], {
    cwd: root,
    env: { ...env, ...more },
  })
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill()
    await once(child, 'exit')
  }
  onTestFinished(stop)
  const origin = await originOf(child)
  const answer = async (path: string): Promise<unknown> => (await fetch(`${origin}${path}`)).json()
  const products = async (category: string): Promise<unknown> => answer(`/products?category=${category}`)
  return {
    products,
    price: async () => answer('/price'),
    async invalidate() {
      const before = await products('tea')
      expect((await fetch(`${origin}/products`, { method: 'POST' })).status).toBe(204)
      await expect.poll(async () => products('tea'), patience).not.toEqual(before)
    },
    stop,
  }
}

function originOf(child: ChildProcess): Promise<string> {
  let output = ''
  return new Promise((resolve, reject) => {
    child.stdout!.on('data', (chunk) => {
      output += String(chunk)
      const origin = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(output)?.[0]
      if (origin !== undefined && output.includes('Ready')) resolve(origin)
    })
    child.stderr!.on('data', (chunk) => (output += String(chunk)))
    child.on('exit', () => reject(new Error(`Next ended: ${output}`)))
  })
}

async function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  const child = spawn(command, args, { cwd, env })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
  const [status] = (await once(child, 'close')) as [number | null]
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${String(status)}:\n${output}`)
}
