import { type TestCache, testCache } from 'use-cache/testing'
import { asked } from './bank.ts'
import { exchange, rate } from './exchange.ts'

let cache: TestCache
beforeEach(() => {
  cache = testCache()
  asked.length = 0
})
afterEach(() => cache.dispose())

test('asks the bank once for each currency', async () => {
  expect([await exchange(100, 'CHF'), await exchange(200, 'CHF'), await exchange(100, 'EUR')]).toEqual([105, 210, 100])
  expect(asked).toEqual(['CHF', 'EUR'])
  expect(cache.countsOf(rate)).toMatchObject({ misses: 2, hits: 1 })
})

test('asks again when the rate is out of date', async () => {
  await rate('CHF')
  cache.clock.advance('25h')
  await rate('CHF')
  expect(asked).toEqual(['CHF', 'CHF'])
})
