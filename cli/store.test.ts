import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { encodeValue } from '../runtime/codec/index.ts'
import type { StoredResult } from '../runtime/store.ts'
import { lmdbStore } from '../runtime/stores/lmdb/index.ts'
import { project } from './fixture-project.ts'

const lmdb = fileURLToPath(new URL('../runtime/stores/lmdb/index.ts', import.meta.url))

async function someResult(value: unknown): Promise<StoredResult> {
  const life = { stale: 0, revalidate: 3600, expire: 7200 }
  return { function: 'a.ts#a', value: await encodeValue(value), life, tags: [], age: 0, epoch: 'log', order: 0 }
}

async function filled(): Promise<string> {
  const path = mkdtempSync(join(tmpdir(), 'use-cache-store-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  const store = lmdbStore({ path })
  const life = { stale: 0, revalidate: 3600, expire: 7200 }
  const value = await encodeValue({ name: 'Assam', grams: 100n })
  const result = { version: 'v1', value, life, age: 60_000, epoch: 'one', order: 0 }
  await store.set('key-1', { ...result, function: 'src/products.ts#getProduct', tags: ['products'] })
  await store.set('key-2', { ...result, function: 'src/users.ts#getUser', tags: [] })
  await store.close()
  return path
}

test('looks into the store that is configured, and clears it once somebody said yes', async () => {
  const env = { USE_CACHE_LMDB_PATH: await filled() }
  const { runWith } = project({ 'package.json': '{}' })
  const run = async (...args: string[]) => runWith({ env }, 'store', ...args)

  const listed = await run('ls', 'products')
  expect(listed.stdout).toMatch(
    /key-1 {2}src\/products\.ts#getProduct {2}\d+ B {2}\d+ s old, expires in 11\d min {2}tags "products"\n1 result\./,
  )
  expect((await run('get', 'key-2')).stdout).toContain("{ name: 'Assam', grams: 100n }")
  expect(JSON.parse((await run('stats', '--json')).stdout)).toMatchObject([{ store: 'lmdb', entries: 2, tags: 0 }])
  expect(await run('get', 'key-3')).toMatchObject({
    exitCode: 2,
    stderr: 'error: No store has a result with the key key-3. `use-cache store ls` lists keys.\n',
  })
  expect(await run('clear')).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining('Say --yes') })
  expect((await run('prune')).stdout).toBe('lmdb: no expired or outdated results removed.\n')
  expect((await run('clear', '--yes')).stdout).toContain('All results were removed from lmdb (')
  expect((await run('ls')).stdout).toBe('no results.\n')
})

test('reads paths from where the configuration is, and makes no folder by looking into it', async () => {
  const path = './cache'
  const config = `import { lmdbStore } from ${JSON.stringify(lmdb)}\nexport default { stores: { default: lmdbStore({ path: '${path}' }) } }`
  const { folder, run, runWith } = project({ 'package.json': '{}', 'use-cache.config.ts': config, 'sub/a.ts': '' })
  const place = join(folder, 'cache')
  const note = `note: lmdb (${place}): nothing was kept there yet.\n`
  expect(await run('store', 'ls')).toEqual({ exitCode: 0, stdout: 'no results.\n', stderr: note })
  expect(existsSync(place)).toBe(false)
  const store = lmdbStore({ path: place })
  await store.set('key', await someResult('Assam'))
  await store.close()
  expect((await runWith({ cwd: 'sub' }, 'store', 'stats')).stdout).toContain(`lmdb (${place}): 1 result in`)
  expect(existsSync(join(folder, 'sub/cache'))).toBe(false)
})

