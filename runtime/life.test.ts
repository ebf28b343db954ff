import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { cached, deferred } from './fixture-cached.ts'
import { cacheLife, cacheTag, configure, LifeError, noStore, updateTag } from './index.ts'
import * as index from './index.ts'
import { createRuntime, inUse, replace } from './instance.ts'
import { type TestCache, testCache } from './testing.ts'
import type { Life } from './time/profiles.ts'

let cache: TestCache
beforeEach(() => {
  cache = testCache()
})
afterEach(() => cache.dispose())

/** The life that a result has after these calls in its body. */
async function lifeAfter(...calls: Parameters<typeof cacheLife>[0][]): Promise<Life> {
  let life: Life | undefined
  const off = inUse.runtime.events.on('fill', (fill) => (life = fill.life))
  await cached('a.ts#f', async () => calls.forEach((each) => cacheLife(each)))()
  off()
  return life!
}

const never = 4_294_967_294

test('the profiles have the numbers that people know', async () => {
  expect(await lifeAfter()).toEqual({ stale: 300, revalidate: 900, expire: never })
  expect(await lifeAfter('default')).toEqual({ stale: 300, revalidate: 900, expire: never })
  expect(await lifeAfter('seconds')).toEqual({ stale: 30, revalidate: 1, expire: 60 })
  expect(await lifeAfter('minutes')).toEqual({ stale: 300, revalidate: 60, expire: 3600 })
  expect(await lifeAfter('hours')).toEqual({ stale: 300, revalidate: 3600, expire: 86_400 })
  expect(await lifeAfter('days')).toEqual({ stale: 300, revalidate: 86_400, expire: 604_800 })
  expect(await lifeAfter('weeks')).toEqual({ stale: 300, revalidate: 604_800, expire: 2_592_000 })
  expect(await lifeAfter('max')).toEqual({ stale: 300, revalidate: 2_592_000, expire: 31_536_000 })
})

test('of several calls the smallest value of each field wins', async () => {
  expect(await lifeAfter('max', 'seconds', 'hours')).toEqual({ stale: 30, revalidate: 1, expire: 60 })
  expect(await lifeAfter({ expire: 10 })).toEqual({ stale: 300, revalidate: 900, expire: 10 })
  expect(await lifeAfter({ revalidate: 5 }, { stale: 7, revalidate: 9 })).toEqual({
    stale: 7,
    revalidate: 5,
    expire: never,
  })
  expect(await lifeAfter({})).toEqual({ stale: 300, revalidate: 900, expire: never })
})

test('durations may be words, and for ever survives JSON', async () => {
  expect(await lifeAfter({ stale: '500ms', revalidate: '1h30m', expire: '2w' })).toEqual({
    stale: 0.5,
    revalidate: 5400,
    expire: 1_209_600,
  })
  expect(await lifeAfter({ revalidate: '15m', expire: Infinity })).toEqual({
    stale: 300,
    revalidate: 900,
    expire: never,
  })
  expect(JSON.parse(JSON.stringify(await lifeAfter({ stale: Infinity })))).toMatchObject({ stale: never })
})

test('may be called after an await, and the value may decide', async () => {
  let runs = 0
  const find = cached('a.ts#find', async (found: boolean) => {
    runs++
    await deferredNow()
    cacheLife(found ? 'hours' : 'seconds')
    cacheTag('late')
    return found
  })
  await find(true)
  await find(false)
  cache.clock.advance(61)
  await find(true)
  await find(false)
  expect(runs).toBe(3)
  await updateTag('late')
  await find(true)
  expect(runs).toBe(4)
})

test('what never gets stale expires all the same', async () => {
  const clock = { time: 0, now: () => clock.time }
  // Nobody counts hits here: those that nobody hears of look at least.
  const before = replace(createRuntime({ clock }))
  onTestFinished(() => void replace(before))
  let runs = 0
  const inner = cached('a.ts#inner', async () => cacheLife({ expire: 20 }))
  const read = cached('a.ts#read', async () => {
    cacheLife({ revalidate: Infinity })
    await inner()
    return ++runs
  })
  await read()
  clock.time = 20_000
  expect(await read()).toBe(1)
  clock.time = 20_001
  expect(await read()).toBe(2)
})

