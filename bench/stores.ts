/** What a hit costs in each store, here and in others: `node bench/stores.ts`; with `--million`, an LMDB folder with a million results; with `--redis=redis://…`, that Redis, too. */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Body, define, mark, run } from '../runtime/abi.ts'
import { createRuntime, replace } from '../runtime/instance.ts'
import type { Store } from '../runtime/store.ts'
import { lmdbStore } from '../runtime/stores/lmdb/index.ts'
import { redisStore } from '../runtime/stores/redis/index.ts'
import { caches, type Load, ours } from './caches.ts'
import { inLmdb, inRedis, type Start } from './stores-peers.ts'

const folder = mkdtempSync(join(tmpdir(), 'use-cache-bench-'))
const url = process.argv.find((argument) => argument.startsWith('--redis='))?.slice('--redis='.length)
const keys = 1000
const row = async (id: unknown): Promise<object> => ({
  id,
  name: `Product ${String(id)}`,
  price: Number(id) * 1.5,
  tags: ['a', 'b'],
})

await hits('memory', 'memory', 'memory')
const { [ours]: _, ...others } = await caches()
for (const [name, wrap] of Object.entries(others)) {
  if (!/^(keyv|bentocache|cacheable)/.test(name)) continue
  await hitsOf(`${name.split(',')[0]}, memory`, (load) => wrap('row', load, 1), 'memory')
}
await hits('lmdb, memory in front', lmdbStore({ path: join(folder, 'a') }), 'memory')
await hits('lmdb, read', lmdbStore({ path: join(folder, 'b') }), lmdbStore({ path: join(folder, 'b') }))
for (const [name, start] of Object.entries(await inLmdb(folder))) {
  await hitsOf(`${name}, lmdb, again`, start, 'memory')
  await hitsOf(`${name}, lmdb, read`, start, 'read')
}
if (url !== undefined) {
  await hits('redis, memory in front', redisStore({ url, timeout: 5000 }), 'memory')
  await hits('redis, read', redisStore({ url, timeout: 5000 }), redisStore({ url, timeout: 5000 }))
  for (const [name, start] of Object.entries(await inRedis(url))) {
    await hitsOf(`${name}, redis, again`, start, 'memory')
    await hitsOf(`${name}, redis, read`, start, 'read')
  }
}
if (process.argv.includes('--million')) await million()
rmSync(folder, { recursive: true })
process.exit()

/** `cold`: a store for a second process, which has nothing in memory; `'memory'`: the same process asks again. */
async function hits(name: string, store: Store | 'memory', cold: Store | 'memory'): Promise<void> {
  const definition = define(`bench.ts#${name}`, { version: crypto.randomUUID() })
  const call = mark((id: number) => run(definition, [id], row as unknown as Body<object>))
  const first = createRuntime({ stores: { default: store } })
  replace(first)
  for (let id = 0; id < keys; id++) await call(id)
  await first.outer.settled()
  const second = cold === 'memory' ? first : createRuntime({ stores: { default: cold } })
  replace(second)
  await second.outer.of(definition)?.sync()
  await measure(name, call, cold === 'memory' ? 200 : 1)
}

/** The same of another cache; `'read'`: a second one that finds what the first made. */
async function hitsOf(name: string, start: Start, from: 'memory' | 'read'): Promise<void> {
  let runs = 0
  const load: Load = async (id) => {
    runs++
    return row(id)
  }
  const first = start(load)
  for (let id = 0; id < keys; id++) await first(id)
  // What they write behind the answer.
  await new Promise((resolve) => {
    setTimeout(resolve, 500)
  })
  const made = runs
  const call = from === 'memory' ? first : start(load)
  const rounds = name.includes('redis') ? 20 : 200
  await measure(name, call, from === 'read' ? 1 : rounds)
  if (runs > made) console.log(`${' '.repeat(36)} ${runs - made} of them were no hits`)
}

async function measure(name: string, call: (id: number) => Promise<unknown>, rounds: number): Promise<void> {
  const begin = performance.now()
  for (let round = 0; round < rounds; round++) for (let id = 0; id < keys; id++) await call(id)
  const each = ((performance.now() - begin) * 1000) / rounds / keys
  console.log(
    `${name.padEnd(36)} ${each.toFixed(2).padStart(8)} µs a hit, ${Math.round(1e6 / each).toLocaleString('en')} hits a second`,
  )
}

async function million(): Promise<void> {
  const path = join(folder, 'million')
  const store = lmdbStore({ path, maxSize: 8 * 1024 ** 3 })
  const life = { stale: 300, revalidate: 900, expire: 4_294_967_294 }
  const value = Buffer.from(JSON.stringify({ id: 1, name: 'Product 1', price: 1.5, tags: ['a', 'b'] }))
  const keyOf = (index: number): string => String(index).padStart(43, 'k')
  let begin = performance.now()
  for (let from = 0; from < 1_000_000; from += 5000) {
    const writes = Array.from({ length: 5000 }, async (_, offset) =>
      store.set(keyOf(from + offset), {
        function: 'a.ts#a',
        version: 'v',
        value,
        life,
        tags: ['products'],
        age: 0,
        epoch: 'one',
        order: 0,
      }),
    )
    await Promise.all(writes)
  }
  console.log(`lmdb, a million writes   ${((performance.now() - begin) / 1000).toFixed(1)} s`)
  await store.close()
  begin = performance.now()
  const again = lmdbStore({ path })
  await again.get(keyOf(1))
  console.log(`lmdb, open               ${(performance.now() - begin).toFixed(1)} ms`)
  begin = performance.now()
  for (let index = 0; index < 100_000; index++) await again.get(keyOf((index * 7919) % 1_000_000))
  console.log(`lmdb, get of a million   ${((performance.now() - begin) / 100).toFixed(2)} µs`)
  const { size } = statSync(join(path, 'data.mdb'))
  console.log(
    `lmdb, on disk            ${Math.round(size / 1024 ** 2)} MiB, ${Math.round(size / 1e6)} B a result of ${value.length} B`,
  )
  await again.close()
}
