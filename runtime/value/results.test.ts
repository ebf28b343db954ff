import { describe, expect, test, vi } from 'vitest'
import { cached, deferred, nextMoment } from '../fixture-cached.ts'
import { collectGarbage } from '../fixture-garbage.ts'
import { cacheLife, cacheTag, configure, inRequest, registerType, updateTag } from '../index.ts'
import { inUse } from '../instance.ts'
import { testCache } from '../testing.ts'
import { nextTurn } from '../time/turn.ts'

/** A stream that gives what it is told to. */
function steered<Chunk>(): {
  stream: ReadableStream<Chunk>
  give: ReadableStreamDefaultController<Chunk>
  cancelled: () => boolean
} {
  let give!: ReadableStreamDefaultController<Chunk>
  let cancelled = false
  const stream = new ReadableStream<Chunk>({
    start: (controller) => void (give = controller),
    cancel: () => void (cancelled = true),
  })
  return { stream, give, cancelled: () => cancelled }
}

async function nextTurns(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await nextTurn()
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = []
  for await (const item of items) list.push(item)
  return list
}

describe('a stream', () => {
  test('is live for the first reader, and replayed from the start for the others', async () => {
    using cache = testCache()
    const { stream, give } = steered<string>()
    const f = cached('a.ts#f', async () => stream)
    give.enqueue('a')
    const first = (await f()).getReader()
    expect(await first.read()).toEqual({ done: false, value: 'a' })
    const second = await f()
    give.enqueue('b')
    expect(await first.read()).toEqual({ done: false, value: 'b' })
    give.close()
    expect(await first.read()).toEqual({ done: true, value: undefined })
    expect(await all(second)).toEqual(['a', 'b'])
    expect(await all(await f())).toEqual(['a', 'b'])
    expect(await all(await f())).toEqual(['a', 'b'])
    expect(cache.counts).toMatchObject({ fills: 1, hits: 2 })
  })

  test('that is there at once is kept before the first caller has it', async () => {
    using cache = testCache()
    const f = cached('a.ts#f', async () => ReadableStream.from(['a', 'b']))
    await f()
    expect(await all(await f())).toEqual(['a', 'b'])
    expect(cache.counts).toMatchObject({ fills: 1, hits: 1, misses: 1 })
  })

  test('is recorded to its end though its reader leaves', async () => {
    using cache = testCache()
    const { stream, give, cancelled } = steered<number>()
    const f = cached('a.ts#f', async () => stream)
    give.enqueue(1)
    const reader = (await f()).getReader()
    await reader.read()
    await reader.cancel()
    give.enqueue(2)
    give.close()
    expect(await all(await f())).toEqual([1, 2])
    expect(cancelled()).toBe(false)
    expect(cache.counts.fills).toBe(1)
  })

  test('that fails fails for its readers after what had come, and is not kept', async () => {
    using cache = testCache()
    let runs = 0
    const f = cached('a.ts#f', async () => {
      const { stream, give } = steered<number>()
      give.enqueue(++runs)
      if (runs === 1) setTimeout(() => give.error(new RangeError('broken')), 5)
      else give.close()
      return stream
    })
    const [one, other] = await Promise.all([f(), f()])
    const reader = other.getReader()
    expect(await reader.read()).toEqual({ done: false, value: 1 })
    await expect(reader.read()).rejects.toThrow(new RangeError('broken'))
    await expect(all(one)).rejects.toThrow(new RangeError('broken'))
    expect(await all(await f())).toEqual([2])
    expect(cache.counts).toMatchObject({ errors: 1, fills: 1 })
  })

  test('gives each reader chunks of its own', async () => {
    using _ = testCache()
    const bytes = new Uint8Array([1, 2])
    const row = { n: 1 }
    const f = cached('a.ts#f', async () => ReadableStream.from([row, bytes]))
    const [first, second] = [await all(await f()), await all(await f())] as [[typeof row, Uint8Array], unknown[]]
    first[0].n = row.n = 2
    first[1][0] = bytes[0] = 9
    for (const answer of [second, await all(await f())]) expect(answer).toEqual([{ n: 1 }, new Uint8Array([1, 2])])
  })

  test('of bytes stays one that can be read into a buffer', async () => {
    using _ = testCache()
    const f = cached('a.ts#f', async () => new Response('some tea').body!)
    for (const stream of [await f(), await f()]) {
      const reader = stream.getReader({ mode: 'byob' })
      const { value } = await reader.read(new Uint8Array(100))
      expect(Buffer.from(value!).toString()).toBe('some tea')
      expect((await reader.read(new Uint8Array(100))).done).toBe(true)
    }
  })

  test('that is longer than may be recorded streams through, and is not kept', async () => {
    using cache = testCache({ maxRecording: 1000 })
    let given = 0
    let runs = 0
    const f = cached('a.ts#f', async () => {
      runs++
      return new ReadableStream<string>({
        pull(controller) {
          controller.enqueue(`${given++}`.padEnd(100))
          if (given === 50) controller.close()
        },
      })
    })
    const [one, other] = await Promise.all([f(), f()])
    const chunks = await all(one)
    expect([chunks.length, chunks[0]!.trim(), chunks[49]!.trim()]).toEqual([50, '0', '49'])
    expect(await all(other)).toEqual(chunks)
    expect(runs).toBe(1)
    given = 40
    expect((await all(await f())).length).toBe(10)
    expect(runs).toBe(2)
    expect(cache.counts.fills).toBe(2)
  })

  test('that is too long stops when nobody reads it any more', async () => {
    using _ = testCache({ maxRecording: 1000 })
    const stopped = deferred()
    let given = 0
    const endless = cached(
      'a.ts#endless',
      async () =>
        new ReadableStream<string>({
          pull: (controller) => controller.enqueue('x'.repeat(100) + given++),
          cancel: () => stopped.resolve(),
        }),
    )
    const reader = (await endless()).getReader()
    for (let index = 0; index < 100; index++) await reader.read()
    expect(given).toBeLessThan(200)
    await reader.cancel()
    await stopped.promise
  })

  test('that fails after another one that it was made with has been too long is not kept', async () => {
    using _ = testCache({ maxRecording: 1000 })
    let long = steered<string>()
    const inner = cached('a.ts#inner', async () => (long = steered<string>()).stream)
    let runs = 0
    const outer = cached('a.ts#outer', async () => {
      runs++
      const read = all(await inner())
      const { stream, give } = steered<string>()
      void read.then(() => nextMoment).then(() => give.error(new RangeError('broken')))
      return stream
    })
    const stream = await outer()
    for (let chunk = 0; chunk < 20; chunk++) long.give.enqueue('x'.repeat(200))
    long.give.close()
    await expect(all(stream)).rejects.toThrow('broken')
    await outer()
    expect(runs).toBe(2)
  })

  test('in a promise that resolves later is bounded like one that is there at once', async () => {
    using _ = testCache({ maxRecording: 1000 })
    const stopped = deferred()
    const gate = deferred()
    let given = 0
    const endless = cached('a.ts#endless', async () => ({
      later: gate.promise.then(
        () =>
          new ReadableStream<string>({
            pull: (controller) => controller.enqueue('x'.repeat(100) + given++),
            cancel: () => stopped.resolve(),
          }),
      ),
    }))
    const { later } = await endless()
    await nextTurns(3)
    gate.resolve()
    const reader = (await later).getReader()
    for (let index = 0; index < 100; index++) await reader.read()
    await nextTurns(3)
    expect(given).toBeLessThan(150)
    await reader.cancel()
    await stopped.promise
  })

  test('that comes when another one was too long already is read only as fast as somebody reads', async () => {
    using cache = testCache({ maxRecording: 1000 })
    const gate = deferred()
    let given = 0
    const two = cached('a.ts#two', async () => ({
      first: ReadableStream.from(Array.from({ length: 20 }, () => 'x'.repeat(100))),
      second: gate.promise.then(
        () => new ReadableStream<string>({ pull: (controller) => controller.enqueue('x'.repeat(100) + given++) }),
      ),
    }))
    const { first, second } = await two()
    await all(first)
    gate.resolve()
    const reader = (await second).getReader()
    await nextTurns(3)
    expect(given).toBeLessThan(5)
    expect((await reader.read()).value).toHaveLength(101)
    await reader.cancel()
    expect(cache.counts.fills).toBe(1)
  })

  test('beside another one that has failed is recorded no further', async () => {
    using cache = testCache()
    let given = 0
    const pull = async (controller: ReadableStreamDefaultController<number>): Promise<void> => {
      await nextTurn()
      controller.enqueue(given++)
    }
    const failing = new ReadableStream({ pull: () => Promise.reject(new RangeError('broken')) })
    const f = cached('a.ts#f', async () => [failing, new ReadableStream({ pull })])
    const [one, other] = await f()
    await expect(all(one!)).rejects.toThrow('broken')
    await cache.settled()
    await nextTurns(10)
    expect(given).toBeLessThan(6)
    const reader = other!.getReader()
    for (let chunk = 0; chunk < 20; chunk++) expect((await reader.read()).value).toBe(chunk)
    await reader.cancel()
  })

  test('is whole also for who comes just when it gets too long', async () => {
    for (let moments = 0; moments < 12; moments++) {
      using _ = testCache({ maxRecording: 1000 })
      const { stream, give } = steered<string>()
      let runs = 0
      const f = cached('a.ts#f', async () => (++runs === 1 ? stream : ReadableStream.from(['begin', 'end'])))
      give.enqueue('begin')
      const reader = (await f()).getReader()
      await reader.read()
      await nextTurns(3)
      give.enqueue('x'.repeat(2000))
      for (let moment = 0; moment < moments; moment++) await Promise.resolve()
      const other = f()
      give.close()
      expect((await all(await other))[0], `${moments} moments later`).toBe('begin')
      await reader.cancel()
    }
  })

  test('inside of a chunk is there whole for a reader who comes to it late', async () => {
    using _ = testCache({ maxRecording: 1000 })
    const texts = Array.from({ length: 30 }, (_, index) => `${index}`.padEnd(100))
    const f = cached('a.ts#f', async () => ReadableStream.from([1, ReadableStream.from(texts)]))
    const reader = (await f()).getReader()
    await nextTurns(5)
    await reader.read()
    expect(await all((await reader.read()).value as ReadableStream<string>)).toEqual(texts)
  })

  test('that is too long and that nobody reads counts as no run any more', async () => {
    using cache = testCache({ maxRecording: 1000 })
    let given = 0
    const pull = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
      given++
      controller.enqueue(new Uint8Array(400))
    }
    const f = cached('a.ts#f', async () => new Response(new ReadableStream({ pull })))
    const response = await f()
    await cache.settled()
    const before = given
    const reader = response.body!.getReader()
    for (let chunk = 0; chunk < 10; chunk++) expect((await reader.read()).value).toHaveLength(400)
    expect(given).toBeGreaterThan(before)
    await reader.cancel()
    await cache.settled()
  })

  test('whose chunk cannot be cached is told to stop', async () => {
    using _ = testCache()
    const stopped = deferred()
    const f = cached('a.ts#f', async () => {
      const pull = (controller: ReadableStreamDefaultController<unknown>): void => controller.enqueue(() => {})
      return new ReadableStream({ pull, cancel: () => stopped.resolve() })
    })
    await expect(all(await f())).rejects.toMatchObject({ code: 'uncacheable-result' })
    await stopped.promise
    const ended = deferred()
    const g = cached('a.ts#g', async () =>
      (async function* () {
        try {
          yield () => {}
        } finally {
          ended.resolve()
        }
      })(),
    )
    await expect(all(await g())).rejects.toMatchObject({ code: 'uncacheable-result' })
    await ended.promise
  })

  test('inside another result is one, too', async () => {
    using cache = testCache()
    const f = cached('a.ts#f', async () => ({
      title: 'a',
      body: ReadableStream.from(['b']),
      list: [ReadableStream.from(['c'])],
    }))
    for (const { title, body, list } of [await f(), await f()])
      expect([title, await all(body), await all(list[0]!)]).toEqual(['a', ['b'], ['c']])
    expect(cache.counts).toMatchObject({ fills: 1, hits: 1 })
  })

  test('weighs what was recorded', async () => {
    using cache = testCache({ maxMemory: 50_000 })
    const f = cached('a.ts#f', async (_n: number) => ReadableStream.from(['x'.repeat(20_000), 'y'.repeat(20_000)]))
    for (const n of [1, 2, 1]) await all(await f(n))
    expect(cache.counts.fills).toBe(3)
  })
})

