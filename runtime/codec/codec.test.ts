import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { same } from '../key/fixture-same.ts'
import { graph, plain } from '../key/fixture-values.ts'
import { KeptInstance, KeptPromise, KeptResponse, KeptStream } from '../value/kept.ts'
import { registerType } from '../key/registered.ts'
import { CodecError } from '../errors.ts'
import { decodeValue } from './decode-value.ts'
import { encodeValue } from './encode-value.ts'

function there(value: unknown): Uint8Array {
  return encodeValue(value) as Uint8Array
}

const roundTrip = (value: unknown): unknown => decodeValue(there(value))

describe('whatever the value', () => {
  test('it is the same after it was encoded and decoded', () => {
    for (const values of [plain, graph]) {
      fc.assert(
        fc.property(values, (value) => {
          expect(same(roundTrip(value), value)).toBe(true)
        }),
        { numRuns: 3000 },
      )
    }
  })

  test('changed, cut and random bytes are a value or a CodecError, never anything else', () => {
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }))
    const bytes = fc.oneof(
      fc.tuple(graph, fc.array(change, { minLength: 1, maxLength: 4 })).map(([value, changes]) => {
        const changed = there(value)
        for (const [at, byte] of changes) changed[1 + (at % (changed.length - 1))] = byte
        return changed
      }),
      fc.tuple(graph, fc.nat()).map(([value, at]) => there(value).slice(0, at % there(value).length)),
      fc.uint8Array({ maxLength: 200 }).map((random) => new Uint8Array([1, ...random])),
    )
    fc.assert(
      fc.property(bytes, (hostile) => {
        try {
          decodeValue(hostile)
        } catch (error) {
          expect(error).toBeInstanceOf(CodecError)
        }
      }),
      { numRuns: 10_000 },
    )
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})

test('keeps every kind of value', () => {
  const bytes = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8])
  const both = new ArrayBuffer(8)
  const growing = new ArrayBuffer(4, { maxByteLength: 16 })
  const ring: unknown[] = []
  ring.push(ring, new Map([[ring, ring]]), new Set([ring]), Object.assign(new Error('ring'), { ring }))
  const values: unknown[] = [
    [0, -0, NaN, Infinity, 95, 96, -1, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, 2 ** 53, 0.1, 5e-324],
    [0n, -1n, 2n ** 200n, -(2n ** 63n), Symbol.for('tea'), '', 'x'.repeat(31), 'x'.repeat(32), 'é', '€', '\ud800'],
    ['x'.repeat(5000), '€'.repeat(5000), [], {}, Object.create(null), new Date(NaN), new Date(-1)],
    [[, 1, , undefined, ,], Array(1000), Object.assign([, 'a'], { index: 1, 5.5: 2 }), [[[]]], ring],
    [JSON.parse('{"__proto__":{"a":1},"constructor":2}'), JSON.parse('[{"__proto__":1},{"__proto__":2}]')],
    [/a/giu, new URL('https://a.example/?b#c'), new URLSearchParams('a=1&a=2'), new Number(-0), Object(1n)],
    [new Headers({ a: '1, 2', 'set-cookie': 'a=1' }), new String('x'), Object(Symbol.for('a'))],
    [bytes, new DataView(bytes.buffer, 2, 3), [new Uint8Array(both), new Int16Array(both, 2), both], growing],
    [Int8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array].map((View) => new View([1, 200])),
    [new Float32Array([0.5]), new Float64Array([-0]), new BigInt64Array([-1n]), new BigUint64Array([1n])],
  ].flat()
  for (const [index, value] of values.entries()) expect(same(roundTrip(value), value), `value ${index}`).toBe(true)
  expect((roundTrip(growing) as ArrayBuffer).maxByteLength).toBe(16)
  const buffer = roundTrip(Buffer.from('tea')) as Buffer
  expect([Buffer.isBuffer(buffer), buffer.toString()]).toEqual([true, 'tea'])
})

test('decoded bytes are in memory of their own', () => {
  const encoded = there(new Uint8Array([1, 2, 3]))
  const decoded = decodeValue(encoded) as Uint8Array
  encoded.fill(0)
  expect([...decoded]).toEqual([1, 2, 3])
  expect(decoded.buffer.byteLength).toBe(3)
})

test('errors keep class, name, message, stack, cause and fields; of a class that nobody else knows, its name', () => {
  class NotFound extends Error {
    readonly status = 404
  }
  for (const error of [
    new TypeError('a', { cause: { b: 1 } }),
    new AggregateError([new Error('c')], 'd'),
    Object.assign(new Error('e'), { name: 'E' }),
  ]) {
    const decoded = roundTrip(error) as Error
    expect(same(decoded, error)).toBe(true)
    expect(Object.prototype.propertyIsEnumerable.call(decoded, 'message')).toBe(false)
  }
  const decoded = roundTrip(new NotFound('tea')) as NotFound
  expect(decoded).toBeInstanceOf(Error)
  expect([decoded.name, decoded.message, decoded.status, Object.keys(decoded)]).toEqual([
    'NotFound',
    'tea',
    404,
    ['status'],
  ])
  const late = roundTrip(new (class Late extends DOMException {})('late', 'TimeoutError')) as Error
  expect([late.name, late.message]).toEqual(['TimeoutError', 'late'])
  const aborted = roundTrip(new DOMException('late', 'TimeoutError')) as DOMException
  expect([aborted instanceof DOMException, aborted.name, aborted.message, aborted.code]).toEqual([
    true,
    'TimeoutError',
    'late',
    23,
  ])
})

