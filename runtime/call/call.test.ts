import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { cached, capturing, deferred, nextMoment } from '../fixture-cached.ts'
import { cacheLife, cacheTag, registerType, revalidateTag, updateTag } from '../index.ts'
import { type TestCache, testCache } from '../testing.ts'

let cache: TestCache
beforeEach(() => {
  cache = testCache()
})
afterEach(() => cache.dispose())

test('runs the body once for equal arguments', async () => {
  let runs = 0
  const double = cached('a.ts#double', async (n: number) => {
    runs++
    return n * 2
  })
  expect([await double(2), await double(2), await double(3)]).toEqual([4, 4, 6])
  expect(runs).toBe(2)
  expect(cache.countsOf(double)).toEqual({ hits: 1, stale: 0, misses: 2, fills: 2, errors: 0 })
})

test('keeps every value that a function can return, undefined and null included', async () => {
  for (const value of [undefined, null, 0, -0, NaN, '', false, 1n, Symbol.for('x')]) {
    let runs = 0
    const constant = cached('a.ts#constant', async () => (runs++, value))
    await constant()
    expect(await constant()).toBe(value)
    expect(runs).toBe(1)
  }
})

test('tells arguments apart', async () => {
  const seen: unknown[] = []
  const note = cached('a.ts#note', async (...args: unknown[]) => seen.push(args))
  const object = { a: 1, b: 2 }
  const lists: unknown[][] = [
    [],
    [undefined],
    [null],
    [0],
    [-0],
    [NaN],
    ['0'],
    [0n],
    [false],
    [''],
    ['null'],
    [1, 2],
    [2, 1],
    ['1', 2],
    [1, '2'],
    [0, 0],
    [-0, 0],
    [0, -0],
    [NaN, NaN],
    [null, undefined],
    [1, 2, 3],
    [[]],
    [{}],
    [[undefined]],
    [[,]],
    [{ a: undefined }],
    [object],
    [[object]],
    [object, 1],
  ]
  for (const args of lists) await note(...args)
  expect(seen).toHaveLength(lists.length)
  for (const args of lists) await note(...structuredClone(args))
  await note({ b: 2, a: 1 })
  expect(seen).toHaveLength(lists.length)
})

test('gives every caller a copy of its own, the first one included', async () => {
  const rows = cached('a.ts#rows', async () => [{ name: 'tea', tags: ['green'] }])
  const first = await rows()
  first[0]!.tags.push('changed')
  first.pop()
  const second = await rows()
  second[0]!.name = 'changed'
  expect(await rows()).toEqual([{ name: 'tea', tags: ['green'] }])
})

test('does not share the result with what the body keeps of it', async () => {
  const kept: string[] = []
  const list = cached('a.ts#list', async () => kept)
  const [first, second] = await Promise.all([list(), list()])
  kept.push('later')
  first.push('mine')
  expect([second, await list()]).toEqual([[], []])
})

test('always answers with a native promise and never throws', async () => {
  const failing = cached('a.ts#failing', async (_argument: unknown) => {})
  const answer = failing([() => {}])
  expect(answer).toBeInstanceOf(Promise)
  await expect(answer).rejects.toThrow('argument 1')
  const sync = cached('a.ts#sync', () => {
    throw new TypeError('at once')
  })
  await expect(sync()).rejects.toThrow(TypeError)
  const thenable = cached('a.ts#thenable', () => ({ then: (resolve: (n: number) => void) => resolve(3) }) as never)
  expect(await thenable()).toBe(3)
  expect(await thenable()).toBe(3)
})

test('runs once for calls that ask at the same time, and gives each a copy', async () => {
  const gate = deferred()
  let runs = 0
  const load = cached('a.ts#load', async (id: number) => {
    runs++
    await gate.promise
    return { id }
  })
  const calls = Array.from({ length: 64 }, () => load(1))
  gate.resolve()
  const answers = await Promise.all(calls)
  expect(runs).toBe(1)
  expect(new Set(answers).size).toBe(64)
  expect(cache.counts).toMatchObject({ misses: 64, fills: 1 })
})

