import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Copier } from '../value/copier.ts'
import { encode } from './encode.ts'
import { collectGarbage } from '../fixture-garbage.ts'
import { same } from './fixture-same.ts'
import { graph, neighbours, plain, primitive } from './fixture-values.ts'

const key = (...values: unknown[]): string => encode(values)!
const portable = (...values: unknown[]): string => encode(values, undefined, true)!

describe('one key for one meaning', () => {
  test('two values have the same key exactly when nobody can tell them apart', () => {
    const pairs = [...[primitive, plain, graph].map((values) => fc.tuple(values, values)), neighbours]
    for (const pair of pairs) {
      fc.assert(
        fc.property(pair, ([one, other]) => {
          expect(key(one) === key(other)).toBe(same(one, other))
          expect(portable(one) === portable(other)).toBe(same(one, other))
        }),
        { numRuns: 3000 },
      )
    }
  })

  test('lists of values too: no two run into each other', () => {
    const list = fc.array(fc.oneof(primitive, plain), { maxLength: 3 })
    fc.assert(
      fc.property(list, list, (one, other) => {
        expect(key(...one) === key(...other)).toBe(same(one, other))
      }),
      { numRuns: 5000 },
    )
  })

  test('what a body gets has the key of what it was called with', () => {
    fc.assert(
      fc.property(graph, (value) => {
        expect(key(new Copier('argument').copy(value))).toBe(key(value))
      }),
      { numRuns: 2000 },
    )
  })

  test('the order of properties does not count', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), plain, { maxKeys: 8 }), (object) => {
        const turned = Object.fromEntries(Object.entries(object).reverse())
        expect(key({ ...turned })).toBe(key({ ...object }))
        expect(portable({ ...turned })).toBe(portable({ ...object }))
      }),
    )
  })
})

test('tells apart what is easily confused', () => {
  const bytes = [1, 2, 3, 4, 5, 6, 7, 8]
  const values: unknown[] = [
    null,
    -0,
    [0],
    [-0],
    { a: -0 },
    { a: 0 },
    undefined,
    'null',
    'undefined',
    new Date(NaN),
    NaN,
    'NaN',
    [],
    {},
    '',
    Object.create(null),
    new Map(),
    new Set(),
    [[]],
    [undefined],
    [,],
    [null],
    [, ,],
    { a: undefined },
    { a: null },
    new Date(0),
    new Date(0).toISOString(),
    0,
    new Map([['a', 1]]),
    new Set(['a', 1]),
    ['a', 1],
    [['a', 1]],
    { a: 1 },
    new Map([
      ['a', 1],
      ['b', 2],
    ]),
    new Map([
      ['b', 2],
      ['a', 1],
    ]),
    new URL('https://a.example/'),
    'https://a.example/',
    /a/,
    /a/g,
    '/a/',
    new RegExp(''),
    new URLSearchParams('a=1'),
    'a=1',
    new Headers({ a: '1' }),
    new Headers([
      ['a', '1'],
      ['b', '2'],
    ]),
    new Uint8Array(bytes),
    new Uint8ClampedArray(bytes),
    new Int8Array(bytes),
    new Uint16Array(new Uint8Array(bytes).buffer),
    new Float64Array(new Uint8Array(bytes).buffer),
    new BigInt64Array(new Uint8Array(bytes).buffer),
    new DataView(new Uint8Array(bytes).buffer),
    new Uint8Array(bytes).buffer,
    Buffer.from(bytes),
    bytes,
    new Error('a'),
    new TypeError('a'),
    new Error('b'),
    new Error('a', { cause: 1 }),
    Object.assign(new Error('a'), { code: 'x' }),
    new DOMException('a', 'AbortError'),
    Symbol.for('a'),
    'a',
    'Symbol(a)',
    1n,
    1,
    '1',
    true,
    'true',
  ]
  const keys = values.map((value) => key(value))
  const twice = keys.map((each, index) => [index, keys.indexOf(each)]).filter(([index, first]) => index !== first)
  expect(twice).toEqual([])
  expect(new Set(values.map((value) => portable(value))).size).toBe(values.length)
})

test('sees cycles and what is shared', () => {
  const shared = { x: 1 }
  const ring: Record<string, unknown> = { x: 1 }
  ring.self = ring
  const other: Record<string, unknown> = { x: 1, self: { x: 1 } }
  ;(other.self as Record<string, unknown>).self = other
  const keys = [key([shared, shared]), key([shared, { x: 1 }]), key(ring), key(other), key({ x: 1, self: ring })]
  expect(new Set(keys).size).toBe(keys.length)
  expect(key([{ x: 1 }, shared])).toBe(key([shared, { x: 1 }]))
})

test('finds objects met before also among very many', () => {
  const many = Array.from({ length: 500 }, (_, id) => ({ id }))
  expect(key([...many, many[7]])).not.toBe(key([...many, many[8]]))
  expect(key([...many, many[480]])).toBe(key(structuredClone([...many, many[480]])))
  expect(key([...many, many[7]])).not.toBe(key([...many, { id: 7 }]))
})

test('has room for any size up to the limit', () => {
  for (const length of [31, 32, 100, 4000, 5000, 100_000]) {
    const text = 'x'.repeat(length)
    expect(key(text)).not.toBe(key(`${text.slice(1)}y`))
    expect(key(`${text}€`)).not.toBe(key(`${text}₭`))
    expect(key([text, 1], { text })).toBe(key([text, 1], { text }))
  }
  const list = Array.from({ length: 50_000 }, (_, index) => index * 1.5)
  expect(key(list)).toBe(key([...list]))
  expect(key(list)).not.toBe(key([...list.slice(1), 0]))
})

test('stays injective when there are too many shapes to remember', () => {
  const objects = Array.from({ length: 6000 }, (_, index) => ({ common: 1, [`name${index}`]: index % 3 }))
  const keys = new Set(objects.map((object) => key(object)))
  expect(keys.size).toBe(objects.length)
  for (let index = 0; index < objects.length; index += 500) {
    expect(keys.has(key({ [`name${index}`]: index % 3, common: 1 }))).toBe(true)
  }
})

test('a getter may call a cached function, or encode, while a key is made', () => {
  const nested = {
    get inner() {
      return key({ other: [1, 2, 3], names: 'x' })
    },
    after: [1],
  }
  expect(key(nested)).toBe(key({ inner: nested.inner, after: [1] }))
})

test('forgets what it encoded', async () => {
  const encoded = (): WeakRef<object> => {
    const list = Array.from({ length: 100 }, (_, index) => ({ index, more: { index } }))
    key(list, { list })
    expect(() => key([list, () => {}])).toThrow('the function')
    return new WeakRef(list)
  }
  const gone = encoded()
  await collectGarbage()
  expect(gone.deref()).toBeUndefined()
})
