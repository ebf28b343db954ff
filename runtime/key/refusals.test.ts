import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { pick } from '../abi.ts'
import { cached, capturing } from '../fixture-cached.ts'
import { ValueError } from '../index.ts'
import { testCache } from '../testing.ts'

class Session {
  readonly token = 'secret'
}

const ids = { parameters: ['category', 'options'] }
const getProducts = cached('src/products.ts#getProducts', async (...args: unknown[]) => args.length, ids)

async function messageOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ValueError)
  return (error as ValueError).message
}

test('an argument that cannot be part of a key names function, argument, path and class, and what to do', async () => {
  const error = getProducts('tea', { user: { session: new Session() } })
  await expect(error).rejects.toMatchObject({
    name: 'ValueError',
    code: 'uncacheable-argument',
    function: 'src/products.ts#getProducts',
    path: '.user.session',
    message:
      'src/products.ts#getProducts: argument 2 (options), .user.session: class Session cannot be part of a cache key. ' +
      'Pass the data that the function needs (an id, a string, a plain object) instead.',
  })
  const unnamed = cached('a.ts#f', async (..._args: unknown[]) => {})
  expect(await messageOf(unnamed([new Session()]))).toContain('a.ts#f: argument 1, [0]: class Session cannot')
})

test('paths lead through arrays, maps, sets, odd names and errors', async () => {
  const f = cached('a.ts#f', async (..._args: unknown[]) => {})
  const bad = new Session()
  const paths: [unknown, string][] = [
    [[1, [bad]], '[1][0]'],
    [new Map([['a', { b: bad }]]), '.values()[0].b'],
    [new Map([[bad, 1]]), '.keys()[0]'],
    [new Set([1, bad]), '.values()[1]'],
    [{ 'not a name': [bad] }, '["not a name"][0]'],
    [{ first: 1, last: bad, ünï: 1 }, '.last'],
    [new Error('x', { cause: bad }), '.cause'],
  ]
  for (const [value, path] of paths) {
    await expect(f(1, value)).rejects.toMatchObject({ path, message: expect.stringContaining(`argument 2, ${path}: `) })
  }
})

test('says what stands there', async () => {
  const f = cached('a.ts#f', async (..._args: unknown[]) => {})
  const values: [unknown, string][] = [
    [function load(): void {}, 'the function load cannot'],
    [Session, 'class Session itself cannot'],
    [new Request('https://a.example'), 'class Request cannot'],
    [new ReadableStream(), 'class ReadableStream cannot'],
    [new (class Money extends Map {})(), 'class Money cannot'],
    [new (class extends Array {})(), 'an object with a prototype of its own cannot'],
    [Object.create({ a: 1 }), 'an object with a prototype of its own cannot'],
    [Object(1), 'class Number cannot'],
    [new WeakMap(), 'class WeakMap cannot'],
    [new SharedArrayBuffer(1), 'class SharedArrayBuffer cannot'],
    [Symbol('local'), 'the symbol Symbol(local) cannot'],
    [Symbol.iterator, 'the symbol Symbol(Symbol.iterator) cannot'],
  ]
  for (const [value, words] of values) {
    expect(await messageOf(f({ value }))).toContain(words)
    expect(await messageOf(f(new Map([[1, value]])))).toContain(words)
  }
})

test('a captured variable is called by its name', async () => {
  const request = { session: new Session() }
  const list = capturing(
    'a.ts#list',
    () => [pick(request, { session: 0 }), 1],
    async () => {},
    {
      captures: ['request.session', 'page'],
    },
  )
  await expect(list()).rejects.toMatchObject({
    code: 'uncacheable-capture',
    message: expect.stringContaining('a.ts#list: captured variable request.session: class Session cannot'),
  })
  const shorter = capturing(
    'a.ts#list',
    () => [1, () => {}],
    async () => {},
    { captures: ['page', 'load'] },
  )
  expect(await messageOf(shorter())).toContain('captured variable load: the function')
  const both = capturing(
    'a.ts#list',
    () => [1],
    async () => {},
    { captures: ['page'] },
  )
  expect(await messageOf(both(2, [new Session()]))).toContain('argument 2, [0]: class Session')
})