test('shares an error with the calls that were waiting, and with nobody else', async () => {
  class Teapot extends Error {
    readonly status = 418
  }
  let runs = 0
  const brew = cached('a.ts#brew', async () => {
    runs++
    await nextMoment
    throw new Teapot('short and stout')
  })
  const [one, other] = await Promise.allSettled([brew(), brew()])
  expect(one).toEqual(other)
  expect(one).toMatchObject({ reason: { status: 418, message: 'short and stout' } })
  expect((one as PromiseRejectedResult).reason).toBeInstanceOf(Teapot)
  expect(runs).toBe(1)
  await expect(brew()).rejects.toThrow(Teapot)
  expect(runs).toBe(2)
})

test('passes on whatever was thrown', async () => {
  for (const thrown of [undefined, null, 'text', 0]) {
    const throwing = cached('a.ts#throwing', () => Promise.reject(thrown))
    expect(await Promise.allSettled([throwing()])).toEqual([{ status: 'rejected', reason: thrown }])
  }
})

test('a call is told of once, also when it has to look for an answer again', async () => {
  const words = cached('a.ts#words', async () => {
    cacheTag('words')
    return Promise.resolve([Promise.resolve('tea')])
  })
  const before = [words(), words()]
  for (let moment = 0; moment < 10; moment++) await nextMoment
  await updateTag('words')
  await Promise.all([...before, words()])
  expect(cache.counts).toMatchObject({ hits: 0, stale: 0, misses: 3, fills: 2 })
})

test('answers with a stale result and computes it anew behind it, once', async () => {
  let version = 0
  const current = cached('a.ts#current', async () => {
    cacheLife({ revalidate: 60, expire: 3600 })
    return ++version
  })
  await current()
  cache.clock.advance(61)
  expect(await Promise.all([current(), current(), current()])).toEqual([1, 1, 1])
  await cache.settled()
  expect(version).toBe(2)
  expect(await current()).toBe(2)
  expect(cache.counts).toEqual({ hits: 1, stale: 3, misses: 1, fills: 2, errors: 0 })
})

test('waits when the result has expired', async () => {
  let version = 0
  const current = cached('a.ts#current', async () => {
    cacheLife('hours')
    return ++version
  })
  await current()
  cache.clock.advance('1d')
  expect(await current()).toBe(1)
  await cache.settled()
  cache.clock.advance('1d1s')
  expect(await current()).toBe(3)
})

test('keeps the old result when computing it anew fails, and tries again', async () => {
  const answers = ['old', new Error('down'), 'new']
  const read = cached('a.ts#read', async () => {
    cacheLife({ revalidate: 1 })
    const answer = answers.shift()
    if (answer instanceof Error) throw answer
    return answer
  })
  await read()
  cache.clock.advance(2)
  expect(await read()).toBe('old')
  await cache.settled()
  expect(await read()).toBe('old')
  await cache.settled()
  expect(await read()).toBe('new')
  expect(cache.counts.errors).toBe(1)
})

test('does not keep what holds for no time', async () => {
  let runs = 0
  const now = cached('a.ts#now', async (how: 'revalidate' | 'expire') => {
    cacheLife({ [how]: 0 })
    return ++runs
  })
  expect([await now('revalidate'), await now('revalidate'), await now('expire'), await now('expire')]).toEqual([
    1, 2, 3, 4,
  ])
})

test('gives the body copies of arguments and captures, made when it was called', async () => {
  const captured = { list: [1] }
  const gate = deferred()
  const sum = capturing(
    'a.ts#sum',
    () => [captured],
    async (captured: { list: number[] }, more: number[]) => {
      await gate.promise
      return [...captured.list, ...more]
    },
  )
  const more = [2]
  const answer = sum(more)
  captured.list.push(10)
  more.push(20)
  gate.resolve()
  expect(await answer).toEqual([1, 2])
  expect(await sum(more)).toEqual([1, 10, 2, 20])
  captured.list.pop()
  expect(await sum([2])).toEqual([1, 2])
  expect(cache.counts.fills).toBe(2)
})

