import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setImmediate } from 'node:timers/promises'
import { open } from 'lmdb'
import { expect, onTestFinished, test } from 'vitest'
import { cached } from '../../fixture-cached.ts'
import { warningsHeard } from '../../fixture-warnings.ts'
import { createRuntime, replace } from '../../instance.ts'
import type { Store, StoredResult } from '../../store.ts'
import { openDatabase } from './database.ts'
import { lmdbStore } from './index.ts'

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'use-cache-lmdb-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

function start(task: string, path: string): { child: ChildProcess; lines: AsyncIterator<string> } {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'fixture-process.ts'), task, path], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() }
}

test('what was acknowledged survives kill -9 at any moment, and nothing is torn', async () => {
  const path = folder()
  let most = 0
  for (const after of [1, 50]) {
    const { child, lines } = start('write', path)
    let acknowledged = 0
    for (let line = 0; line < after; line++) acknowledged = Number((await lines.next()).value)
    child.kill('SIGKILL')
    await once(child, 'exit')
    most = Math.max(most, acknowledged)
    const store = lmdbStore({ path })
    for (let index = 0; index < 10_000; index++) {
      const found = await store.get(`key-${index}`)
      if (found === undefined) expect(index).toBeGreaterThanOrEqual(most)
      else if (found.value.some((byte) => byte !== index % 256)) expect.fail(`key-${index} is torn`)
    }
    await store.close()
  }
})

test('processes share results and invalidations without a restart', async () => {
  const path = folder()
  const [one, two] = [start('call', path), start('call', path)]
  const ask = async ({ child, lines }: typeof one, command: string): Promise<unknown> => {
    child.stdin!.write(`${command}\n`)
    return (await lines.next()).value
  }
  const made = await ask(one, 'call')
  expect(await ask(two, 'call')).toBe(made)
  await ask(one, 'invalidate')
  const anew = await ask(two, 'call')
  expect(anew).toBe(`${two.child.pid} 1`)
  expect(await ask(one, 'call')).toBe(anew)
})

test('closing waits for what is under way; calls go on without the store', async () => {
  const path = folder()
  const { child, lines } = start('close', path)
  const exit = once(child, 'exit')
  const { value } = await lines.next()
  expect(await exit).toEqual([0, null])
  const closed = `lmdbStore({ path: ${JSON.stringify(path)} }) was closed. Make another one to go on with the folder.`
  expect(JSON.parse(value as string)).toEqual({ answers: [38, 2, 400], errors: [closed] })
  const store = lmdbStore({ path })
  expect((await store.invalidations(0)).records).toMatchObject([{ tag: 'a' }])
  const counts: Record<string, number> = {}
  for await (const info of store.list()) counts[info.function] = (counts[info.function] ?? 0) + 1
  expect(counts).toEqual({ 'a.ts#a': 200, 'src/double.ts#double': 20 })
  await store.close()
})

const life = { stale: 0, revalidate: 600, expire: 600 }

function someResult(size = 10, byte = 0): StoredResult {
  return { function: 'a.ts#a', value: new Uint8Array(size).fill(byte), life, tags: [], age: 0, epoch: 'one', order: 0 }
}

/** The app goes on without the store, which says why, and warns once. */
async function expectToRunWithout(store: Store, reason: string): Promise<void> {
  const runtime = createRuntime({ stores: { default: store } })
  const before = replace(runtime)
  onTestFinished(() => void replace(before))
  const errors: string[] = []
  runtime.events.on('store-error', ({ error }) => errors.push((error as Error).message))
  const warnings = warningsHeard()
  let runs = 0
  const count = cached(`src/a.ts#${reason}`, async () => ++runs)
  expect(await count()).toBe(1)
  expect(await count()).toBe(1)
  await runtime.outer.settled()
  expect(errors[0]).toContain(reason)
  await expect(runtime.outer.invalidate({ tag: 'a', expiresIn: 0 })).rejects.toThrow(reason)
  await setImmediate()
  expect(warnings.filter((warning) => warning.includes(reason))).toHaveLength(1)
}

test('a folder that cannot be used is an error that says so, and the app runs on', async () => {
  const path = folder()
  writeFileSync(join(path, 'file'), '')
  await expectToRunWithout(lmdbStore({ path: join(path, 'file/inside') }), 'the folder cannot be written (ENOTDIR)')
})

test('a file that is no database is an error that says so, and the app runs on', async () => {
  const path = folder()
  const file = 'holds a data.mdb that is no database of LMDB'
  for (const text of ['short', 'This was never a database. '.repeat(10_000)]) {
    writeFileSync(join(path, 'data.mdb'), text)
    await expectToRunWithout(lmdbStore({ path }), file)
  }
})

