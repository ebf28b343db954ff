import { afterEach, beforeEach, expect, test } from 'vitest'
import { cached } from './fixture-cached.ts'
import { type Found, keptAnswers } from './handler.ts'
import { cacheLife, cacheTag, revalidatePath, revalidateTag } from './index.ts'
import { type TestCache, testCache } from './testing.ts'

let cache: TestCache
beforeEach(() => {
  cache = testCache()
})
afterEach(() => cache.dispose())

const outcome = (_value: unknown, found: Found): string => found.outcome

test('answers are found fresh, stale, or made; for ever, unless what they are made of is not', async () => {
  const answers = keptAnswers<string>('app/a/route.ts#GET')
  const prices = cached('src/p.ts#prices', async () => {
    cacheLife({ revalidate: 60, expire: 3600 })
    cacheTag('prices')
    return 1
  })
  const make = async (): Promise<string> => `${await prices()}`
  const found = await answers.find('/a', make, (_value, about) => about)
  expect(found).toMatchObject({ outcome: 'miss', life: { revalidate: 60, expire: 3600 }, tags: ['prices'], age: 0 })
  cache.clock.advance('60s')
  expect(await answers.find('/a', make, (_value, { outcome, age }) => [outcome, age])).toEqual(['hit', 60_000])
  cache.clock.advance('1s')
  expect(await answers.find('/a', make, outcome)).toBe('stale')
  await cache.settled()
  expect(await answers.find('/a', make, outcome)).toBe('hit')
  const constant = await answers.find(
    '/b',
    async () => 'b',
    (_value, { life }) => life,
  )
  expect(constant.revalidate).toBeGreaterThan(4e9)
})

test('an answer that was made elsewhere is as old as it is', async () => {
  const answers = keptAnswers<string>('app/a/route.ts#GET')
  const life = { stale: 300, revalidate: 60, expire: 3600 }
  answers.put('/a', 'built', { at: cache.clock.now() - 30_000, life, tags: ['t'] })
  const make = async (): Promise<string> => 'made'
  expect(await answers.find('/a', make, (value, { age }) => [value, age])).toEqual(['built', 30_000])
  cache.clock.advance('31s')
  expect(await answers.find('/a', make, (value, { outcome }) => [value, outcome])).toEqual(['built', 'stale'])
  await cache.settled()
  await revalidateTag('t')
  expect(await answers.find('/a', make, (value) => value)).toBe('made')
})

test('what a path asks for after its removal is not made of what was there before', async () => {
  let runs = 0
  const data = cached('src/d.ts#data', async () => ++runs)
  const answers = keptAnswers<number>('app/a/route.ts#GET')
  const make = (since: number) =>
    answers.find(
      String(since),
      (making) => {
        making.since = since
        return data()
      },
      (value) => value,
    )
  expect(await make(-Infinity)).toBe(1)
  await revalidatePath('/a')
  expect(await make(0)).toBe(1)
  expect(await make(cache.clock.now() + 1)).toBe(2)
})

test('a handler is no cached function', async () => {
  const answers = keptAnswers<void>('app/a/route.ts#GET')
  const ask = (make: () => Promise<void>): Promise<string> => answers.find('/', make, () => 'kept')
  await expect(ask(async () => cacheLife('hours'))).rejects.toMatchObject({ code: 'outside-cached-function' })
  await expect(ask(async () => revalidateTag('t'))).rejects.toMatchObject({ code: 'inside-cached-function' })
})
