import { afterEach, beforeEach, expect, test } from 'vitest'
import { inUse } from './instance.ts'
import { cached, deferred } from './fixture-cached.ts'
import { collectGarbage } from './fixture-garbage.ts'
import { cacheLife, cacheTag, inRequest, revalidateTag, updateTag } from './index.ts'
import { type TestCache, testCache } from './testing.ts'

let cache: TestCache
beforeEach(() => {
  cache = testCache()
})
afterEach(() => cache.dispose())

const live = { draft: false }

test('a private function has one result for each key in a request', async () => {
  let runs = 0
  const session = cached('a.ts#session', async (_user: { id: number }) => ({ run: ++runs }), { kind: 'private' })
  const both = (): Promise<unknown> => Promise.all([session({ id: 1 }), session({ id: 1 }), session({ id: 2 })])
  expect(await inRequest({ draft: false }, both)).toEqual([{ run: 1 }, { run: 1 }, { run: 2 }])
  await inRequest(live, async () => {
    const first = await session({ id: 1 })
    first.run = 100
    expect(await session({ id: 1 })).toEqual({ run: 3 })
  })
  expect(await inRequest(live, session, { id: 1 }), 'another request, though told of in the same words').toEqual({
    run: 4,
  })
  expect(inUse.runtime.memory.entries, 'what everybody shares').toBe(0)
})

test('without a request, a private function runs for each call', async () => {
  const reasons: string[] = []
  inUse.runtime.events.on('bypass', ({ reason }) => reasons.push(reason))
  let runs = 0
  const session = cached('a.ts#session', async () => ++runs, { kind: 'private' })
  expect([await session(), await session()]).toEqual([1, 2])
  expect(reasons).toEqual(['no-request', 'no-request'])
})

