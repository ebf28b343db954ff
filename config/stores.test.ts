import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { useStoresOfEnvironment } from '../cli/stores-of-environment.ts'
import { createRuntime, replace } from '../runtime/instance.ts'
import { lmdbStore } from '../runtime/stores/lmdb/index.ts'
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

test('a line says which store each kind uses', () => {
  const store = lmdbStore({ path: '/data' })
  expect(storesLine(undefined)).toBe('use-cache: all results in memory; what is in memory ends with the process.')
  expect(storesLine({ default: store })).toBe('use-cache: default in lmdb (/data).')
  expect(storesLine({ remote: store })).toBe(
    'use-cache: remote in lmdb (/data), others in memory; what is in memory ends with the process.',
  )
  expect(storesLine({ default: store, local: 'memory' })).toContain('default in lmdb (/data), local in memory; what')
})
