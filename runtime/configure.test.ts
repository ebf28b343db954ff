import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { cached } from './fixture-cached.ts'
import { configureElsewhere } from './fixture-configure.ts'
import { applyConfig } from './apply-config.ts'
import { cacheLife, configure, OptionError } from './index.ts'
import { testCache } from './testing.ts'

test('limits how many results there are, and how much they hold', async () => {
  using cache = testCache({ maxEntries: 2 })
  const echo = cached('a.ts#echo', async (text: string) => text)
  for (const text of ['a', 'b', 'c', 'c', 'b', 'a']) await echo(text)
  expect(cache.counts).toMatchObject({ hits: 2, misses: 4 })
  configure({ maxEntries: 100, maxMemory: 5000 })
  const large = cached('a.ts#large', async (_n: number) => 'x'.repeat(2000))
  for (const n of [1, 2, 3, 3, 2, 1]) await large(n)
  expect(cache.countsOf(large)).toMatchObject({ hits: 2, misses: 4 })
})

test('a result heavier than all of the memory is answered, and not kept', async () => {
  using cache = testCache({ maxMemory: 1000 })
  const large = cached('a.ts#large', async () => 'x'.repeat(2000))
  expect([(await large()).length, (await large()).length]).toEqual([2000, 2000])
  expect(cache.counts).toMatchObject({ hits: 0, fills: 2 })
})

test('nothing is kept where nothing may be', async () => {
  for (const limit of [{ maxMemory: 0 }, { maxEntries: 0 }]) {
    using cache = testCache(limit)
    const one = cached('a.ts#one', async () => 1)
    expect([await one(), await one()]).toEqual([1, 1])
    expect(cache.counts).toMatchObject({ hits: 0, fills: 2 })
  }
})

test('reads the time where it is told to', async () => {
  using _ = testCache()
  let now = 0
  configure({ clock: { now: () => now } })
  let runs = 0
  const read = cached('a.ts#read', async () => {
    cacheLife({ revalidate: 1, expire: 2 })
    return ++runs
  })
  await read()
  now = 2001
  expect(await read()).toBe(2)
})

test('refuses what it does not know, and then changes nothing', async () => {
  using _ = testCache()
  const bad: [unknown, string][] = [
    [{ cachelife: {} }, 'unknown option `cachelife`. Did you mean `cacheLife`? Known: cacheLife, '],
    [{ storse: {} }, 'unknown option `storse`. Did you mean `stores`?'],
    [{ stores: { default: 'lmdb' } }, '`stores.default` must be a store: lmdbStore({ path }), redisStore({ url })'],
    [{ stores: { private: 'memory' } }, 'private results never leave the request they belong to'],
    [{ cacheLife: 5 }, '`cacheLife` must be an object of profiles by name: { articles: { revalidate: 900 } }.'],
    [{ cacheLife: ['hours'] }, '`cacheLife` must be an object'],
    [{ random: 5 }, '`random` must be a function that returns numbers from 0 up to 1, as Math.random does.'],
    [{ maxMemory: -1 }, '`maxMemory` (bytes) must be a number of at least 0, got -1.'],
    [{ maxMemory: '50mb' }, '`maxMemory` (bytes) must be a number of at least 0, got a value of type string.'],
    [{ maxEntries: NaN }, '`maxEntries` must be a number of at least 0, got NaN.'],
    [{ clock: Date.now }, '`clock` must be an object with a method now()'],
    [null, 'configure() needs an object with options.'],
  ]
  for (const [options, message] of bad) {
    expect(() => configure(options as never)).toThrow(OptionError)
    expect(() => configure(options as never)).toThrow(message)
  }
  expect(() => configure({ cacheLife: { mine: { revalidate: 1 } }, maxMemory: -1 })).toThrow(OptionError)
  await expect(cached('a.ts#f', async () => cacheLife('mine'))()).rejects.toThrow("no profile 'mine'")
})

test('two files that set one option to different values contradict each other', () => {
  using _ = testCache()
  configure({ maxMemory: 50, deadline: { hard: '10s' }, cacheLife: { mine: { revalidate: 1 } } })
  configureElsewhere({ maxMemory: 50, deadline: { hard: '10s' } })
  expect(() => configureElsewhere({ maxMemory: 100 })).toThrow(
    /^configure\(\): `maxMemory` is set to 100 at .*fixture-configure\.ts:\d+:\d+, but was set to 50 at .*\.ts:\d+:\d+\. The whole process has one: set it in one file\.$/,
  )
  expect(() => configureElsewhere({ deadline: { hard: '5s' } })).toThrow('is set to {"hard":"5s"} at')
  expect(() => configureElsewhere({ redact: ['a'], earlyRefresh: 0.5, random: () => 0 })).not.toThrow()
  expect(() => configure({ random: () => 0 })).toThrow('`random` is set to another function at')
  expect(() => configure({ redact: [/a/] })).toThrow('`redact` is set to another object at')
  configureElsewhere({ cacheLife: { mine: { revalidate: 2 } } })
})

test('a file may change its mind, and what was refused changes nothing', () => {
  using _ = testCache()
  configure({ maxEntries: 5 })
  configure({ maxEntries: 6 })
  expect(() => configureElsewhere({ maxEntries: 7, maxMemory: 1 })).toThrow(OptionError)
  configure({ maxMemory: 2 })
  configureElsewhere({ maxEntries: 6 })
})

test('what the configuration file says stands below what the app says, whichever comes first', async () => {
  using _ = testCache()
  let runs = 0
  const kept = cached('a.ts#kept', async () => (cacheLife('often'), ++runs))
  configure({ cacheLife: { often: { revalidate: Infinity } } })
  applyConfig({ cacheLife: { often: { revalidate: 0, expire: 0 }, seldom: { revalidate: 1 } } })
  expect([await kept(), await kept()]).toEqual([1, 1])
  await expect(cached('a.ts#seldom', async () => cacheLife('seldom'))()).resolves.toBeUndefined()
})

test('a clock comes too late when cached functions have run', async () => {
  using _ = testCache()
  configure({ clock: { now: () => 0 } })
  await cached('a.ts#one', async () => 1)()
  expect(() => configure({ clock: { now: () => 1 } })).toThrow('configure(): `clock` comes too late')
  configure({ maxEntries: 5 })
})

test('a module that is loaded anew may set what it likes', async () => {
  using _ = testCache()
  vi.stubGlobal('configureForTest', configure)
  const folder = await mkdtemp(join(tmpdir(), 'use-cache-'))
  onTestFinished(() => (vi.unstubAllGlobals(), rm(folder, { recursive: true })))
  const file = join(folder, 'settings.mjs')
  for (const max of [5, 6]) {
    await writeFile(file, `globalThis.configureForTest({ maxEntries: ${max} })`)
    await import(`${file}?t=${max}`)
  }
  const other = join(folder, 'other.mjs')
  await writeFile(other, 'globalThis.configureForTest({ maxEntries: 7 })')
  await expect(import(other)).rejects.toThrow(/but was set to 6 at .*settings\.mjs/)
})