test('blobs, files and forms take their bytes along', async () => {
  const file = new File(['tea'], 'té.txt', { type: 'text/plain', lastModified: 5 })
  const form = new FormData()
  form.append('text', 'a')
  form.append('file', file)
  form.append('text', 'b')
  const after = { after: 1 }
  const value = [file, form, new Blob(['x'], { type: 'a/b' }), file, after, after] as const
  const decoded = decodeValue(await encodeValue(value)) as typeof value
  expect([decoded[0].name, decoded[0].type, decoded[0].lastModified, await decoded[0].text()]).toEqual([
    'té.txt',
    'text/plain',
    5,
    'tea',
  ])
  expect([...decoded[1].keys()]).toEqual(['text', 'file', 'text'])
  expect(await (decoded[1].get('file') as File).text()).toBe('tea')
  expect([decoded[2].type, await decoded[2].text()]).toEqual(['a/b', 'x'])
  expect(decoded[3]).toBe(decoded[0])
  expect(decoded[5]).toBe(decoded[4])
})

test('keeps what stands for promises, streams, responses and instances of registered classes', () => {
  const promise = Object.assign(new KeptPromise(), { value: [1] })
  const stream = new KeptStream('iterable')
  for (const chunk of [1, promise, { a: 1 }]) stream.append(chunk)
  stream.returned = 'end'
  const body = new KeptStream('bytes')
  body.append(new Uint8Array([1]))
  const response = new KeptResponse(404, 'No', [['a', 'b']], body)
  const empty = new KeptResponse(204, '', [], undefined)
  registerType({
    class: Money,
    name: 'Money',
    encode: ({ cents }) => cents,
    decode: (cents: number) => new Money(cents),
  })
  const instance = Object.assign(new KeptInstance('Money'), { data: 5 })
  const value = { promise, stream, response, empty, instance, again: response }
  expect(roundTrip(value)).toEqual(value)
  expect((roundTrip(value) as typeof value).again).toBeInstanceOf(KeptResponse)
})

class Money {
  readonly cents: number
  constructor(cents: number) {
    this.cents = cents
  }
}

test('an instance of a class that nobody registered is not read', () => {
  expect(() => roundTrip(Object.assign(new KeptInstance('Nobody'), { data: 5 }))).toThrow(
    expect.objectContaining({ code: 'unknown-type', message: expect.stringContaining('Call registerType()') }),
  )
})

test('rows with equal columns name them once', () => {
  const rows = Array.from({ length: 1000 }, (_, id) => ({ identifier: id, description: 'tea' }))
  expect(there(rows).length).toBeLessThan(10_000)
  expect(same(roundTrip(rows), rows)).toBe(true)
})

test('nests as deep as what is kept, and no deeper', () => {
  const nested = (levels: number): unknown => {
    let value: unknown = 1
    for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { value }
    return value
  }
  expect(same(roundTrip(nested(1000)), nested(1000))).toBe(true)
  expect(() => encodeValue(nested(5000))).toThrow(CodecError)
  expect(() => decodeValue(new Uint8Array(100_000).fill(0x10).fill(1, 0, 1))).toThrow(CodecError)
})

test('what only this process can hold is refused with its place', async () => {
  const key = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, ['sign'])
  expect(() => encodeValue({ secrets: [key] })).toThrow(
    'This value, at .secrets[0], is class CryptoKey, which cannot be written as bytes. It can be kept in the memory of this process only.',
  )
  expect(() => encodeValue(() => {})).toThrow(CodecError)
})

test('bytes of another version say so', () => {
  const encoded = there({ a: 1 })
  encoded[0] = 7
  expect(() => decodeValue(encoded)).toThrow(
    'These bytes begin with version 7 of the encoding, this use-cache reads version 1.',
  )
  expect(() => decodeValue(encoded)).toThrow(expect.objectContaining({ code: 'other-codec' }))
  expect(() => decodeValue(new Uint8Array())).toThrow(expect.objectContaining({ code: 'corrupt-bytes' }))
  expect(() => decodeValue(Buffer.from('{"a":1}'))).toThrow(expect.objectContaining({ code: 'other-codec' }))
})

test('a property beside the elements of an array makes it no longer', () => {
  const named = (name: string): Uint8Array =>
    new Uint8Array([1, 0x11, 0, 1, 0x80 + name.length, ...Buffer.from(name), 0x01])
  expect(Object.keys(decodeValue(named('index')) as object)).toEqual(['index'])
  for (const name of ['4294967294', '0', 'length'])
    expect(() => decodeValue(named(name)), name).toThrow(expect.objectContaining({ code: 'corrupt-bytes' }))
})

test('bytes that promise much take no memory for it', () => {
  const large = [0xff, 0xff, 0xff, 0xff, 0x0f]
  const hostile = [
    [0x10, ...large],
    [0x10, ...large, 0x0c, ...large],
    [0x21, ...large],
    [0x09, ...large],
    [0x0a, ...large],
    [0x12, ...large],
    [0x2b, 0, ...large],
    [0x2c, 2, ...large, ...large, 0x2b, 0, 0],
    [0x31, 0, ...large],
  ]
  const before = process.memoryUsage().rss
  for (const bytes of hostile) expect(() => decodeValue(new Uint8Array([1, ...bytes]))).toThrow(CodecError)
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
})
