import type { RedisClientOptions, RedisClusterOptions } from 'redis'
import { StoreError } from '../../errors.ts'

/** What comes back: texts are buffers. */
export type Reply = Buffer | string | number | null | undefined | Reply[]

/** One Redis or one cluster, as far as a store needs it. */
export interface Connection {
  /** `key`: the first key of the command, by which a cluster finds its node. */
  send(key: string, args: readonly (string | Buffer)[]): Promise<Reply>
  /** The same command for every node that holds keys. */
  sendToAll(args: readonly (string | Buffer)[]): Promise<Reply[]>
  /** One node after the other, for what goes on over many commands. */
  nodes(): Promise<readonly ((args: readonly (string | Buffer)[]) => Promise<Reply>)[]>
  subscribe(channel: string, listener: () => void): Promise<void>
  /** False when it was lost, for good. */
  isUp(): boolean
  close(): void
}

/** `urls`: one, or the nodes by which a cluster is found. */
export async function connect(urls: readonly string[], isCluster: boolean): Promise<Connection> {
  const redis = await loadRedis()
  return isCluster ? connectCluster(redis, urls) : connectOne(redis, urls[0]!)
}

type Redis = typeof import('redis')
type Client = ReturnType<Redis['createClient']>

/** A command that nobody answers is given up after so many milliseconds; who waits for it has given up long before. */
const commandTimeout = 10_000

const connectTimeout = 2000

/** A lost connection is made anew when somebody asks for it: a timer that tried would keep a process from ending. */
async function connectOne(redis: Redis, url: string): Promise<Connection> {
  const socket = { connectTimeout, reconnectStrategy: false } as const
  const client = redis.createClient({ url, socket, disableOfflineQueue: true })
  const subscriber = client.duplicate()
  for (const each of [client, subscriber]) each.on('error', ignore)
  await client.connect()
  client.unref()
  let isSubscribed = false
  const send = sender(redis, client)
  return {
    send: (_key, args) => send(args),
    sendToAll: async (args) => [await send(args)],
    nodes: async () => [send],
    async subscribe(channel, listener) {
      await subscriber.connect()
      subscriber.unref()
      await subscriber.subscribe(channel, listener)
      isSubscribed = true
    },
    isUp: () => client.isReady && (!isSubscribed || subscriber.isReady),
    close() {
      if (client.isOpen) client.destroy()
      if (subscriber.isOpen) subscriber.destroy()
    },
  }
}

async function connectCluster(redis: Redis, urls: readonly string[]): Promise<Connection> {
  const reconnectStrategy = (retries: number): number => Math.min(50 * 2 ** retries, 1000)
  const socket: NonNullable<RedisClientOptions['socket']> = { connectTimeout, reconnectStrategy }
  const { username, password, protocol } = new URL(urls[0]!)
  const defaults: RedisClusterOptions['defaults'] = {
    ...(username !== '' && { username: decodeURIComponent(username) }),
    ...(password !== '' && { password: decodeURIComponent(password) }),
    socket: protocol === 'rediss:' ? { ...socket, tls: true } : socket,
    disableOfflineQueue: true,
  }
  const cluster = redis.createCluster({ rootNodes: urls.map((url) => ({ url })), defaults, minimizeConnections: false })
  const letGo = (): void => {
    for (const { client } of cluster.masters) client?.unref()
  }
  cluster.on('error', ignore).on('node-error', ignore).on('node-ready', letGo)
  await cluster.connect()
  letGo()
  const typeMapping = { [redis.RESP_TYPES.BLOB_STRING]: Buffer }
  const nodes: Connection['nodes'] = async () => {
    const clients = await Promise.all(cluster.masters.map(async (master) => cluster.nodeClient(master)))
    return clients.map((client) => sender(redis, client))
  }
  return {
    nodes,
    send: (key, args) => cluster.sendCommand<Reply>(key, false, [...args], { typeMapping, timeout: commandTimeout }),
    sendToAll: async (args) => Promise.all((await nodes()).map(async (send) => send(args))),
    async subscribe(channel, listener) {
      await cluster.subscribe(channel, listener)
      letGo()
    },
    isUp: () => cluster.isOpen,
    close: () => cluster.destroy(),
  }
}

function sender(
  redis: Redis,
  client: Pick<Client, 'sendCommand'>,
): (args: readonly (string | Buffer)[]) => Promise<Reply> {
  const typeMapping = { [redis.RESP_TYPES.BLOB_STRING]: Buffer }
  return (args) => client.sendCommand<Reply>([...args], { typeMapping, timeout: commandTimeout })
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
