import { execFile, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { cached } from '../../../fixture-cached.ts'
import { warningsHeard } from '../../../fixture-warnings.ts'
import { cacheTag, noStore, updateTag } from '../../../index.ts'
import { createRuntime, replace, type Runtime } from '../../../instance.ts'
import { type RedisStoreOptions, redisStore } from '../index.ts'
import { pause, proxyTo, startCluster, startRedis, type TestRedis } from './fixture-redis.ts'

const processFile = join(import.meta.dirname, 'fixture-process.ts')
let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())

let runtime: Runtime
let runs = 0
const count = cached('src/count.ts#count', async (_key: unknown) => {
  cacheTag('numbers')
  return ++runs
})

async function use(url: RedisStoreOptions['url'] = redis.url, over: Partial<RedisStoreOptions> = {}): Promise<Runtime> {
  const made = createRuntime({ stores: { default: redisStore({ url, staleness: 200, ...over }) } })
  const before = replace(made)
  onTestFinished(async () => {
    replace(before)
    await made.outer.close()
  })
  await made.outer.of({ kind: 'default', isLocal: false })!.sync()
  return made
}

beforeEach(async () => {
  runs = 0
  await redis.command('FLUSHALL')
  runtime = await use()
})

/** Until another process would find what this one makes. */
async function recovered(url?: RedisStoreOptions['url']): Promise<void> {
  for (let tries = 0; ; tries++) {
    const key = crypto.randomUUID()
    const made = await count(key)
    await runtime.outer.settled()
    const other = createRuntime({ stores: { default: redisStore({ url: url ?? redis.url }) } })
    const before = replace(other)
    const found = await count(key)
    replace(before)
    await other.outer.close()
    if (found === made) return
    if (tries > 300) throw new Error('It did not recover.')
    await pause(100)
  }
}

test('stopped: calls go on, invalidations reject; started again, empty: it is used again', async () => {
  expect(await count('a')).toBe(1)
  await runtime.outer.settled()
  await redis.stop()
  expect(await count('a')).toBe(1)
  expect(await count('b')).toBe(2)
  await expect(updateTag('numbers')).rejects.toMatchObject({ code: 'invalidation-lost' })
  expect(await count('a')).toBe(3)
  await redis.start()
  await recovered()
  await expect(updateTag('numbers')).resolves.toBeUndefined()
})

test('not there from the start: calls go on, and it is used as soon as it is there', async () => {
  await redis.stop()
  runtime = await use()
  expect(await count('early')).toBe(1)
  expect(await count('early')).toBe(1)
  await redis.start()
  await recovered()
})

test('CLIENT PAUSE: calls go on within the budget', async () => {
  expect(await count('a')).toBe(1)
  await runtime.outer.settled()
  await redis.command('CLIENT', 'PAUSE', '1500', 'ALL')
  await pause(250)
  const results = await Promise.all(['a', 'b', 'c', 'd'].map((key) => count(key)))
  expect(results).toHaveLength(4)
  await recovered()
})

test('frozen: neither calls nor invalidations hang', async () => {
  expect(await count('a')).toBe(1)
  await runtime.outer.settled()
  onTestFinished(() => redis.pause(false))
  redis.pause(true)
  for (let call = 0; call < 10; call++) expect(await count(`frozen ${call}`)).toBe(2 + call)
  redis.pause(false)
  await recovered()
})

test('connections that died without a word: it connects anew, and the outage is one warning', async () => {
  const warnings = warningsHeard()
  const proxy = await proxyTo(redis.port)
  onTestFinished(() => proxy.close())
  runtime = await use(proxy.url)
  expect(await count('a')).toBe(1)
  await runtime.outer.settled()
  proxy.swallow('old')
  await recovered()
  await expect(updateTag('numbers')).resolves.toBeUndefined()
  expect(warnings).toHaveLength(1)
})

test('a server that accepts connections and says nothing is asked again', async () => {
  const proxy = await proxyTo(redis.port)
  onTestFinished(() => proxy.close())
  proxy.swallow('all')
  runtime = await use(proxy.url)
  expect(await count('a')).toBe(1)
  proxy.swallow('none')
  await recovered()
})

test('a primary that became a replica is left for the new one', async () => {
  const next = await startRedis()
  onTestFinished(() => next.stop())
  const proxy = await proxyTo(redis.port)
  onTestFinished(() => proxy.close())
  runtime = await use(proxy.url)
  expect(await count('a')).toBe(1)
  await runtime.outer.settled()
  onTestFinished(async () => void (await redis.command('REPLICAOF', 'NO', 'ONE')))
  await redis.command('REPLICAOF', '127.0.0.1', String(next.port))
  proxy.lead(next.port)
  await recovered(next.url)
  await expect(updateTag('numbers')).resolves.toBeUndefined()
})

