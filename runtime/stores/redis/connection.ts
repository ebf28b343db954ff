import type { RedisClusterOptions } from 'redis'
import { StoreError } from '../../errors.ts'
import { within } from '../../outer/budget.ts'

/** What comes back: texts are buffers. */
export type Reply = Buffer | string | number | null | undefined | Reply[]

type Send = (args: readonly (string | Buffer)[]) => Promise<Reply>

/** One Redis or one cluster, as far as a store needs it. Keeps the process alive while it connects and while a command is under way, and no longer. */
export interface Connection {
  /** `key`: the first key of the command, by which a cluster finds its node. */
  send(key: string, args: readonly (string | Buffer)[]): Promise<Reply>
  /** One node after the other, for what goes on over many commands. */
  nodes(): Promise<readonly Send[]>
  subscribe(channel: string, listener: () => void): Promise<void>
  /** False when another one should take its place: it was lost, does not answer, or leads to a replica. */
  isUp(): boolean
  close(): void
}

/** `urls`: one, or the nodes by which a cluster is found. */
export async function connect(urls: readonly string[], isCluster: boolean): Promise<Connection> {
  const redis = await loadRedis()
  return isCluster ? connectCluster(redis, urls) : connectOne(redis, urls[0]!)
}

type Redis = typeof import('redis')

/** After so many milliseconds nobody waits for the answer to a command any more, and none will come. */
export const commandTimeout = 5000
const connectTimeout = 2000
/** A lost connection is made anew when somebody asks for it: a timer that tried would keep a process from ending. */
const reconnectStrategy = false

async function connectOne(redis: Redis, url: string): Promise<Connection> {
  const options = optionsOf(redis)
  const client = redis.createClient({ url, socket: { connectTimeout, reconnectStrategy }, disableOfflineQueue: true })
  const subscriber = client.duplicate()
  for (const each of [client, subscriber]) each.on('error', ignore).unref()
  const close = (): void => {
    for (const each of [client, subscriber]) if (each.isOpen) each.destroy()
  }
  await opened(client.connect(), close)
  const health = healthOf(redis)
  let isSubscribed = false
  const send: Send = (args) => health.watch(client.sendCommand<Reply>([...args], options))
  return {
    close,
    send: (_key, args) => send(args),
    nodes: async () => [send],
    async subscribe(channel, listener) {
      await subscriber.connect()
      await subscriber.subscribe(channel, listener)
      isSubscribed = true
    },
    isUp: () => client.isReady && (!isSubscribed || subscriber.isReady) && health.isFine(),
  }
}

async function connectCluster(redis: Redis, urls: readonly string[]): Promise<Connection> {
  const options = optionsOf(redis)
  const { username, password, protocol } = new URL(urls[0]!)
  const defaults: RedisClusterOptions['defaults'] = {
    ...(username !== '' && { username: decodeURIComponent(username) }),
    ...(password !== '' && { password: decodeURIComponent(password) }),
    socket: { connectTimeout, reconnectStrategy, ...(protocol === 'rediss:' && { tls: true }) },
    disableOfflineQueue: true,
  }
  // Nodes are connected when they are asked: one that is down stops nobody from using the others.
  const cluster = redis.createCluster({ rootNodes: urls.map((url) => ({ url })), defaults, minimizeConnections: true })
  const letGo = (): void => {
    for (const node of [...cluster.masters, cluster.pubSubNode]) node?.client?.unref()
  }
  cluster.on('error', ignore).on('node-error', ignore).on('node-ready', letGo)
  const close = (): void => cluster.destroy()
  await opened(cluster.connect(), close)
  const health = healthOf(redis)
  const nodes: Connection['nodes'] = async () => {
    const clients = await health.watch(Promise.all(cluster.masters.map(async (master) => cluster.nodeClient(master))))
    return clients.map((client) => (args) => health.watch(client.sendCommand<Reply>([...args], options)))
  }
  return {
    nodes,
    close,
    send: (key, args) => health.watch(cluster.sendCommand<Reply>(key, false, [...args], options)),
    subscribe: (channel, listener) => cluster.subscribe(channel, listener),
    isUp: () => cluster.isOpen && health.isFine(),
  }
}

/** Waits until it is open. A server may accept a connection and say nothing, over which node-redis would wait for ever. */
async function opened(opening: Promise<unknown>, close: () => void): Promise<void> {
  try {
    await within(connectTimeout, opening, 'redis: connecting')
  } catch (error) {
    close()
    throw error
  }
}

/** What the commands of a connection say about it. */
interface Health {
  /** Until there is an answer, but not for ever. The timer keeps the process alive, which the socket does not. */
  watch<Value>(reply: Promise<Value>): Promise<Value>
  isFine(): boolean
}

function healthOf(redis: Redis): Health {
  const since = performance.now()
  let isFine = true
  return {
    async watch(reply) {
      try {
        return await within(commandTimeout, reply, 'redis: a command')
      } catch (error) {
        // What was the primary may be a replica now; who connects anew reaches the one that is.
        const isAnswer = error instanceof redis.ErrorReply && !error.message.startsWith('READONLY')
        isFine &&= isAnswer
        throw error
      }
    },
    isFine: () => isFine || performance.now() - since < shortestUse,
  }
}

/** Where connecting anew does not help, it is not tried for each call. Milliseconds. */
const shortestUse = 1000

function optionsOf(redis: Redis): { readonly typeMapping: Readonly<Record<number, typeof Buffer>> } {
  return { typeMapping: { [redis.RESP_TYPES.BLOB_STRING]: Buffer } }
}

async function loadRedis(): Promise<Redis> {
  try {
    return await import('redis')
  } catch (cause) {
    throw new StoreError('store-unusable', 'redisStore() needs the package redis: npm install redis', { cause })
  }
}

/** Each command says itself that it failed. */
function ignore(): void {}
