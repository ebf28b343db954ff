import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { useStoresOfEnvironment } from '../cli/stores-of-environment.ts'
import { createRuntime, replace } from '../runtime/instance.ts'
import { lmdbStore } from '../runtime/stores/lmdb/index.ts'
import { redisStore } from '../runtime/stores/redis/index.ts'
import { storesFromEnvironment, storesLine } from './stores.ts'

test('the environment names a store', () => {
  expect(storesFromEnvironment({})).toBeUndefined()
  expect(storesFromEnvironment({ USE_CACHE_LMDB_PATH: '/var/cache/app' })).toMatchObject({
    default: { name: 'lmdb', place: '/var/cache/app' },
  })
  const cluster = { USE_CACHE_REDIS_URL: 'rediss://me:secret@a:1, rediss://b:2', USE_CACHE_LMDB_PATH: '/tmp' }
  expect(storesFromEnvironment(cluster)).toMatchObject({
    default: { name: 'redis', place: 'rediss://me:***@a:1, rediss://b:2' },
  })
  expect(() => storesFromEnvironment({ USE_CACHE_REDIS_URL: 'localhost:6379' })).toThrow(
    'redisStore(): "localhost:6379" is no URL such as redis://host:6379.',
  )
})

test('commands use it where the configuration names none', async () => {
  const path = mkdtempSync(join(tmpdir(), 'use-cache-stores-'))
  vi.stubEnv('USE_CACHE_LMDB_PATH', path)
  const runtime = createRuntime()
  const before = replace(runtime)
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    replace(before)
    await runtime.outer.close()
    rmSync(path, { recursive: true })
  })
  const storeInUse = (): string | undefined => runtime.outer.of({ kind: 'default', isLocal: false })?.store.place
  useStoresOfEnvironment({ namesStores: true })
  expect(storeInUse()).toBeUndefined()
  useStoresOfEnvironment({ namesStores: false })
  expect(storeInUse()).toBe(path)
})

test('stores say which of their options mean nothing, and show no password', () => {
  const url = 'redis://127.0.0.1:6379'
  for (const [options, message] of [
    [{ url: 'redi://me:se@cret@a:1' }, 'redisStore(): "redi://me:***@a:1" is no URL such as redis://host:6379.'],
    [{ url: ['redis://a:1', 'me:secret@b:2'] }, 'redisStore(): "me:***@b:2" is no URL such as redis://host:6379.'],
    [{}, 'redisStore(): it needs a `url`: redis://host:6379.'],
    [{ url: [undefined] }, 'redisStore(): "undefined" is no URL such as redis://host:6379.'],
    [{ url: [] }, 'redisStore(): it needs a `url`: redis://host:6379.'],
    [{ url, ttl: 5 }, 'redisStore(): unknown option `ttl`.'],
    [{ url, cluster: 'yes' }, 'redisStore(): `cluster` must be true or false.'],
    [{ url, prefix: 5 }, 'redisStore(): `prefix` must be a text.'],
    [{ url, maxAge: Infinity }, '`maxAge` (seconds) must be a number from 1 to 3155760000, got Infinity.'],
    [
      { url, timeout: '1s' },
      '`timeout` (milliseconds) must be a number from 1 to 2147483647, got a value of type string.',
    ],
    [{ url, staleness: -1 }, '`staleness` (milliseconds) must be a number from 0 to 2147483647, got -1.'],
  ] as const)
    expect(() => redisStore(options as never)).toThrow(message)
  for (const [options, message] of [
    [{}, "lmdbStore() needs a `path`: './cache'."],
    [{ path: './cache', size: 5 }, 'lmdbStore(): unknown option `size`.'],
    [
      { path: './cache', maxSize: '1 GB' },
      '`maxSize` (bytes) must be a number of at least 1, got a value of type string.',
    ],
  ] as const)
    expect(() => lmdbStore(options as never)).toThrow(message)
})

test('a line says which store each kind uses', () => {
  const store = lmdbStore({ path: '/data' })
  expect(storesLine(undefined)).toBe('use-cache: all results in memory; what is in memory ends with the process.')
  expect(storesLine({ default: store })).toBe('use-cache: default in lmdb (/data).')
  expect(storesLine({ remote: store })).toBe(
    'use-cache: remote in lmdb (/data), others in memory; what is in memory ends with the process.',
  )
  expect(storesLine({ default: store, local: 'memory' })).toContain('default in lmdb (/data), local in memory; what')
})