test('slow by half a second: calls do not wait for it', async () => {
  const proxy = await proxyTo(redis.port, 500)
  onTestFinished(() => proxy.close())
  runtime = await use(proxy.url)
  expect(await count('slow')).toBe(1)
  expect(await count('slow')).toBe(1)
  expect(await count('other')).toBe(2)
})

test('out of memory: reads go on, invalidations that are not accepted reject', async () => {
  expect(await count('a')).toBe(1)
  await runtime.outer.settled()
  const errors: string[] = []
  runtime.events.on('store-error', ({ error }) => errors.push(String(error)))
  await redis.command('CONFIG', 'SET', 'maxmemory', '1')
  try {
    runtime = await use()
    expect(await count('a')).toBe(1)
    expect(await count('b')).toBe(2)
    await expect(updateTag('numbers')).rejects.toThrow(/redis did not accept .*maxmemory/s)
  } finally {
    await redis.command('CONFIG', 'SET', 'maxmemory', '0')
  }
  await recovered()
})

test('FLUSHALL: what is in memory is not used any more', async () => {
  expect(await count('flushed')).toBe(1)
  await runtime.outer.settled()
  await redis.command('FLUSHALL')
  await pause(250)
  expect(await count('flushed')).toBe(2)
  expect(await count('flushed')).toBe(2)
})

test('half of its log is gone, or all of it: nothing that was made before is used', async () => {
  for (const lost of [['order'], ['marks'], ['order', 'marks']]) {
    const made = await count('log')
    await runtime.outer.settled()
    await updateTag('numbers')
    await redis.command('DEL', ...lost.map((name) => `use-cache:{log}:${name}`))
    runtime = await use()
    expect([lost, await count('log')]).toEqual([lost, made + 1])
    await runtime.outer.settled()
    runtime = await use()
    expect([lost, await count('log')]).toEqual([lost, made + 1])
  }
})

test('killed, and started again as it was a while ago: what was invalidated since does not come back', async () => {
  expect(await count('snapshot')).toBe(1)
  await runtime.outer.settled()
  await redis.command('SAVE')
  await updateTag('numbers')
  await redis.crash()
  runtime = await use()
  expect(await count('snapshot')).toBe(2)
})

test('what others keep under the prefix is a miss, and skipped by those who list', async () => {
  const store = redisStore({ url: redis.url })
  onTestFinished(() => void store.close())
  await redis.command('LPUSH', 'use-cache:{list}', 'theirs')
  await redis.command('SET', 'use-cache:{text}', 'theirs')
  const life = { stale: 0, revalidate: 60, expire: 60 }
  await store.set('ours', { function: 'a', value: new Uint8Array(), life, tags: [], age: 0, epoch: 'log', order: 0 })
  for (const key of ['list', 'text']) expect(await store.get(key)).toBeUndefined()
  const keys: string[] = []
  for await (const { key } of store.list()) keys.push(key)
  expect(keys).toEqual(['ours'])
})

test('every key has an end', async () => {
  await count('a')
  await updateTag('numbers')
  await count('a')
  await runtime.outer.settled()
  const keys = (await redis.command('KEYS', '*')) as string[]
  expect(keys.length).toBeGreaterThanOrEqual(3)
  for (const key of keys)
    expect([key, await redis.command('PTTL', key)]).toEqual([key, expect.toSatisfy((ttl: number) => ttl > 0)])
})

test('a hit costs one round trip, and one in memory none', async () => {
  await count('trips')
  await runtime.outer.settled()
  runtime = await use()
  await count('warm up')
  await runtime.outer.settled()
  const proxy = await proxyTo(redis.port)
  onTestFinished(() => proxy.close())
  runtime = await use(proxy.url, { staleness: 60_000, timeout: 10_000 })
  await count('connected')
  await runtime.outer.settled()
  proxy.reset()
  expect(await count('trips')).toBe(1)
  expect(proxy.exchanges).toBe(1)
  expect(await count('trips')).toBe(1)
  expect(proxy.exchanges).toBe(1)
})

test('a process ends when what it has to tell Redis is told, not before and not later', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [processFile, '--invalidate', redis.url])
  expect(stdout).toBe('done\n')
  expect(await redis.command('ZRANGE', 'use-cache:{log}:order', '0', '-1')).toContain('t:numbers')
})