test('a body that changes its arguments changes nothing for anybody else', async () => {
  const take = cached('a.ts#take', async (list: number[]) => list.splice(0).length)
  const list = [1, 2, 3]
  expect([await take(list), await take(list), list.length]).toEqual([3, 3, 3])
})

test('keeps what the body and the key see the same, even for getters that answer differently', async () => {
  let reads = 0
  const moody = Object.defineProperty({}, 'n', { enumerable: true, get: () => ++reads })
  const seen: number[] = []
  const read = cached('a.ts#read', async ({ n }: { n: number }) => seen.push(n))
  await read(moody as { n: number })
  const [n] = seen
  await read({ n: n! })
  expect(seen).toEqual([n])
})

test('what a getter answers differently is not what is kept of the first answer', async () => {
  const double = cached('a.ts#double', async ({ n }: { n: number }) => {
    cacheLife({ revalidate: 60, expire: 3600 })
    return n * 2
  })
  await double({ n: 1 })
  cache.clock.advance(61)
  let reads = 0
  // Read twice until the stale result is found, then for the body.
  const moody = Object.defineProperty({}, 'n', { enumerable: true, get: () => (++reads > 2 ? 5 : 1) })
  expect(await double(moody as { n: number })).toBe(2)
  await cache.settled()
  expect(await double({ n: 1 })).toBe(2)
})

test('takes life and tags over from the cached functions that a body used, on their hits too', async () => {
  let inner = 0
  const price = cached('a.ts#price', async () => {
    cacheLife('minutes')
    cacheTag('prices')
    return ++inner
  })
  const page = cached('a.ts#page', async (title: string) => `${title} ${await price()}`)
  expect([await page('a'), await page('b')]).toEqual(['a 1', 'b 1'])
  await updateTag('prices')
  expect([await page('a'), await page('b')]).toEqual(['a 2', 'b 2'])
  cache.clock.advance('1h1s')
  expect(await page('b')).toBe('b 3')
})

test('an explicit life of the outer function wins over the inner one, field by field', async () => {
  const inner = cached('a.ts#inner', async () => cacheLife('minutes'))
  const lives: unknown[] = []
  const { inUse } = await import('../instance.ts')
  inUse.runtime.events.on('fill', ({ function: id, life }) => id === 'a.ts#outer' && lives.push(life))
  for (const life of [undefined, {}, { revalidate: 777 }, 'days', 'seconds', 'max'] as const) {
    const outer = cached('a.ts#outer', async () => {
      if (life !== undefined) cacheLife(life)
      await inner()
    })
    await outer()
  }
  expect(lives).toEqual([
    { stale: 300, revalidate: 60, expire: 3600 },
    { stale: 300, revalidate: 60, expire: 3600 },
    { stale: 300, revalidate: 777, expire: 3600 },
    { stale: 300, revalidate: 86_400, expire: 604_800 },
    { stale: 30, revalidate: 1, expire: 60 },
    { stale: 300, revalidate: 2_592_000, expire: 31_536_000 },
  ])
})

test('never makes a result that will be cached from a stale one', async () => {
  let version = 0
  const inner = cached('a.ts#inner', async () => {
    cacheLife({ revalidate: 10 })
    cacheTag('t')
    return ++version
  })
  const outer = cached('a.ts#outer', async (_reason: string) => inner())
  await inner()
  cache.clock.advance(11)
  expect(await outer('by time')).toBe(2)
  await revalidateTag('t', 'max')
  expect(await outer('by tag')).toBe(3)
})

test('what was invalidated while it was made answers nobody who asks later', async () => {
  const gates = [deferred(), deferred(), deferred()]
  let runs = 0
  const read = cached('a.ts#read', async () => {
    cacheTag('t')
    const run = runs++
    await gates[run]!.promise
    return run
  })
  const before = read()
  await updateTag('t')
  const after = read()
  gates[0]!.resolve()
  expect(await before).toBe(0)
  await vi.waitUntil(() => runs === 2)
  await updateTag('t')
  gates[1]!.resolve()
  expect(await after, 'begun after it was asked for').toBe(1)
  gates[2]!.resolve()
  expect(await read()).toBe(2)
  expect(await read()).toBe(2)
})

