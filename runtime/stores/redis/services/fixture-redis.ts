import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from 'redis'

/** A Redis of one's own. */
export interface TestRedis {
  readonly port: number
  readonly url: string
  /** As somebody at a terminal. */
  command(...args: string[]): Promise<unknown>
  /** Ends it, if it runs. */
  stop(): Promise<void>
  /** Starts it again, empty, on the same port. */
  start(): Promise<void>
  /** Ends it and starts it again, with what it has on the disk. */
  crash(): Promise<void>
  /** Freezes the whole process, and lets it go on. */
  pause(on: boolean): void
}

/** Starts `redis-server` on a free port, without persistence. */
export async function startRedis(args: readonly string[] = []): Promise<TestRedis> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'use-cache-redis-'))
  let child: ChildProcess | undefined
  const redis: TestRedis = {
    port,
    url: `redis://127.0.0.1:${port}`,
    async command(...words) {
      const client = createClient({ url: redis.url })
      client.on('error', () => {})
      await client.connect()
      try {
        return await client.sendCommand(words)
      } finally {
        client.destroy()
      }
    },
    async stop() {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
    async crash() {
      await kill()
      await redis.start()
    },
    async start() {
      const fixed = ['--port', String(port), '--save', '', '--appendonly', 'no', '--daemonize', 'no']
      const folderArgs = spawnSync('mkdir', ['-p', folder]).status === 0 ? ['--dir', folder] : []
      child = spawn('redis-server', [...fixed, ...folderArgs, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
      for await (const line of child.stdout!) if (String(line).includes('Ready to accept connections')) break
    },
    pause: (on) => void child?.kill(on ? 'SIGSTOP' : 'SIGCONT'),
  }
  await redis.start()
  return redis

  async function kill(): Promise<void> {
    if (child === undefined) return
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
    child = undefined
  }
}

/** A cluster of three, whose nodes answer for what they hold even when another one is gone. */
export async function startCluster(): Promise<readonly TestRedis[]> {
  const args = ['--cluster-enabled', 'yes', '--cluster-require-full-coverage', 'no', '--cluster-node-timeout', '1000']
  const nodes = await Promise.all([startRedis(args), startRedis(args), startRedis(args)])
  const slots = [0, 5461, 10_923, 16_384]
  for (const [index, node] of nodes.entries()) {
    await node.command('CLUSTER', 'ADDSLOTSRANGE', String(slots[index]), String(slots[index + 1]! - 1))
    await node.command('CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1))
    if (index > 0) await nodes[0].command('CLUSTER', 'MEET', '127.0.0.1', String(node.port))
  }
  for (const node of nodes) {
    while (!String(await node.command('CLUSTER', 'INFO')).includes('cluster_known_nodes:3')) await pause(50)
    while (!String(await node.command('CLUSTER', 'INFO')).includes('cluster_slots_ok:16384')) await pause(50)
    // A node that knows all slots still refuses commands for a moment after it has started.
    while (!String(await node.command('CLUSTER', 'INFO')).includes('cluster_state:ok')) await pause(50)
  }
  return nodes
}

/** Free at the moment, with the port of the cluster's bus ten thousand above it. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port < 55_000 ? port : 20_000 + Math.floor(Math.random() * 10_000)
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}

/** Passes everything on to a port, and counts requests: what comes in one piece, or while an answer is awaited, is one. */
export interface Proxy {
  readonly url: string
  readonly exchanges: number
  reset(): void
  /** What comes from now on goes nowhere, as if a cable was cut: on the connections that there are, or on new ones too. */
  swallow(which: 'old' | 'all' | 'none'): void
  /** Where new connections lead. */
  lead(port: number): void
  close(): void
}

/** `by`: so many milliseconds later. */
export async function proxyTo(port: number, by = 0): Promise<Proxy> {
  let exchanges = 0
  let isAnswered = true
  let target = port
  let takesNew = true
  const dead = new WeakSet<Socket>()
  const sockets = new Set<Socket>()
  const server = createServer((from) => {
    const to = createConnection(target, '127.0.0.1')
    sockets.add(from)
    if (!takesNew) dead.add(from)
    from.on('data', (data) => {
      if (dead.has(from)) return
      if (isAnswered) exchanges++
      isAnswered = false
      setTimeout(() => to.write(data), by)
    })
    to.on('data', (data) => {
      isAnswered = true
      if (!dead.has(from)) from.write(data)
    })
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const)
      one.on('close', () => other.destroy()).on('error', () => other.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `redis://127.0.0.1:${(server.address() as { port: number }).port}`,
    get exchanges() {
      return exchanges
    },
    reset: () => void (exchanges = 0),
    swallow(which) {
      takesNew = which !== 'all'
      if (which !== 'none') for (const socket of sockets) dead.add(socket)
    },
    lead: (to) => void (target = to),
    close: () => void server.close(),
  }
}