test('shows what can be shown: values that lead back to themselves, facts of those it cannot read, no escapes', async () => {
  const path = mkdtempSync(join(tmpdir(), 'use-cache-store-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  const store = lmdbStore({ path })
  const loop: { self?: unknown } = {}
  loop.self = loop
  await store.set('loop', await someResult(loop))
  await store.set('failed', await someResult(new Error('no \u001B[2J')))
  await store.set('unreadable', {
    ...(await someResult(1)),
    value: new Uint8Array([250]),
    function: 'evil\u001B[2J\u009B',
  })
  await store.close()
  const { runWith } = project({ 'package.json': '{}' })
  const run = async (...args: string[]) => runWith({ env: { USE_CACHE_LMDB_PATH: path } }, 'store', ...args)
  expect(JSON.parse((await run('get', 'loop', '--json')).stdout)).toMatchObject({
    value: '<ref *1> { self: [Circular *1] }',
  })
  expect((await run('get', 'failed')).stdout).toContain('\nError: no \\u{1b}[2J\n    at ')
  const { stdout, stderr, exitCode } = await run('get', 'unreadable', '--json')
  expect(JSON.parse(stdout)).toMatchObject({ key: 'unreadable', bytes: 1, age: expect.any(Number) })
  expect(stderr).toMatch(/^error: Its value cannot be shown here: /)
  expect(exitCode).toBe(2)
  expect((await run('ls', 'evil')).stdout).toMatch(/^unreadable {2}evil\\u\{1b\}\[2J\\u\{9b\} {2}1 B/)
})

test('names a store that does not answer, and goes on with the others', async () => {
  const redis = fileURLToPath(new URL('../runtime/stores/redis/index.ts', import.meta.url))
  const config = `import { lmdbStore } from ${JSON.stringify(lmdb)}
import { redisStore } from ${JSON.stringify(redis)}
export default { stores: { remote: redisStore({ url: 'redis://127.0.0.1:1' }), default: lmdbStore({ path: ${JSON.stringify(await filled())} }) } }`
  const { run } = project({ 'package.json': '{}', 'use-cache.config.ts': config })
  const stderr = expect.stringMatching(/^error: redis \(redis:\/\/127\.0\.0\.1:1\): .*ECONNREFUSED.*\n$/)
  expect(await run('store', 'ls')).toEqual({ exitCode: 2, stdout: expect.stringContaining('\n2 results.\n'), stderr })
  expect(await run('store', 'get', 'key-2')).toMatchObject({ exitCode: 2, stdout: expect.stringContaining('Assam') })
  expect(await run('store', 'stats')).toEqual({ exitCode: 2, stdout: expect.stringMatching(/^lmdb .*\n$/), stderr })
  expect(await run('store', 'clear', '--yes', '--json')).toMatchObject({ exitCode: 2, stderr })
  expect(await run('store', 'ls', '--kind', 'default')).toEqual({ exitCode: 0, stdout: 'no results.\n', stderr: '' })
})

test('shows no stack and no password for an address that is none', async () => {
  const env = { USE_CACHE_REDIS_URL: 'redi://me:secret@127.0.0.1' }
  const { stderr, exitCode } = await project({ 'package.json': '{}' }).runWith({ env }, 'store', 'ls')
  expect(stderr).toBe('error: redisStore(): "redi://me:***@127.0.0.1" is no URL such as redis://host:6379.\n')
  expect(exitCode).toBe(2)
})

test('says where a store is named when there is none, and that a kind has none', async () => {
  const { stderr, exitCode } = await project({ 'package.json': '{}' }).run('store', 'ls')
  expect(stderr).toContain('No store is configured: results are kept in the memory of each process.')
  expect(exitCode).toBe(2)
  const config = `import { lmdbStore } from ${JSON.stringify(lmdb)}\nexport default { stores: { default: lmdbStore({ path: 'a' }), tenant: 'memory' } }`
  const { run } = project({ 'package.json': '{}', 'use-cache.config.ts': config })
  const answer = await run('store', 'ls', '--kind', 'tenant')
  expect(answer.stderr).toBe('error: Results of the kind tenant are kept in the memory of each process alone.\n')
})