test('four processes, one cold key: one of them makes the result', async () => {
  const children = Array.from({ length: 4 }, () => {
    const child = spawn(process.execPath, [processFile, redis.url], { stdio: ['pipe', 'pipe', 'inherit'] })
    onTestFinished(() => void child.kill('SIGKILL'))
    return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() }
  })
  for (const { lines } of children) expect((await lines.next()).value).toBe('ready')
  for (const { child } of children) child.stdin.write('go\n')
  const results = await Promise.all(children.map(async ({ lines }) => (await lines.next()).value as unknown))
  expect(results).toEqual(['run 1', 'run 1', 'run 1', 'run 1'])
  expect(await redis.command('GET', 'runs')).toBe('1')
})

/** Starts the work in so many processes at once. */
async function inProcesses<Value>(
  number: number,
  work: () => Promise<Value>,
): Promise<readonly PromiseSettledResult<Value>[]> {
  const processes = await Promise.all(Array.from({ length: number }, () => use()))
  return Promise.allSettled(
    processes.map((each) => {
      replace(each)
      return work()
    }),
  )
}

test('a body that fails, or keeps nothing, runs once while the others wait, then in all of them', async () => {
  for (const kept of [true, false]) {
    const running: number[] = []
    let now = 0
    const work = cached('src/unkept.ts#unkept', async (_kept: boolean) => {
      running.push(++now)
      await pause(50)
      now--
      if (kept) throw new Error('no')
      noStore()
    })
    await inProcesses(4, () => work(kept))
    expect(running).toEqual([1, 1, 2, 3])
  }
})

test('nobody waits for a stream that goes on', async () => {
  const ticks = cached('src/ticks.ts#ticks', async () =>
    (async function* (): AsyncGenerator<string, void, void> {
      for (;;) {
        yield 'tick'
        await pause(20)
      }
    })(),
  )
  const streams = await inProcesses(2, async () => {
    const items = await ticks()
    const first = await items.next()
    await items.return(undefined)
    return first.value
  })
  expect(streams.map((stream) => stream.status === 'fulfilled' && stream.value)).toEqual(['tick', 'tick'])
})

test('a call waits for another process no longer than its deadline allows, nor for one that is gone', async () => {
  let body = 0
  const hanging = cached('src/hanging.ts#hanging', async (_key: string) => {
    if (++body % 2 === 1) await new Promise(() => {})
    return body
  })
  const holder = await use()
  const patient = await use()
  const hasty = createRuntime({ deadline: { hard: '300ms' }, stores: { default: redisStore({ url: redis.url }) } })
  onTestFinished(() => hasty.outer.close())
  for (const [waiting, key, expected] of [
    [hasty, 'short deadline', 2],
    [patient, 'other gone', 4],
  ] as const) {
    const lease = async (): Promise<unknown> => redis.command('KEYS', '*:lease')
    replace(holder)
    void hanging(key)
    await expect.poll(lease).toHaveLength(1)
    if (waiting === patient) await holder.outer.close()
    replace(waiting)
    const begin = performance.now()
    expect(await hanging(key)).toBe(expected)
    // Far less than the half minute that a process which goes on is waited for.
    expect(performance.now() - begin).toBeLessThan(15_000)
    await redis.command('FLUSHALL')
  }
})

test('a lease that comes too late is given back', async () => {
  runtime = await use(redis.url, { timeout: 50 })
  const failed: string[] = []
  runtime.events.on('store-error', ({ operation }) => failed.push(operation))
  await redis.command('CLIENT', 'PAUSE', '200', 'WRITE')
  expect(await count('late')).toBe(1)
  expect(failed).toContain('lease')
  await pause(200)
  await expect.poll(() => redis.command('KEYS', '*:lease')).toEqual([])
})

test('a cluster with a node killed: calls go on, and what the others hold is used', async () => {
  const nodes = await startCluster()
  onTestFinished(async () => void (await Promise.all(nodes.map((node) => node.stop()))))
  const urls = nodes.map(({ url }) => url)
  runtime = await use(urls)
  const keys = Array.from({ length: 12 }, (_, index) => `cluster ${index}`)
  for (const key of keys) await count(key)
  await runtime.outer.settled()
  await nodes[2]!.stop()
  runtime = await use(urls.slice(0, 2))
  const before = runs
  for (const key of keys) await count(key)
  expect(runs - before).toBeLessThan(12)
  const { stdout } = await promisify(execFile)(process.execPath, [processFile, '--invalidate', ...urls])
  expect(stdout).toBe('done\n')
})