test('a function that waits for its own result is told so at once', async () => {
  const again = cached('a.ts#again', async (n: number): Promise<number> => again(n))
  await expect(again(1)).rejects.toMatchObject({
    code: 'deadlock',
    message: expect.stringContaining('a.ts#again → a.ts#again'),
  })
  const ping = cached('a.ts#ping', async (): Promise<number> => {
    await nextMoment
    return pong()
  })
  const pong = cached('a.ts#pong', async (): Promise<number> => {
    await nextMoment
    return ping()
  })
  const both = await Promise.allSettled([ping(), pong()])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})

test('recursion with other arguments is fine', async () => {
  let runs = 0
  const fibonacci = cached('a.ts#fibonacci', async (n: number): Promise<number> => {
    runs++
    return n < 2 ? n : (await fibonacci(n - 1)) + (await fibonacci(n - 2))
  })
  expect(await fibonacci(40)).toBe(102_334_155)
  expect(runs).toBe(41)
})

test('waits for promises in the arguments and keys them by what they hold', async () => {
  let runs = 0
  const greet = cached('a.ts#greet', async ({ name }: { name: Promise<{ first: string }> }) => {
    runs++
    return `hello ${(await name).first}`
  })
  const person = { first: 'Ada' }
  const answer = greet({ name: Promise.resolve(person) })
  expect(await answer).toBe('hello Ada')
  expect(await greet({ name: Promise.resolve({ first: 'Ada' }) })).toBe('hello Ada')
  expect(runs).toBe(1)
  person.first = 'Grace'
  expect(await greet({ name: Promise.resolve(person) })).toBe('hello Grace')
  await expect(greet({ name: Promise.reject(new RangeError('no name')) })).rejects.toThrow(new RangeError('no name'))
  expect(runs).toBe(2)
})

test('a body may pass on a promise that it was given, alone or beside another one', async () => {
  const empty = cached('a.ts#empty', async (list: Promise<number[]>, other?: Promise<number>) => [
    (await list).splice(0).length,
    await other,
  ])
  const outer = cached('a.ts#outer', async (list: Promise<number[]>) => [
    await empty(list),
    await empty(list, Promise.resolve(5)),
    await list,
  ])
  expect(await outer(Promise.resolve([1, 2]))).toEqual([
    [2, undefined],
    [2, 5],
    [1, 2],
  ])
})

test('reads what a promise holds once, for the key and for the body', async () => {
  const read = cached('a.ts#read', async (value: Promise<{ n: number }>) => (await value).n)
  let reads = 0
  const moody = Object.defineProperty({}, 'n', { enumerable: true, get: () => reads++ }) as { n: number }
  expect(await read(Promise.resolve(moody))).toBe(0)
  expect(await read(Promise.resolve({ n: 0 }))).toBe(0)
  expect(cache.counts).toMatchObject({ fills: 1, hits: 1 })
  const lively = {
    get n() {
      return Promise.resolve(1)
    },
  }
  expect(await read(Promise.resolve(lively) as never)).toBe(1)
  const endless = (): Promise<unknown> =>
    Promise.resolve({
      get n() {
        return endless()
      },
    })
  await expect(read(endless() as never)).rejects.toThrow('argument 1')
})

test('awaits what stands for an object in the key, when its method or its type makes that anew each time', async () => {
  const keyed = (key: () => unknown): object => ({ [Symbol.for('use-cache.key')]: key })
  const name = cached('a.ts#name', async (_value: object) => 'made')
  for (const id of [1, 1, 2]) expect(await name(keyed(async () => ({ id })))).toBe('made')
  expect(cache.counts).toMatchObject({ fills: 2, hits: 1 })
  await expect(name(keyed(() => Promise.reject(new RangeError('no key'))))).rejects.toThrow('no key')
  class Document {
    readonly blob: Blob
    constructor(blob: Blob) {
      this.blob = blob
    }
  }
  registerType({
    class: Document,
    name: 'call.test/Document',
    encode: ({ blob }) => blob.slice(),
    decode: (blob: Blob) => new Document(blob),
  })
  cache.resetCounts()
  for (const text of ['tea', 'tea', 'coffee'])
    expect(await name({ document: new Document(new Blob([text])) })).toBe('made')
  expect(cache.counts).toMatchObject({ fills: 2, hits: 1 })
})