test('a result that cannot be kept names its place', async () => {
  const results: [unknown, string][] = [
    [
      { rows: [{ price: new Session() }] },
      'a.ts#f: its result, at .rows[0].price is class Session, which cannot be cached.',
    ],
    [new Session(), 'a.ts#f: its result is class Session, which cannot be cached. Return plain data made from it.'],
    [{ load: () => {} }, 'its result, at .load is the function load'],
    [new Map([['a', Symbol('local')]]), 'its result, at .get("a") is the symbol Symbol(local)'],
    [Response.error(), 'its result is Response.error()'],
    [new WeakMap(), 'its result is class WeakMap'],
    [Readable.from([1]), 'class Readable, which cannot be cached. Return it as a ReadableStream (for a stream of Node'],
    [[1].values().map(String), 'which cannot be cached. Return plain data made from it.'],
    [numbers(), 'which cannot be cached. Return an array made from it, or an async generator.'],
    [locked(), 'its result is class ReadableStream which somebody reads already'],
  ]
  using cache = testCache()
  for (const [result, message] of results) {
    const f = cached('a.ts#f', async () => result)
    await expect(f()).rejects.toMatchObject({ code: 'uncacheable-result', message: expect.stringContaining(message) })
  }
  expect(cache.counts).toMatchObject({ errors: results.length, fills: 0 })
})

test('getters and proxies that throw say where, and keep the cause', async () => {
  const cause = new RangeError('no')
  const failing = Object.defineProperty({ a: 1 }, 'boom', {
    enumerable: true,
    get() {
      throw cause
    },
  })
  const f = cached('a.ts#f', async (..._args: unknown[]) => {})
  await expect(f({ deep: [failing] })).rejects.toMatchObject({ path: '.deep[0].boom', cause })
  const proxy = new Proxy(
    {},
    {
      ownKeys() {
        throw cause
      },
    },
  )
  await expect(f({ proxy })).rejects.toMatchObject({ path: '.proxy', cause })
  const result = cached('a.ts#g', async () => ({ deep: failing }))
  await expect(result()).rejects.toMatchObject({ code: 'uncacheable-result', path: '.deep.boom', cause })
})

test('a proxy that throws whatever is done, or was revoked, is unreadable', async () => {
  const f = cached('a.ts#f', async (..._args: unknown[]) => {})
  const cause = new RangeError('no')
  const refuse = (): never => {
    throw cause
  }
  const traps = ['get', 'ownKeys', 'getPrototypeOf', 'getOwnPropertyDescriptor'] as const
  for (const trap of traps) {
    const proxy = new Proxy({ a: 1 }, { [trap]: refuse })
    await expect(f({ proxy }), trap).rejects.toMatchObject({
      name: 'ValueError',
      path: expect.stringMatching(/^\.proxy/),
      cause,
    })
  }
  for (const target of [{}, [], () => {}]) {
    const { proxy, revoke } = Proxy.revocable(target, {})
    revoke()
    expect(await messageOf(f([proxy]))).toContain('argument 1, [0]: reading it threw an error (see `cause`).')
    expect(await messageOf(f(proxy))).toContain('argument 1: reading it threw an error')
  }
})

test('so is everything else that throws when it is looked at, in arguments and in results', async () => {
  const cause = new RangeError('no')
  const refuse = (): never => {
    throw cause
  }
  const failing: unknown[] = [
    new Proxy([1], { get: refuse }),
    Object.assign(new Date(0), { getTime: refuse }),
    Object.assign(new Map(), { [Symbol.iterator]: refuse }),
    Object.defineProperty(new Error('x'), 'field', { enumerable: true, get: refuse }),
    Object.create(Object.defineProperty({}, 'constructor', { get: refuse })),
  ]
  const f = cached('a.ts#f', async (..._args: unknown[]) => {})
  for (const value of failing) {
    await expect(f(1, { value })).rejects.toMatchObject({
      name: 'ValueError',
      path: expect.stringMatching(/^\.value/),
      cause,
    })
    const result = cached('a.ts#g', async () => ({ value }))
    await expect(result()).rejects.toMatchObject({
      code: 'uncacheable-result',
      path: expect.stringMatching(/^\.value/),
      cause,
    })
  }
  const whole = cached('a.ts#g', async () => failing.at(-2))
  await expect(whole()).rejects.toMatchObject({ code: 'uncacheable-result', path: '', cause })
  const buffer = new ArrayBuffer(8)
  const views = [new Uint8Array(buffer), new DataView(buffer)]
  structuredClone(buffer, { transfer: [buffer] })
  for (const value of [buffer, ...views]) {
    await expect(f(value)).rejects.toMatchObject({ name: 'ValueError', cause: expect.any(TypeError) })
    await expect(cached('a.ts#g', async () => value)()).rejects.toMatchObject({ code: 'uncacheable-result' })
  }
})

