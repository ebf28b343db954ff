import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encode } from '../key/encode.ts'
import { decodeKey } from './decode-key.ts'

// Without null prototypes: of those people are told nothing.
const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
})

test('whatever a key can hold can be shown, with one text for one key', () => {
  const shown = (values: readonly unknown[], portable: boolean): string =>
    JSON.stringify(decodeKey(encode(values, undefined, portable)!))
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 3 }), fc.array(anything, { maxLength: 3 }), (one, other) => {
      expect(decodeKey(encode(one)!)).toHaveLength(one.length)
      expect(shown(one, true)).toBe(shown(one, false))
      expect(shown(one, false) === shown(other, false)).toBe(encode(one) === encode(other))
    }),
  )
})

test('what is no key is not shown', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      const found = decodeKey(text)
      expect(found === undefined || Array.isArray(found)).toBe(true)
    }),
    { numRuns: 2000 },
  )
  expect(decodeKey('\x01p\x7f')).toBeUndefined()
  expect(decodeKey('\xff\xff\xff\x7f')).toBeUndefined()
  expect(decodeKey('\x01a'.repeat(100_000))).toBeUndefined()
})
