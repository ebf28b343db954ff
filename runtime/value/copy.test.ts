import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cached } from '../fixture-cached.ts'
import { collectGarbage } from '../fixture-garbage.ts'
import { testCache } from '../testing.ts'
import { same } from '../key/fixture-same.ts'
import { graph, plain } from '../key/fixture-values.ts'

/** What call 1 and call 2 of a function that returns `value` answer. */
async function twice<Value>(value: Value): Promise<[Value, Value]> {
  using cache = testCache()
  const constant = cached('a.ts#constant', async () => value)
  const answers: [Value, Value] = [await constant(), await constant()]
  expect(cache.counts).toMatchObject({ fills: 1, hits: 1 })
  return answers
}

describe('whatever the value', () => {
  test('call 1, call 2 and what the body returned are the same', async () => {
    for (const values of [plain, graph]) {
      await fc.assert(
        fc.asyncProperty(values, async (value) => {
          for (const answer of await twice(value)) expect(same(answer, value)).toBe(true)
        }),
        { numRuns: 1000 },
      )
    }
  })

  test('nothing that one caller does to its copy is seen by another', async () => {
    await fc.assert(
      fc.asyncProperty(graph, async (value) => {
        using _ = testCache()
        const constant = cached('a.ts#constant', async () => value)
        const [first, second] = [await constant(), await constant()]
        for (const object of objectsIn(first)) spoil(object)
        for (const answer of [second, await constant()]) expect(same(answer, value)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})

test('keeps what structured clone can carry, and more', async () => {
  const bytes = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8])
  const both = new ArrayBuffer(8)
  const ring: unknown[] = []
  ring.push(ring)
  const values: unknown[] = [
    new Date(5),
    new Date(NaN),
    /a/giu,
    new Map([[{ a: 1 }, new Set([1])]]),
    [, 1, ,],
    Object.assign(Object.create(null), { a: 1 }),
    bytes,
    new DataView(bytes.buffer, 2, 3),
    new Float64Array(2),
    new BigUint64Array([1n]),
    both,
    [new Uint8Array(both), new Int16Array(both, 2)],
    ring,
    new URL('https://a.example/?b#c'),
    new URLSearchParams('a=1&a=2'),
    new Headers([
      ['a', '1'],
      ['set-cookie', 'x'],
      ['set-cookie', 'y'],
    ]),
    new Number(1),
    new String('x'),
    new Boolean(false),
    { nested: { when: new Date(1), list: [new Date(2)] } },
    Object.assign(['a'], { index: 3 }),
    Object.assign([, 'a'], { groups: { x: 1 } }),
    { ['__proto__']: { a: 1 }, a: undefined },
  ]
  for (const [index, value] of values.entries())
    for (const answer of await twice(value)) expect(same(answer, value), `value ${index}`).toBe(true)
})

test('an error keeps class, message, stack, cause and fields, and stays an error', async () => {
  class NotFound extends Error {
    readonly status = 404
    describe(): string {
      return `${this.status} ${this.message}`
    }
  }
  const error = new NotFound('tea', { cause: new TypeError('inner') })
  for (const answer of await twice({ error })) {
    expect(answer.error).not.toBe(error)
    expect(answer.error).toBeInstanceOf(NotFound)
    expect(answer.error.describe()).toBe('404 tea')
    expect(answer.error.stack).toBe(error.stack)
    expect(answer.error.cause).toBeInstanceOf(TypeError)
    expect(Object.prototype.toString.call(answer.error)).toBe('[object Error]')
    expect(Object.keys(answer.error)).toEqual(['status'])
  }
  for (const answer of await twice(new AggregateError([new Error('a')], 'all')))
    expect(answer.errors[0]).toBeInstanceOf(Error)
  for (const answer of await twice(new DOMException('late', 'TimeoutError'))) {
    expect(answer).toBeInstanceOf(DOMException)
    expect([answer.name, answer.message, answer.code]).toEqual(['TimeoutError', 'late', 23])
  }
})

test('bytes of a buffer are its own, whatever pool it was cut from', async () => {
  const buffer = Buffer.from('tea')
  const [one, other] = await twice(buffer)
  one[0] = 0
  expect([Buffer.isBuffer(one), other.toString(), buffer.toString()]).toEqual([true, 'tea', 'tea'])
})

test('blobs and files keep their content, name and type', async () => {
  const file = new File(['tea'], 'tea.txt', { type: 'text/plain', lastModified: 5 })
  for (const answer of await twice(file)) {
    expect([await answer.text(), answer.name, answer.type, answer.lastModified]).toEqual([
      'tea',
      'tea.txt',
      'text/plain',
      5,
    ])
  }
})

test('blobs and files are one for each caller, those of a form too', async () => {
  const form = new FormData()
  form.append('file', new File(['tea'], 'tea.txt'))
  const answers = await twice([new File(['tea'], 'tea.txt'), new Blob(['tea']), form] as const)
  const blobs = answers.flatMap(([file, blob, form]) => [file, blob, form.get('file') as File])
  expect(new Set(blobs).size).toBe(6)
  for (const blob of blobs) expect(await blob.text()).toBe('tea')
})

test('what is frozen to the ground is handed out as it is', async () => {
  const frozen = Object.freeze({ list: Object.freeze([1, 2]) })
  expect(await twice(frozen)).toEqual([frozen, frozen])
  for (const answer of await twice(frozen)) expect(answer).toBe(frozen)
  const half = Object.freeze({ list: [1] })
  const [one, other] = await twice(half)
  one.list.push(2)
  expect([other.list, half.list]).toEqual([[1], [1]])
  let reads = 0
  const lively = Object.freeze({
    get n() {
      return ++reads
    },
  })
  const [first, second] = await twice(lively)
  expect([first.n, first.n, second.n]).toEqual([1, 1, 1])
})

test('symbols and hidden properties stay behind, as in structured clone', async () => {
  const value = Object.defineProperty({ a: 1, [Symbol.for('b')]: 2 }, 'c', { value: 3 })
  for (const answer of await twice(value)) expect(Reflect.ownKeys(answer)).toEqual(['a'])
})

test('a part of a text does not keep the whole of it', async () => {
  using _ = testCache()
  const title = cached('a.ts#title', async (_page: string) => {
    const page = Buffer.alloc(10_000_000, 'x').toString()
    return [page.slice(5, 25), page.slice(6, 26)]
  })
  const held = (): number => process.memoryUsage().heapUsed + process.memoryUsage().external
  const before = held()
  for (let page = 0; page < 20; page++) await title(`page ${page}`)
  await collectGarbage()
  expect(held() - before).toBeLessThan(50_000_000)
})

function objectsIn(value: unknown, met: Set<object> = new Set()): Set<object> {
  if (typeof value !== 'object' || value === null || met.has(value)) return met
  met.add(value)
  const inner: unknown[] = value instanceof Map ? [...value].flat(1) : value instanceof Set ? [...value] : []
  for (const each of [...inner, ...Object.values(value)]) objectsIn(each, met)
  return met
}

function spoil(object: object): void {
  if (object instanceof Map || object instanceof Set) object.clear()
  else if (object instanceof Date) object.setTime(1)
  else if (object instanceof URL) object.hash = 'spoiled'
  else if (object instanceof Error) object.message = 'spoiled'
  if (ArrayBuffer.isView(object)) (object as Uint8Array).fill(9)
  else {
    for (const name of Object.keys(object)) Reflect.deleteProperty(object, name)
    Object.defineProperty(object, 'spoiled', { value: true, enumerable: true })
  }
}