test('keys blobs and files by content, name and type', async () => {
  let runs = 0
  const size = cached('a.ts#size', async (file: Blob) => {
    runs++
    return (await file.text()).length
  })
  await size(new Blob(['abc']))
  await size(new Blob(['a', 'bc']))
  expect(runs).toBe(1)
  await size(new Blob(['abd']))
  await size(new Blob(['abc'], { type: 'text/plain' }))
  await size(new File(['abc'], 'a.txt', { lastModified: 1 }))
  await size(new File(['abc'], 'a.txt', { lastModified: 2 }))
  await size(new File(['abc'], 'b.txt'))
  expect(runs).toBe(5)
  const changed = cached('a.ts#changed', async (file: File) => file.lastModified)
  expect(await changed(new File([], 'a', { lastModified: 5 })), 'what is not in the key is not in the body').toBe(0)
  const form = (name: string): FormData => {
    const data = new FormData()
    data.append('who', name)
    data.append('file', new File(['x'], 'x', { lastModified: name === 'a' ? 1 : 2 }))
    return data
  }
  const read = cached('a.ts#read', async (data: FormData) => {
    const file = data.get('file') as File
    return [data.get('who'), await file.text(), file.lastModified]
  })
  expect(await read(form('a'))).toEqual(['a', 'x', 0])
  expect(await read(form('b'))).toEqual(['b', 'x', 0])
  expect(await read(form('a'))).toEqual(['a', 'x', 0])
  expect(cache.countsOf(read)).toMatchObject({ hits: 1, fills: 2 })
})

test('a body sees of an error what is in the key', async () => {
  const [One, Other] = [class NotFound extends Error {}, class NotFound extends Error {}]
  const which = cached('a.ts#which', async (error: Error) => (error instanceof One ? 'one' : 'other'))
  expect([await which(new One('tea')), await which(new Other('tea')), await which(new One('tea'))]).toEqual([
    'one',
    'other',
    'one',
  ])
  const made = (hidden: string): Error =>
    Object.defineProperty(Object.assign(new RangeError('tea', { cause: 'heat' }), { code: 1 }), 'hidden', {
      value: hidden,
    })
  const look = cached('a.ts#look', async (error: Error & { code?: number; hidden?: string }) => {
    const { name, message, cause, code, hidden, stack } = error
    return [error instanceof RangeError, name, message, cause, code, hidden, stack]
  })
  for (const hidden of ['a', 'b'])
    expect(await look(made(hidden))).toEqual([true, 'RangeError', 'tea', 'heat', 1, undefined, 'RangeError: tea'])
  expect(cache.countsOf(look)).toMatchObject({ fills: 1, hits: 1 })
})

test('counts the time from when the body started', async () => {
  const slow = cached('a.ts#slow', async () => {
    cacheLife({ revalidate: 10, expire: 20 })
    cache.clock.advance(15)
    return 1
  })
  await slow()
  await slow()
  expect(cache.counts).toMatchObject({ hits: 0, stale: 1 })
})

test('the genuine clock is read by every call that time has passed for', async () => {
  cache.dispose()
  vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 })
  try {
    const { createRuntime, inUse } = await import('../instance.ts')
    const before = inUse.runtime
    inUse.runtime = createRuntime()
    let runs = 0
    const read = cached('a.ts#read', async () => {
      cacheLife({ revalidate: 60, expire: 3600 })
      return ++runs
    })
    for (let call = 0; call < 100; call++) await read()
    vi.setSystemTime(1_000_000 + 3_600_001)
    expect(await read()).toBe(2)
    inUse.runtime = before
  } finally {
    vi.useRealTimers()
  }
})