test('numbers that mean nothing are refused where they are written', async () => {
  const bad: [unknown, string][] = [
    [{ revalidate: false }, '`revalidate` is false. To keep a result for ever, pass Infinity.'],
    [{ expire: null }, '`expire` must be a number of seconds'],
    [{ stale: 'soon' }, '`stale` is "soon", which is no duration'],
    [{ stale: '10' }, 'no duration'],
    [{ stale: '1h 30' }, 'no duration'],
    [{ revalidate: NaN }, '`revalidate` is NaN'],
    [{ revalidate: -Infinity }, '`revalidate` is -Infinity'],
    [{ revalidate: -1 }, '`revalidate` is -1. A duration cannot be negative'],
    [{ revalidate: -0.5 }, 'cannot be negative'],
    [{ revalidate: 60, expire: 30 }, '`revalidate` (60 s) is greater than `expire` (30 s)'],
    [{ revaldiate: 60 }, 'unknown field `revaldiate`. Did you mean `revalidate`?'],
    ['houres', "there is no profile 'houres'. Did you mean 'hours'?"],
    [' hours', "Did you mean 'hours'?"],
    ['housr', "Did you mean 'hours'?"],
    ['__proto__', "there is no profile '__proto__'. Known: default, seconds,"],
    [undefined, 'Pass the name of a profile'],
    [null, 'got null'],
    [[1], 'got an array'],
    [60, 'got a value of type number'],
  ]
  for (const [life, message] of bad) {
    const f = cached('a.ts#f', async () => cacheLife(life as never))
    await expect(f()).rejects.toThrow(LifeError)
    await expect(f()).rejects.toThrow(`cacheLife() in a.ts#f`)
    await expect(f()).rejects.toThrow(message)
  }
  expect(await lifeAfter({ revalidate: 60, expire: 60 })).toMatchObject({ revalidate: 60, expire: 60 })
})

test('configured profiles stand beside the built-in ones, or in place of them', async () => {
  configure({ cacheLife: { products: { revalidate: '5m' }, hours: { expire: 7200 } } })
  expect(await lifeAfter('products')).toEqual({ stale: 300, revalidate: 300, expire: never })
  expect(await lifeAfter('hours')).toEqual({ stale: 300, revalidate: 900, expire: 7200 })
  expect(await lifeAfter('days')).toMatchObject({ revalidate: 86_400 })
  cache.dispose()
  cache = testCache({ cacheLife: { default: { revalidate: 10 } } })
  expect(await lifeAfter()).toEqual({ stale: 300, revalidate: 10, expire: 31_536_000 })
  expect(() => configure({ cacheLife: { bad: { revalidate: -1 } } })).toThrow(
    "cacheLife profile 'bad': `revalidate` is -1",
  )
})

test('outside a cached function it says what is missing, and where', () => {
  expect(() => cacheLife('hours')).toThrow(
    /^cacheLife\(\) was called outside a cached function, at .*life\.test\.ts:\d+:\d+\. Either the directive is missing: make 'use cache' the first statement .* Or .*life\.test\.ts was not compiled: start Node with `--import use-cache\/register`/,
  )
  expect(() => cacheTag('a')).toThrow(/^cacheTag\(\) was called outside/)
})

test('after the body has returned it is too late', async () => {
  const gate = deferred()
  let late: Promise<void> | undefined
  const hasty = cached('a.ts#hasty', async () => {
    late = (async () => {
      await gate.promise
      cacheLife('hours')
    })()
    return 1
  })
  await hasty()
  gate.resolve()
  await expect(late).rejects.toMatchObject({
    code: 'after-completion',
    message: expect.stringContaining('in a.ts#hasty after it had returned'),
  })
})