describe('an async iterable', () => {
  test('is replayed with what it returns', async () => {
    using cache = testCache()
    let runs = 0
    async function* count(): AsyncGenerator<number, string> {
      runs++
      yield 1
      await Promise.resolve()
      yield 2
      return 'end'
    }
    const f = cached('a.ts#f', async () => count())
    for (const items of [await f(), await f()]) {
      expect([await items.next(), await items.next(), await items.next()]).toEqual([
        { done: false, value: 1 },
        { done: false, value: 2 },
        { done: true, value: 'end' },
      ])
    }
    expect(await all(await f())).toEqual([1, 2])
    expect([runs, cache.counts.fills]).toEqual([1, 1])
  })

  test('may be any plain object that says so', async () => {
    using _ = testCache()
    const f = cached('a.ts#f', async () => ({ [Symbol.asyncIterator]: () => ReadableStream.from([1, 2]).values() }))
    expect(await all(await f())).toEqual([1, 2])
    expect(await all(await f())).toEqual([1, 2])
  })

  test('snapshots what it yields, though it is one object', async () => {
    using _ = testCache()
    const f = cached('a.ts#f', async () =>
      (async function* () {
        const row = { n: 0 }
        while (row.n < 3) {
          row.n++
          yield row
        }
      })(),
    )
    await f()
    expect(await all(await f())).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
  })

  test('that is too long ends when its only reader returns it unread', async () => {
    using cache = testCache({ maxRecording: 1000 })
    const stopped = deferred()
    const endless = cached('a.ts#endless', async () =>
      (async function* () {
        try {
          for (;;) yield 'x'.repeat(600)
        } finally {
          stopped.resolve()
        }
      })(),
    )
    await (await endless()).return(undefined as never)
    await stopped.promise
    await cache.settled()
  })

  test('that yields what cannot be cached fails with its name', async () => {
    using cache = testCache()
    const f = cached('a.ts#f', async () => ReadableStream.from([1, { load() {} }]))
    const reader = (await f()).getReader()
    expect((await reader.read()).value).toBe(1)
    await expect(reader.read()).rejects.toMatchObject({
      code: 'uncacheable-result',
      message: expect.stringContaining('a.ts#f: its result, at .load is the function load'),
    })
    expect(cache.counts).toMatchObject({ errors: 1, fills: 0 })
  })

  test('may say life and tags while it runs, also through what it calls', async () => {
    using cache = testCache()
    const price = cached('a.ts#price', async () => {
      cacheTag('price')
      return 5
    })
    const rows = cached('a.ts#rows', async () =>
      (async function* () {
        await new Promise((resolve) => setTimeout(resolve, 5))
        cacheLife({ revalidate: 60, expire: 60 })
        yield await price()
      })(),
    )
    const page = cached('a.ts#page', async () => all(await rows()))
    await page()
    await updateTag('price')
    await page()
    expect(cache.countsOf(page)).toMatchObject({ fills: 2 })
    cache.clock.advance('61s')
    await page()
    expect(cache.countsOf(page)).toMatchObject({ fills: 3 })
  })

  test('that was invalidated while it ran answers nobody who asks later, whenever it says its tag', async () => {
    using _ = testCache()
    const [returned, ended] = [deferred(), deferred()]
    let data = 'old'
    const f = cached('a.ts#f', async () => {
      const row = data
      await returned.promise
      return (async function* () {
        cacheTag('t')
        yield row
        await ended.promise
      })()
    })
    const firstOf = async (items: AsyncIterable<string>): Promise<string> => {
      for await (const item of items) return item
      return 'nothing'
    }
    const before = f()
    data = 'new'
    await updateTag('t')
    const meanwhile = f()
    returned.resolve()
    expect(await firstOf(await before)).toBe('old')
    expect(await firstOf(await meanwhile), 'asked before it had returned').toBe('new')
    data = 'newest'
    await updateTag('t')
    expect(await firstOf(await f()), 'asked while it was on its way').toBe('newest')
    ended.resolve()
  })

  test('that waits for a result of before an invalidation answers nobody who asks later', async () => {
    using _ = testCache()
    const [first, read] = [deferred(), deferred()]
    let data = 'old'
    const price = cached('a.ts#price', async () => {
      const found = data
      read.resolve()
      if (found === 'old') await first.promise
      cacheTag('price')
      return found
    })
    const rows = cached('a.ts#rows', async () =>
      (async function* () {
        yield await price()
      })(),
    )
    const before = all(await rows())
    await read.promise
    data = 'new'
    await updateTag('price')
    const after = await rows()
    first.resolve()
    expect([await before, await all(after)]).toEqual([['old'], ['new']])
  })
})

