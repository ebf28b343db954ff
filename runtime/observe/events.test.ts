import { channel } from 'node:diagnostics_channel'
import { describe, expect, test } from 'vitest'
import { cached, capturing } from '../fixture-cached.ts'
import { cacheLife, cacheTag, configure, revalidateTag, updateTag } from '../index.ts'
import { inUse } from '../instance.ts'
import { testCache } from '../testing.ts'
import { type CacheEvent, subscribe } from './index.ts'

test('tells what happens, with the function and its arguments, until nobody listens any more', async () => {
  using cache = testCache({ maxEntries: 1 })
  const told: object[] = []
  const off = subscribe('all', (event) => told.push({ ...event }))
  const read = cached('a.ts#read', async (id: number) => {
    cacheLife('hours')
    cacheTag('t')
    if (id === 0) throw new Error('none')
    return id
  })
  await read(1)
  cache.clock.advance(5)
  await read(1)
  await read(0).catch(() => {})
  await read(2)
  await updateTag('t')
  await read(2)
  off()
  await read(2)
  const about = (id: number): object => ({ function: 'a.ts#read', kind: 'default', arguments: [`${id}`], captures: [] })
  const fill = {
    type: 'fill',
    duration: expect.any(Number),
    bytes: 0,
    life: { stale: 300, revalidate: 3600, expire: 86400 },
    tags: ['t'],
    kept: true,
    background: false,
  }
  const bytes = expect.any(Number)
  expect(told).toEqual([
    { type: 'miss', reason: 'absent', ...about(1) },
    { ...fill, ...about(1) },
    { type: 'hit', age: 5000, bytes, store: 'memory', ...about(1) },
    { type: 'miss', reason: 'absent', ...about(0) },
    {
      type: 'error',
      error: new Error('none'),
      duration: expect.any(Number),
      background: false,
      ...about(0),
    },
    { type: 'miss', reason: 'absent', ...about(2) },
    { type: 'evict', age: 5000, bytes, store: 'memory', ...about(1) },
    { ...fill, ...about(2) },
    { type: 'invalidate', tag: 't', expire: 0 },
    { type: 'miss', reason: 'expired', ...about(2) },
    { ...fill, ...about(2) },
  ])
})

test('tells of stale answers and what is done behind them', async () => {
  using cache = testCache()
  const told: string[] = []
  using _ = ending(
    subscribe('all', (event) => told.push('background' in event ? `${event.type} ${event.background}` : event.type)),
  )
  const read = cached('a.ts#read', async () => cacheTag('t'))
  await read()
  await revalidateTag('t', 'hours')
  await read()
  await cache.settled()
  expect(told).toEqual(['miss', 'fill false', 'invalidate', 'stale', 'fill true'])
})

test('tells what is private to nobody that it went past the cache', async () => {
  using _cache = testCache()
  const told: string[] = []
  using _ = ending(subscribe('bypass', (event) => told.push(`${event.reason} ${event.kind} ${event.arguments.join()}`)))
  await cached('a.ts#mine', async (id: string) => id, { kind: 'private' })('x')
  expect(told).toEqual(['no-request private "x"'])
})

describe('listening', () => {
  const read = cached('a.ts#read', async (id: number) => id)

  test.each(['before', 'after'])('on the channel itself, %s the first call', async (moment) => {
    using _cache = testCache()
    const told: unknown[] = []
    const listener = (event: unknown): unknown => told.push((event as CacheEvent).type)
    if (moment === 'after') await Promise.all([read(1), read(1)]).then(() => read(1))
    channel('use-cache:hit').subscribe(listener)
    await read(1)
    await read(1)
    expect(channel('use-cache:hit').unsubscribe(listener)).toBe(true)
    await read(1)
    expect(told).toEqual(moment === 'after' ? ['hit', 'hit'] : ['hit'])
  })

  test('to anything but hits leaves hits as quick as they were', async () => {
    using _cache = testCache()
    const quiet = (): boolean => inUse.quiet === inUse.runtime.version
    // A test cache counts hits; the process's own cache has no listener.
    using _none = ending(subscribe('miss', () => {}))
    const off = subscribe('hit', () => {})
    _cache.dispose()
    expect(quiet()).toBe(false)
    off()
    expect(quiet()).toBe(true)
  })

  test('with a listener that fails fails no call', async () => {
    using _cache = testCache()
    const thrown = new Promise((resolve) => process.once('uncaughtException', resolve))
    const others = process
      .listeners('uncaughtException')
      .filter((listener) => listener !== process.listeners('uncaughtException').at(-1))
    others.forEach((listener) => process.off('uncaughtException', listener))
    using _ = ending(
      subscribe('miss', () => {
        throw new Error('listener')
      }),
    )
    expect(await read(1)).toBe(1)
    expect(await thrown).toEqual(new Error('listener'))
    others.forEach((listener) => process.on('uncaughtException', listener))
  })
})