function deferredNow(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

test('noStore: answered, and not kept; neither is what was made with it, unless that says otherwise', async () => {
  let runs = 0
  const quote = cached('a.ts#quote', async (found: boolean) => {
    cacheLife('hours')
    if (!found) noStore()
    return ++runs
  })
  expect([await quote(false), await quote(false), await quote(true), await quote(true)]).toEqual([1, 2, 3, 3])
  const page = cached('a.ts#page', async (life?: 'minutes') => {
    if (life !== undefined) cacheLife(life)
    return quote(false)
  })
  expect([await page(), await page(), await page('minutes'), await page('minutes')]).toEqual([4, 5, 6, 6])
  const fills: boolean[] = []
  inUse.runtime.events.on('fill', ({ kept }) => fills.push(kept))
  await quote(false)
  expect(fills).toEqual([false])
})

test('noStore: lets go what was kept before, and serves those who wait for the run', async () => {
  let found = true
  let runs = 0
  const quote = cached('a.ts#quote', async () => {
    await deferredNow()
    cacheLife({ revalidate: 60 })
    if (!found) noStore()
    return ++runs
  })
  await quote()
  found = false
  cache.clock.advance(61)
  expect(await quote()).toBe(1)
  await cache.settled()
  expect(await Promise.all([quote(), quote()])).toEqual([3, 3])
})

test('noStore outside a cached function says so', () => {
  expect(() => noStore()).toThrow(/^noStore\(\) was called outside a cached function, at .*life\.test\.ts/)
})

test('staleIfError: past expire, a failing body is answered for by the old result, for so long', async () => {
  const reasons: string[] = []
  inUse.runtime.events.on('stale', ({ reason, age }) => reasons.push(`${reason} ${age}`))
  let down = false
  let runs = 0
  const read = cached('a.ts#read', async () => {
    cacheLife({ revalidate: 60, expire: 60, staleIfError: '1h' })
    runs++
    if (down) throw new RangeError('down')
    return { runs }
  })
  await read()
  down = true
  cache.clock.advance(61)
  const old = await Promise.all([read(), read()])
  expect(old).toEqual([{ runs: 1 }, { runs: 1 }])
  expect(old[0]).not.toBe(old[1])
  expect(reasons).toEqual(['error 61000', 'error 61000'])
  expect(cache.counts).toMatchObject({ errors: 1, stale: 2 })
  cache.clock.advance('1h')
  await expect(read()).rejects.toThrow(RangeError)
  down = false
  expect(await read()).toEqual({ runs: 4 })
})

test('staleIfError never brings back what was invalidated, and is never part of another result', async () => {
  let down = false
  const read = cached('a.ts#read', async (_key: string) => {
    cacheLife({ revalidate: 60, expire: 60, staleIfError: '1h' })
    cacheTag('t')
    if (down) throw new RangeError('down')
    return 1
  })
  const page = cached('a.ts#page', async () => read('a'))
  await read('a')
  down = true
  cache.clock.advance(61)
  await expect(page()).rejects.toThrow(RangeError)
  expect(await read('a')).toBe(1)
  await updateTag('t')
  await expect(read('a')).rejects.toThrow(RangeError)
})

test('staleIfError: the smallest wins, what a body used can only lower it, and a profile may set it', async () => {
  configure({ cacheLife: { robust: { revalidate: 60, expire: 600, staleIfError: '1d' } } })
  expect(await lifeAfter('robust')).toEqual({ stale: 300, revalidate: 60, expire: 600, staleIfError: 86_400 })
  expect(await lifeAfter('robust', { staleIfError: 5 })).toMatchObject({ staleIfError: 5 })
  expect(await lifeAfter({ staleIfError: 0 })).not.toHaveProperty('staleIfError')
  const lives: Record<string, Life> = {}
  inUse.runtime.events.on('fill', ({ function: id, life }) => (lives[id] = life))
  const inner = cached('a.ts#inner', async () => cacheLife('robust'))
  await cached('a.ts#outer', () => inner())()
  await cached('a.ts#explicit', async () => (cacheLife({ staleIfError: 7 }), inner()))()
  expect(lives['a.ts#outer']).toEqual({ stale: 300, revalidate: 60, expire: 600 })
  expect(lives['a.ts#explicit']).toMatchObject({ expire: 600, staleIfError: 7 })
  await expect(cached('a.ts#f', async () => cacheLife({ staleIfError: -1 }))()).rejects.toThrow('`staleIfError` is -1')
  await expect(cached('a.ts#f', async () => cacheLife({ staleIfEror: 1 } as never))()).rejects.toThrow(
    'Did you mean `staleIfError`?',
  )
})

test('what says “not found” is an answer and no failure: nothing old stands in for it', async () => {
  let found = true
  const read = cached('a.ts#read', async () => {
    cacheLife({ revalidate: 60, expire: 3600, staleIfError: '1d' })
    if (!found) throw Object.assign(new Error('404'), { digest: 'NEXT_HTTP_ERROR_FALLBACK;404' })
    return 1
  })
  await read()
  found = false
  cache.clock.advance(61)
  expect(await read(), 'stale').toBe(1)
  await cache.settled()
  await expect(read()).rejects.toThrow('404')
})

test('early refresh spreads over the end of the time until revalidate', async () => {
  cache.dispose()
  const random = [0.5, 0]
  cache = testCache({ earlyRefresh: 0.2, random: () => random.shift() ?? 0.999 })
  let runs = 0
  const read = cached('a.ts#read', async (_key: string) => {
    cacheLife({ revalidate: 100, expire: 1000 })
    return ++runs
  })
  expect([await read('in the middle'), await read('at the end')]).toEqual([1, 2])
  cache.clock.advance(89)
  await read('in the middle')
  await cache.settled()
  expect(runs).toBe(2)
  cache.clock.advance(2)
  expect([await read('in the middle'), await read('in the middle'), await read('at the end')]).toEqual([1, 1, 2])
  await cache.settled()
  expect(await read('in the middle')).toBe(3)
  expect(cache.counts).toMatchObject({ hits: 5, stale: 0, fills: 3 })
  cache.clock.advance(8)
  await read('at the end')
  expect(runs).toBe(3)
})

test('early refresh is there for what expires when it gets stale, too', async () => {
  cache.dispose()
  cache = testCache({ earlyRefresh: 0.2, random: () => 0.5 })
  const read = cached('a.ts#read', async () => cacheLife({ revalidate: 100, expire: 100 }))
  await read()
  cache.clock.advance(89)
  await read()
  await cache.settled()
  expect(cache.counts.fills).toBe(1)
  cache.clock.advance(2)
  await read()
  await cache.settled()
  expect(cache.counts).toMatchObject({ hits: 2, fills: 2 })
  cache.clock.advance(80)
  await read()
  expect(cache.counts).toMatchObject({ hits: 3, misses: 1 })
})

test('without early refresh nothing is made before its time', async () => {
  let runs = 0
  const read = cached('a.ts#read', async () => {
    cacheLife({ revalidate: 100, expire: 1000 })
    return ++runs
  })
  await read()
  cache.clock.advance(100)
  await read()
  await cache.settled()
  expect(runs).toBe(1)
})

test('what a body used makes the life of its result shorter, never longer', async () => {
  const lives: Life[] = []
  inUse.runtime.events.on('fill', ({ function: id, life }) => void (id === 'a.ts#outer' && lives.push(life)))
  const long = cached('a.ts#long', async () => cacheLife({ stale: '1h', revalidate: '30d', expire: Infinity }))
  await cached('a.ts#outer', () => long())()
  expect(lives).toEqual([{ stale: 300, revalidate: 900, expire: never }])
})

test('the names that Next.js had before mean the same', () => {
  expect(index.unstable_cacheLife).toBe(cacheLife)
  expect(index.unstable_cacheTag).toBe(cacheTag)
})