describe('a promise inside a result', () => {
  test('is a promise for each caller, of a value of its own', async () => {
    using cache = testCache()
    const inner = { n: 1 }
    const f = cached('a.ts#f', async () => ({ at: 'once', later: Promise.resolve({ inner }), inner }))
    const [one, other] = [await f(), await f()]
    expect(one.later).toBeInstanceOf(Promise)
    const [first, second] = [await one.later, await other.later]
    expect(first.inner).toBe(one.inner)
    first.inner.n = 2
    expect([second.inner, (await (await f()).later).inner]).toEqual([{ n: 1 }, { n: 1 }])
    expect(cache.counts).toMatchObject({ fills: 1, hits: 2 })
  })

  test('is not waited for by the call', async () => {
    using cache = testCache()
    const slow = deferred<string>()
    const f = cached('a.ts#f', async () => ({ title: 'tea', reviews: slow.promise }))
    const { title, reviews } = await f()
    expect(title).toBe('tea')
    expect(cache.counts.fills).toBe(0)
    slow.resolve('good')
    expect(await reviews).toBe('good')
    expect(await (await f()).reviews).toBe('good')
    expect(cache.counts).toMatchObject({ fills: 1 })
  })

  test('that rejects does so for each caller, and nothing is kept', async () => {
    using cache = testCache()
    const f = cached('a.ts#f', async () => ({ later: Promise.reject(new RangeError('no')) }))
    for (let call = 0; call < 2; call++) await expect((await f()).later).rejects.toThrow(new RangeError('no'))
    expect(cache.counts).toMatchObject({ errors: 2, fills: 0 })
  })

  test('that rejects beside something that cannot be cached is no failure of the process', async () => {
    using _ = testCache()
    const unhandled: unknown[] = []
    const listen = (error: unknown): void => void unhandled.push(error)
    process.on('unhandledRejection', listen)
    const fail = (): Promise<never> => Promise.reject(new Error('db'))
    const f = cached('a.ts#f', async () => ({ before: [fail()], load() {}, after: { later: fail() } }))
    await expect(f()).rejects.toMatchObject({ code: 'uncacheable-result', path: '.load' })
    await nextTurns(2)
    process.off('unhandledRejection', listen)
    expect(unhandled).toEqual([])
  })

  test('may hold the promise itself', async () => {
    using _ = testCache()
    const ring: { later?: Promise<unknown> } = {}
    ring.later = Promise.resolve(ring)
    const f = cached('a.ts#f', async () => ring)
    for (const answer of [await f(), await f()]) expect(await answer.later).toBe(answer)
  })
})