describe('arguments', () => {
  async function told(...args: unknown[]): Promise<readonly string[]> {
    let texts: readonly string[] = []
    using _ = ending(subscribe('miss', (event) => (texts = event.arguments)))
    await cached('a.ts#f', async (...all: unknown[]) => all.length)(...args)
    return texts
  }

  test('are shown as one would write them', async () => {
    using _cache = testCache()
    expect(await told('tea', 2, -0, 1.5, 70_000, -3, null, undefined, true, 10n, Symbol.for('s'))).toEqual([
      '"tea"',
      '2',
      '-0',
      '1.5',
      '70000',
      '-3',
      'null',
      'undefined',
      'true',
      '10n',
      'Symbol.for("s")',
    ])
    expect(await told({ query: 'tea', page: 2, 'in stock': [1, 'ü'] }, [], {}, Object.create(null))).toEqual([
      '{ in stock: [1, "ü"], page: 2, query: "tea" }',
      '[]',
      '{}',
      '{}',
    ])
    expect(
      await told(new Date(0), new Map([['a', 1]]), new Set([1]), /x/g, new URL('http://a/'), new Uint8Array([1, 255])),
    ).toEqual([
      'Date 1970-01-01T00:00:00.000Z',
      'Map { "a": 1 }',
      'Set { 1 }',
      '/x/g',
      'URL http://a/',
      'Uint8Array(2) 01ff',
    ])
    expect(
      await told(
        new TypeError('no'),
        Promise.resolve(1),
        new File(['a'], 'a.txt'),
        cached('b.ts#g', async () => 0),
      ),
    ).toEqual(['TypeError: no', 'Promise { 1 }', 'File a.txt', 'b.ts#g()'])
    const circle: Record<string, unknown> = {}
    circle.self = circle
    expect(await told(circle)).toEqual(['{ self: ‹met before› }'])
  })

  test('are shortened', async () => {
    using _cache = testCache()
    const [text, deep, list] = await told('x'.repeat(5000), { a: { b: { c: { d: 1 } } } }, Array.from({ length: 500 }))
    expect(text).toHaveLength(80)
    expect(deep).toBe('{ a: { b: { c: { … } } } }')
    expect(list).toBe(`[${'undefined, '.repeat(8)}… 492 more]`)
  })

  test('hide what is secret by its name, and what the app hides', async () => {
    using _cache = testCache()
    let texts: readonly string[] = []
    using _ = ending(subscribe('miss', (event) => (texts = [...event.captures, ...event.arguments])))
    const login = capturing(
      'a.ts#login',
      () => ['c', { apiKey: 'k', id: 1 }],
      async (
        sessionId: string,
        client: object,
        name: string,
        password = ')"',
        { iban }: { iban: string } = { iban: '' },
      ) => `${sessionId}${Object.keys(client).join()}${name}${password}${iban}`,
      { captures: ['sessionId', 'client.apiKey', 'client.id'] },
    )
    const args = ['ann', 'hunter2', { iban: 'DE1', 'refresh-token': 't', tokens: 7 }]
    await login(...args)
    expect(texts).toEqual([
      '‹hidden›',
      '{ apiKey: ‹hidden›, id: 1 }',
      '"ann"',
      '‹hidden›',
      '{ iban: "DE1", refresh-token: ‹hidden›, tokens: 7 }',
    ])
    configure({ redact: ['IBAN', /^name$/] })
    await login('bob', ...args.slice(1))
    expect(texts.slice(2)).toEqual(['‹hidden›', '‹hidden›', '{ iban: ‹hidden›, refresh-token: ‹hidden›, tokens: 7 }'])
    configure({ redact: true })
    await login('cy', 1)
    expect(texts).toEqual(Array.from({ length: 4 }, () => '‹hidden›'))
    configure({ redact: false })
    await login('dee', 'open')
    expect(texts).toEqual(['"c"', '{ apiKey: "k", id: 1 }', '"dee"', '"open"'])
    expect(() => configure({ redact: 'password' as never })).toThrow('`redact` must be true, false or an array')
  })
})

function ending(stop: () => void): Disposable {
  return { [Symbol.dispose]: stop }
}