test('a private result is not for a shared one, not even one that is there already; another private one may use it', async () => {
  let runs = 0
  const session = cached('a.ts#session', async () => ++runs, { kind: 'private' })
  const page = cached('a.ts#page', async () => session())
  await inRequest(live, async () => {
    await session()
    await expect(page()).rejects.toMatchObject({
      code: 'private-inside-shared',
      message: expect.stringMatching(/a\.ts#session is private, but a\.ts#page, which everybody shares, called it/),
    })
    const own = cached('a.ts#own', async () => session(), { kind: 'private' })
    expect(await own()).toBe(1)
    const remote = cached('a.ts#remote', async () => session(), { kind: 'remote' })
    await expect(remote()).rejects.toMatchObject({ code: 'private-inside-shared' })
  })
})

test('a private function may use shared ones, which are shared as ever', async () => {
  let runs = 0
  const prices = cached('a.ts#prices', async () => ++runs)
  const basket = cached('a.ts#basket', async () => prices(), { kind: 'private' })
  expect(await inRequest({ draft: false }, basket)).toBe(1)
  expect(await inRequest({ draft: false }, basket)).toBe(1)
})

test('private results obey lifetimes and tags within their request', async () => {
  let runs = 0
  const session = cached(
    'a.ts#session',
    async () => {
      cacheTag('session')
      cacheLife({ revalidate: 60 })
      return ++runs
    },
    { kind: 'private' },
  )
  await inRequest({ draft: false }, async () => {
    expect([await session(), await session()]).toEqual([1, 1])
    await updateTag('session')
    expect([await session(), await session()]).toEqual([2, 2])
    await revalidateTag('session', 'max')
    expect(await session(), 'a request sees its own changes').toBe(3)
    cache.clock.advance(61)
    expect(await session()).toBe(4)
  })
})

test('a private result has the tags of one that failed, too', async () => {
  let isDown = true
  const session = cached(
    'a.ts#session',
    async () => {
      cacheTag('session')
      if (isDown) throw new Error('down')
      return 'session'
    },
    { kind: 'private' },
  )
  const page = cached('a.ts#page', () => session().catch(() => 'nobody'), { kind: 'private' })
  await inRequest({ draft: false }, async () => {
    expect(await page()).toBe('nobody')
    isDown = false
    await updateTag('session')
    expect(await page()).toBe('session')
  })
})

test('a private result that was invalidated while it was made answers nobody who asks later', async () => {
  const gate = deferred()
  let runs = 0
  const session = cached(
    'a.ts#session',
    async () => {
      cacheTag('session')
      const run = ++runs
      if (run === 1) await gate.promise
      return run
    },
    { kind: 'private' },
  )
  await inRequest({ draft: false }, async () => {
    const before = session()
    await updateTag('session')
    const after = session()
    gate.resolve()
    expect([await before, await after]).toEqual([1, 2])
    expect(cache.counts).toMatchObject({ hits: 0, misses: 2 })
  })
})

test('private results outlive the memory of what was invalidated, and are made anew then', async () => {
  let runs = 0
  const session = cached('a.ts#session', async () => (cacheTag('session'), ++runs), { kind: 'private' })
  await inRequest({ draft: false }, async () => {
    await session()
    await updateTag('session')
    for (let tag = 0; tag < 2000; tag++) await updateTag(`${tag}`)
    expect(inUse.runtime.marks.size).toBeLessThan(1500)
    expect(await session()).toBe(2)
  })
})

test('keys of private functions may hold promises', async () => {
  let runs = 0
  const greet = cached('a.ts#greet', async (_name: Promise<string>) => ++runs, { kind: 'private' })
  await inRequest({ draft: false }, async () => {
    expect([await greet(Promise.resolve('a')), await greet(Promise.resolve('a'))]).toEqual([1, 1])
    expect(await greet(Promise.resolve('b'))).toBe(2)
  })
})

test('draft mode reads nothing and keeps nothing', async () => {
  let published = 'old'
  const post = cached('a.ts#post', async (_slug: string) => published)
  expect(await inRequest(live, post, 'a')).toBe('old')
  published = 'draft'
  const reasons: string[] = []
  inUse.runtime.events.on('bypass', ({ function: id, reason }) => reasons.push(`${id} ${reason}`))
  await inRequest({ draft: true }, async () => {
    expect([await post('a'), await post('b')]).toEqual(['draft', 'draft'])
    await new Promise((resolve) => setTimeout(resolve))
    published = 'second draft'
    expect(await post('a')).toBe('second draft')
  })
  expect(reasons).toEqual(['a.ts#post draft', 'a.ts#post draft', 'a.ts#post draft'])
  expect(await inRequest(live, post, 'a')).toBe('old')
  expect(await inRequest(live, post, 'b'), 'nothing was kept').toBe('second draft')
  expect(await post('a'), 'outside of requests').toBe('old')
})

test('draft mode goes through nested functions, private ones too', async () => {
  let version = 1
  const inner = cached('a.ts#inner', async () => version)
  const outer = cached('a.ts#outer', async () => inner())
  const own = cached('a.ts#own', async () => inner(), { kind: 'private' })
  await outer()
  version = 2
  await inRequest({ draft: true }, async () => {
    expect([await outer(), await own()]).toEqual([2, 2])
    version = 3
    expect(await own()).toBe(3)
  })
  expect(await outer()).toBe(1)
})

test('runs of draft mode and of everybody else are never shared, those of one request are', async () => {
  const gate = deferred()
  let runs = 0
  const post = cached('a.ts#post', async () => {
    const run = ++runs
    await gate.promise
    return run
  })
  const everybody = post()
  const drafts = inRequest({ draft: true }, async () => Promise.all([post(), post()]))
  const everybodyElse = post()
  gate.resolve()
  expect(await Promise.all([everybody, drafts, everybodyElse])).toEqual([1, [2, 2], 1])
})

test('when drafts are gone, hits are quiet again', async () => {
  const one = cached('a.ts#one', async () => 1)
  await inRequest({ draft: true }, one)
  expect(inUse.drafts).toBeGreaterThan(0)
  await expect.poll(async () => (await collectGarbage(), inUse.drafts)).toBe(0)
  cache.dispose()
  expect(inUse.quiet).toBe(inUse.runtime.version)
})