describe('a response', () => {
  test('keeps status, headers and body', async () => {
    using cache = testCache()
    const f = cached('a.ts#f', async () =>
      Response.json({ tea: 1 }, { status: 404, statusText: 'No tea', headers: { 'x-a': 'b' } }),
    )
    for (const response of [await f(), await f(), await f()]) {
      expect(response).toBeInstanceOf(Response)
      expect([response.status, response.statusText, response.headers.get('x-a')]).toEqual([404, 'No tea', 'b'])
      expect(response.headers.get('content-type')).toBe('application/json')
      expect(await response.json()).toEqual({ tea: 1 })
    }
    expect(cache.counts).toMatchObject({ fills: 1, hits: 2 })
  })

  test('leaves behind what belongs to one visitor or one connection', async () => {
    using _ = testCache()
    const headers = {
      'set-cookie': 'a=1',
      connection: 'close, x-hop',
      'x-hop': '1',
      te: 'x',
      'content-encoding': 'br',
      etag: '"a"',
    }
    const f = cached('a.ts#f', async () => new Response('packed', { headers }))
    for (const response of [await f(), await f()])
      expect([...response.headers.keys()].sort()).toEqual(['content-encoding', 'content-type', 'etag'])
  })

  test('may have no body', async () => {
    using cache = testCache()
    const f = cached('a.ts#f', async (status: number) => new Response(null, { status }))
    for (const status of [204, 205, 304, 200]) {
      for (const response of [await f(status), await f(status)])
        expect([response.status, response.body]).toEqual([status, null])
    }
    expect(cache.counts.fills).toBe(4)
  })

  test('streams its body to the first caller', async () => {
    using _ = testCache()
    const { stream, give } = steered<Uint8Array>()
    const f = cached('a.ts#f', async () => new Response(stream))
    give.enqueue(Buffer.from('a'))
    const reader = (await f()).body!.getReader()
    expect(Buffer.from((await reader.read()).value).toString()).toBe('a')
    give.enqueue(Buffer.from('b'))
    give.close()
    expect(await (await f()).text()).toBe('ab')
  })

  test('reads the same whether its chunks come at once or later, empty ones too', async () => {
    using cache = testCache()
    const { stream, give } = steered<Uint8Array>()
    const f = cached('a.ts#f', async () => new Response(stream))
    const first = (await f()).text()
    for (const text of ['a', '', 'b']) {
      give.enqueue(Buffer.from(text))
      await nextTurns(1)
    }
    give.close()
    expect([await first, await (await f()).text()]).toEqual(['ab', 'ab'])
    expect(cache.counts.fills).toBe(1)
  })

  test('of anything but bytes cannot be read, as if it were not cached', async () => {
    using cache = testCache()
    for (const texts of [['text'], ['te', 'xt']]) {
      const f = cached('a.ts#f', async () => new Response(ReadableStream.from(texts) as ReadableStream))
      for (let call = 0; call < 2; call++)
        await expect((await f()).text()).rejects.toThrow('A chunk of the body of a Response is a string, not bytes.')
    }
    expect(cache.counts.fills).toBe(0)
  })

  test('whose body was read is refused', async () => {
    using _ = testCache()
    const f = cached('a.ts#f', async () => {
      const response = new Response('a')
      await response.text()
      return response
    })
    await expect(f()).rejects.toThrow(
      'a.ts#f: its result is class Response whose body was read already, which cannot be cached. Return one that nobody has read',
    )
  })
})

