import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { same } from '../key/fixture-same.ts'
import { plain } from '../key/fixture-values.ts'
import { settleValues } from '../key/settle.ts'
import { cached } from '../fixture-cached.ts'
import { portableKey } from './portable-key.ts'

const definition = { id: 'src/products.ts#getProducts', version: 'v1' }

test('another process gives equal calls the same key, whatever it has seen before', () => {
  const script = `
    import { portableKey } from ${JSON.stringify(fileURLToPath(new URL('portable-key.ts', import.meta.url)))}
    const definition = ${JSON.stringify(definition)}
    for (let n = 0; n < 10; n++) portableKey(definition, [{ ['other' + n]: 1, sort: n }])
    const values = ['tea', { sort: 'price', filter: { max: 5, min: -0 } }, [new Date(0), new Map([[1n, NaN]])]]
    console.log(portableKey(definition, values), portableKey(definition, values, 'secret'))`
  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })
  const values = ['tea', { filter: { min: -0, max: 5 }, sort: 'price' }, [new Date(0), new Map([[1n, NaN]])]]
  expect(printed.trim()).toBe(`${portableKey(definition, values)} ${portableKey(definition, values, 'secret')}`)
})

test('has one key for each function, version, list of values and secret', () => {
  const keys = [
    portableKey(definition, [1]),
    portableKey(definition, [1, undefined]),
    portableKey({ ...definition, version: undefined }, [1]),
    portableKey({ ...definition, version: 'v2' }, [1]),
    portableKey({ ...definition, id: 'src/products.ts#get' }, [1]),
    portableKey(definition, [1], 'secret'),
    portableKey(definition, [1], 'other secret'),
    portableKey(definition, [cached('a.ts#a', async () => {})]),
    portableKey(definition, [cached('a.ts#a', async () => {}, { version: '2' })]),
  ]
  expect(new Set(keys).size).toBe(keys.length)
  for (const key of keys) expect(key).toMatch(/^[\w-]{43}$/)
})

test('never looks like an option of a command', () => {
  const keys = Array.from({ length: 300 }, (_, value) => portableKey(definition, [value]))
  expect(keys.filter((key) => !/^[\w.][\w-]{42}$/.test(key))).toEqual([])
  expect(keys.some((key) => key.startsWith('.'))).toBe(true)
})

test('two values have the same key exactly when nobody can tell them apart', () => {
  fc.assert(
    fc.property(plain, plain, (one, other) => {
      expect(portableKey(definition, [one]) === portableKey(definition, [other])).toBe(same(one, other))
    }),
    { numRuns: 1000 },
  )
})

test('values that were awaited have a key', async () => {
  const wrapped = (text: string): unknown[] => [Promise.resolve({ text }), new Blob([text]), new File([text], 'a.txt')]
  const [one, same, other] = [
    await settleValues(wrapped('a')),
    await settleValues(wrapped('a')),
    await settleValues(wrapped('b')),
  ]
  expect(portableKey(definition, one.values)).toBe(portableKey(definition, same.values))
  expect(portableKey(definition, one.values)).not.toBe(portableKey(definition, other.values))
})
