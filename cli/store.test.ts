import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { encodeValue } from '../runtime/codec/index.ts'
import { lmdbStore } from '../runtime/stores/lmdb/index.ts'
import { project } from './fixture-project.ts'

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
  expect((await run('prune')).stdout).toBe('lmdb: 0 expired or outdated results removed.\n')
  expect((await run('clear', '--yes')).stdout).toContain('All results were removed from lmdb (')
  expect((await run('ls')).stdout).toBe('0 results.\n')
})

test('says where a store is named when there is none', async () => {
  const { stderr, exitCode } = await project({ 'package.json': '{}' }).run('store', 'ls')
  expect(stderr).toContain('No store is configured: results are kept in the memory of each process.')
  expect(exitCode).toBe(2)
})