describe('a registered type', () => {
  class Money {
    readonly #cents: bigint
    readonly currency: string
    constructor(cents: bigint, currency: string) {
      this.#cents = cents
      this.currency = currency
    }
    get cents(): bigint {
      return this.#cents
    }
  }
  const money = {
    class: Money,
    name: 'app/Money',
    encode: ({ cents, currency }: Money) => ({ cents, currency }),
    decode: ({ cents, currency }: { cents: bigint; currency: string }) => new Money(cents, currency),
  }

  test('works in arguments and results, each caller with an instance of its own', async () => {
    registerType(money)
    using cache = testCache()
    const double = cached('a.ts#double', async ({ price }: { price: Money }) => [
      new Money(price.cents * 2n, price.currency),
    ])
    const answers = [await double({ price: new Money(5n, 'EUR') }), await double({ price: new Money(5n, 'EUR') })]
    await double({ price: new Money(6n, 'EUR') })
    for (const [price] of answers) {
      expect(price).toBeInstanceOf(Money)
      expect([price!.cents, price!.currency]).toEqual([10n, 'EUR'])
    }
    expect(answers[0]![0]).not.toBe(answers[1]![0])
    expect(cache.counts.fills).toBe(2)
  })

  test('that cannot make what it is given is refused, and run again', async () => {
    class Even {
      readonly n: number
      constructor(n: number) {
        if (n % 2 !== 0) throw new RangeError('odd')
        this.n = n
      }
    }
    registerType({ class: Even, name: 'app/Even', encode: () => ++encoded, decode: (n) => new Even(n) })
    let encoded = 0
    using cache = testCache()
    const f = cached('a.ts#f', async () => ({ list: [new Even(0)] }))
    await expect(f()).rejects.toMatchObject({
      code: 'uncacheable-result',
      message: expect.stringContaining(
        'a.ts#f: its result, at .list[0]: `decode` of app/Even threw an error (see `cause`)',
      ),
      cause: new RangeError('odd'),
    })
    for (let call = 0; call < 2; call++) expect((await f()).list[0]!.n).toBe(2)
    expect(cache.counts).toMatchObject({ errors: 1, fills: 1, hits: 1 })
  })

  test('that cannot make any more what is kept makes a miss of it', async () => {
    let broken = false
    class Rate {
      readonly percent = 5
    }
    const decode = (): Rate => {
      if (broken) throw new RangeError('broken')
      return new Rate()
    }
    registerType({ class: Rate, name: 'app/Rate', encode: () => 0, decode })
    using cache = testCache()
    let runs = 0
    const body = async (): Promise<Rate | number> => (++runs % 2 === 1 ? new Rate() : runs)
    const own = cached('a.ts#own', body, { kind: 'private' })
    const ask = (f: () => Promise<unknown>) => async () => {
      broken = false
      expect(await f()).toBeInstanceOf(Rate)
      broken = true
      return await f()
    }
    expect(await ask(cached('a.ts#rate', body))()).toBe(2)
    inUse.runtime.events.on('hit', () => {})
    expect(await ask(cached('a.ts#rate', body))()).toBe(4)
    expect(await inRequest({ draft: false }, ask(own))).toBe(6)
    expect(cache.counts).toMatchObject({ hits: 0, misses: 6 })
  })

  test('whose name is taken is refused', () => {
    registerType(money)
    registerType(money)
    class Other {
      readonly other = 1
    }
    const other = { class: Other, name: money.name, encode: () => 1, decode: () => new Other() }
    expect(() => registerType(other)).toThrow(
      'class Money is registered as app/Money already. Give class Other another name.',
    )
    expect(() => registerType({ ...money, name: '' })).toThrow('needs a class and a name')
    expect(() => registerType({ ...money, decode: undefined as never })).toThrow('needs a function `decode`')
  })
})