test('a database of another program is an error that says so, and is left alone', async () => {
  const path = folder()
  const theirs = open({ path, noSubdir: false, maxDbs: 8 })
  await theirs.openDB('entries', {}).put('customer', 'precious')
  await expectToRunWithout(lmdbStore({ path }), 'the folder holds the database of another program')
  expect(theirs.openDB('entries', {}).get('customer')).toBe('precious')
  expect([...theirs.getKeys()]).toEqual(['entries'])
  await theirs.close()
})

test('a database that is cut off is an error that says so, and the app runs on', async () => {
  const path = folder()
  const store = lmdbStore({ path })
  for (let index = 0; index < 20; index++) await store.set(`key-${index}`, someResult(100_000))
  await store.close()
  for (const [size, reason] of [
    [20_000, 'MDB_CORRUPTED'],
    [5000, 'its data.mdb is cut off'],
  ] as const) {
    truncateSync(join(path, 'data.mdb'), size)
    await expectToRunWithout(lmdbStore({ path }), `the folder holds a database that is damaged (${reason}`)
  }
})

test('a file that may not be read is an error that says so, and the app runs on', async () => {
  const path = folder()
  mkdirSync(join(path, 'lock.mdb'))
  await expectToRunWithout(lmdbStore({ path }), 'the folder cannot be written (EISDIR)')
})

test('a folder that is removed while it is in use is made anew, and the process says so', async () => {
  const path = folder()
  const store = lmdbStore({ path })
  onTestFinished(() => store.close())
  await store.set('key', someResult())
  const { epoch } = await store.invalidations(0)
  const warnings = warningsHeard()
  rmSync(path, { recursive: true })
  await expect.poll(() => store.get('key'), { timeout: 10_000 }).toBeUndefined()
  expect((await store.invalidations(0)).epoch).not.toBe(epoch)
  await store.set('key', someResult())
  const other = lmdbStore({ path })
  expect(other.get('key')).toBeDefined()
  await other.close()
  const text = `lmdbStore({ path: "${path}" }): somebody removed or replaced the folder while it was in use.`
  expect(warnings.filter((warning) => warning.startsWith(text))).toHaveLength(1)
})

test('a full disk is an error that says so; what is there can still be read', async ({ skip }) => {
  const path = folder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', path], { stdio: 'ignore' })
  } catch {
    skip('only root can make a small disk')
  }
  onTestFinished(() => void execFileSync('umount', ['-l', path]))
  const store = lmdbStore({ path })
  const fill = async (index: number): Promise<void> => store.set(`key-${index}`, someResult(1024 * 1024, index))
  for (let index = 0; index < 5; index++) await fill(index)
  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, async (_, index) => fill(index + 5)))
  const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [String(outcome.reason)] : []))
  expect(reasons.length).toBeGreaterThan(40)
  for (const reason of reasons) expect(reason).toContain(`The disk of ${path} is full`)
  const found = await store.get('key-1')
  expect(found!.value.length === 1024 * 1024 && found!.value.every((byte) => byte === 1)).toBe(true)
  await store.close()
})

test.each([
  ['small', 10_000, 1000, 200],
  ['large', 1_000_000, 100, 2],
])('what expires soonest goes when the size is reached: %s results', async (_, size, count, kept) => {
  const maxSize = 3 * 1024 * 1024
  const store = lmdbStore({ path: folder(), maxSize })
  for (let index = 0; index < count; index++) {
    await store.set(`key-${index}`, { ...someResult(size), life: { ...life, expire: 1000 + index } })
  }
  expect((await store.stats()).bytes).toBeLessThan(maxSize * 1.1)
  expect((await store.stats()).entries).toBeGreaterThanOrEqual(kept)
  expect(store.get('key-0')).toBeUndefined()
  expect(store.get(`key-${count - 1}`)).toBeDefined()
  await store.set('soonest', { ...someResult(size), life: { ...life, expire: 500 } })
  expect(store.get('soonest')).toBeDefined()
  await store.set('soonest', someResult(maxSize))
  expect(store.get('soonest')).toBeUndefined()
  await store.close()
})

test('versions that were replaced and not used for a day are pruned', async () => {
  const path = folder()
  const store = lmdbStore({ path })
  const set = async (key: string, id: string, version: string): Promise<void> =>
    store.set(key, { function: id, version, value: new Uint8Array(), life, tags: [], age: 0, epoch: 'one', order: 0 })
  await set('key old', 'a.ts#a', 'old')
  await set('key new', 'a.ts#a', 'new')
  await set('other', 'b.ts#b', 'old')
  const { versions } = openDatabase(path)
  const dayAgo = Date.now() - 86_500_000
  await versions.put('a.ts#a\0old', dayAgo)
  await versions.put('b.ts#b\0old', dayAgo)
  expect(await store.prune()).toBe(1)
  expect(['key old', 'key new', 'other'].map((key) => store.get(key) !== undefined)).toEqual([false, true, true])
  await store.close()
})