test('a proxy that shows something else each time is keyed by what the body gets', async () => {
  using cache = testCache()
  let reads = 0
  const lively = new Proxy({ n: 0 }, { get: (target, name) => (name === 'n' ? ++reads : Reflect.get(target, name)) })
  const f = cached('a.ts#f', async (value: { n: number }) => value.n)
  const seen = await f(lively)
  expect(await f({ n: seen })).toBe(seen)
  expect(cache.counts.fills).toBe(1)
})

test('an object whose own key method fails says so', async () => {
  const f = cached('a.ts#f', async (..._args: unknown[]) => {})
  const cause = new RangeError('no key')
  const failing = {
    [Symbol.for('use-cache.key')]() {
      throw cause
    },
  }
  await expect(f({ failing })).rejects.toMatchObject({
    cause,
    message: expect.stringContaining(
      "a.ts#f: argument 1, .failing[Symbol.for('use-cache.key')](): reading it threw an error",
    ),
  })
})

test('a proxy of plain data is what it shows', async () => {
  using cache = testCache()
  const f = cached('a.ts#f', async (value: unknown) => value)
  expect(await f(new Proxy({ a: [1] }, {}))).toEqual({ a: [1] })
  await f({ a: [1] })
  expect(cache.counts.fills).toBe(1)
})

test('what is nested too deeply is refused, whatever the stack', async () => {
  const deep = (levels: number): unknown => {
    let value: unknown = {}
    for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { value }
    return value
  }
  const f = cached('a.ts#f', async (value: unknown) => value)
  expect(await f(deep(900))).toEqual(deep(900))
  expect(await messageOf(f(deep(5000)))).toMatch(/^.{1,300}: nested more than 1000 levels deep/)
  const g = cached('a.ts#g', async () => deep(5000))
  await expect(g()).rejects.toMatchObject({
    code: 'uncacheable-result',
    message: expect.stringContaining('1000 levels'),
  })
})

test('a key that is too large is refused, wherever the size comes from', async () => {
  const f = cached('a.ts#f', async (..._args: unknown[]) => {})
  const large = [
    ['x'.repeat(10_000_000)],
    [{ text: 'x'.repeat(2_000_000) }],
    [new Uint8Array(2_000_000)],
    [Array.from({ length: 600_000 }, (_, index) => index)],
    [Object.assign([], { length: 1e9 })],
    ['x'.repeat(700_000), 'x'.repeat(700_000)],
  ]
  for (const args of large) {
    await expect(f(...args)).rejects.toMatchObject({
      code: 'key-too-large',
      message: expect.stringMatching(
        /argument \d.*: .* MiB, more than the 1 MiB that a cache key may have\. Pass an id/,
      ),
    })
  }
})

test('names that mean something to the engine are names like others', async () => {
  using cache = testCache()
  const f = cached('a.ts#f', async (value: object) => Object.keys(value))
  const hostile = JSON.parse('{"__proto__":{"admin":true},"constructor":1,"toString":2,"then":3}') as object
  expect(await f(hostile)).toEqual(['__proto__', 'constructor', 'toString', 'then'])
  expect(await f(hostile)).toEqual(['__proto__', 'constructor', 'toString', 'then'])
  expect(await f({ constructor: 1, toString: 2, then: 3 })).not.toContain('__proto__')
  expect(cache.counts.fills).toBe(2)
  expect(({} as { admin?: boolean }).admin).toBeUndefined()
})

test('an object may say itself what stands for it in a key', async () => {
  using cache = testCache()
  class Account {
    readonly id: number
    readonly password = Math.random()
    constructor(id: number) {
      this.id = id
    }
    [Symbol.for('use-cache.key')](): unknown {
      return { id: this.id }
    }
  }
  const name = cached('a.ts#name', async (account: Account) => `${account instanceof Account} ${account.id}`)
  expect(await name(new Account(1))).toBe('true 1')
  expect(await name(new Account(1))).toBe('true 1')
  await name(new Account(2))
  expect(cache.counts.fills).toBe(2)
  const plain = { fn() {}, [Symbol.for('use-cache.key')]: () => 'plain' }
  const call = cached('a.ts#call', async (value: typeof plain) => typeof value.fn)
  expect(await call(plain)).toBe('function')
  await expect(call({ ...plain, [Symbol.for('use-cache.key')]: () => new Session() } as never)).rejects.toThrow(
    'class Session',
  )
  await expect(call({ ...plain, [Symbol.for('use-cache.key')]: 'no method' } as never)).rejects.toThrow('is no method')
})

function* numbers(): Generator<number> {
  yield 1
}

function locked(): ReadableStream {
  const stream = new ReadableStream()
  stream.getReader()
  return stream
}