describe('configured', () => {
  test("results: 'frozen' shares one value that nobody can change", async () => {
    using _ = testCache({ results: 'frozen' })
    const made = { rows: [{ n: 1 }], since: 1 }
    const f = cached('a.ts#f', async () => made)
    const [one, other] = [await f(), await f()]
    expect(one).toBe(other)
    expect(() => one.rows.push({ n: 2 })).toThrow(TypeError)
    expect(() => void (one.rows[0]!.n = 2)).toThrow(TypeError)
    made.rows.push({ n: 3 })
    expect(one).toEqual({ rows: [{ n: 1 }], since: 1 })
    const dated = cached('a.ts#dated', async () => ({ at: new Date(1) }))
    expect((await dated()).at).not.toBe((await dated()).at)
  })

  test("uncacheableResults: 'pass' hands on what cannot be cached, with one warning", async () => {
    using cache = testCache({ uncacheableResults: 'pass' })
    const warning = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
    class Session {
      readonly user = 1
    }
    const made = { session: new Session(), stream: ReadableStream.from([1]) }
    const f = cached('a.ts#f', async () => made)
    expect([await f(), await f()]).toEqual([made, made])
    expect((await f()).session).toBe(made.session)
    expect(await all(made.stream)).toEqual([1])
    expect(warning.mock.calls).toEqual([
      [expect.stringContaining('a.ts#f: its result, at .session is class Session'), { type: 'UseCacheWarning' }],
    ])
    warning.mockRestore()
    expect(cache.counts).toMatchObject({ misses: 3, hits: 0 })
  })

  test("uncacheableResults: 'pass' holds for chunks and promises inside of results, too", async () => {
    using cache = testCache({ uncacheableResults: 'pass' })
    const warning = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
    class Row {
      readonly n = 1
      readonly parts = ReadableStream.from([2])
    }
    const row = new Row()
    const chunks = cached('a.ts#chunks', async () => ReadableStream.from([1, row, 3]))
    const later = cached('a.ts#later', async () => ({ later: Promise.resolve([row]) }))
    for (let call = 0; call < 2; call++) expect(await all(await chunks())).toEqual([1, row, 3])
    const [one, other] = await Promise.all([later(), later()])
    expect([(await one.later)[0], (await other.later)[0]]).toEqual([row, row])
    expect((await one.later)[0]).toBe(row)
    await cache.settled()
    expect(await all(row.parts), 'nobody has read what is in it').toEqual([2])
    expect(warning).toHaveBeenCalledTimes(2)
    expect(warning.mock.calls[0]![0]).toMatch('a.ts#chunks: its result is class Row, which cannot be cached')
    warning.mockRestore()
    expect(cache.counts).toMatchObject({ hits: 0, errors: 0 })
  })

  test('options that mean nothing are refused', () => {
    expect(() => configure({ results: 'shared' as never })).toThrow("`results` must be 'copied' or 'frozen'")
    expect(() => configure({ uncacheableResults: true as never })).toThrow("must be 'error' or 'pass'")
    expect(() => configure({ maxRecording: -1 })).toThrow('`maxRecording` (bytes) must be a number')
  })
})

test('what all readers have read of a stream that is too long does not stay', async () => {
  using _ = testCache({ maxRecording: 1000 })
  let given = 0
  const f = cached('a.ts#f', async () => {
    const pull = (controller: ReadableStreamDefaultController<string>): void =>
      controller.enqueue(`${given++}`.padEnd(100_000))
    return new ReadableStream<string>({ pull })
  })
  const reader = (await f()).getReader()
  await collectGarbage()
  const before = process.memoryUsage().heapUsed
  for (let index = 0; index < 1000; index++) await reader.read()
  await collectGarbage()
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(30_000_000)
  await reader.cancel()
})
