import assert from 'node:assert/strict'
import { listOf, marksOf, sleep, someKey, someResult, someTag } from './results.ts'
import type { StoreCase } from './store-case.ts'

export const keepingCases: readonly StoreCase[] = [
  {
    name: 'lists what it holds, and counts it',
    async run(open) {
      const store = await open()
      await store.clear()
      const key = someKey()
      await store.set(key, someResult({ tags: ['a'], age: 5000 }))
      const listed = await listOf(store)
      assert.equal(listed.length, 1)
      const { age, ...info } = listed[0]!
      const { function: id, version, life, tags } = someResult({ tags: ['a'] })
      assert.deepEqual(info, { key, function: id, version, life, tags, bytes: 5 })
      assert.ok(age >= 5000)
      const stats = await store.stats()
      assert.equal(stats.entries, 1)
      assert.ok(stats.bytes > 0)
    },
  },
  {
    name: 'prunes what has expired and leaves the rest',
    async run(open) {
      const store = await open()
      await store.clear()
      const [old, young] = [someKey(), someKey()]
      await store.set(old, someResult({ life: { stale: 0, revalidate: 0.01, expire: 0.05 } }))
      await store.set(young, someResult())
      await sleep(120)
      await store.prune()
      assert.deepEqual(
        (await listOf(store)).map(({ key }) => key),
        [young],
      )
    },
  },
  {
    name: 'clears everything, and lets processes know that have some of it in memory',
    async run(open) {
      const [a, b] = [await open(), await open()]
      const tag = someTag()
      await a.invalidate([{ tag, expiresIn: 0 }], 'me')
      await a.set(someKey(), someResult())
      const before = await b.invalidations(0)
      await a.clear()
      assert.deepEqual(await listOf(b), [])
      const after = await b.invalidations(before.order)
      const told = marksOf(after, undefined)[0]
      assert.ok(
        after.epoch !== before.epoch || (told !== undefined && told.order > before.order && told.expiresIn <= 0),
      )
    },
  },
  {
    name: 'goes on where it was when a process closes it and another one opens it',
    async run(open) {
      const staying = await open()
      const first = await open()
      const [key, tag] = [someKey(), someTag()]
      await first.set(key, someResult())
      await first.invalidate([{ tag, expiresIn: Infinity }], 'me')
      const log = await first.invalidations(0)
      await first.close()
      const second = await open()
      assert.ok((await second.get(key)) !== undefined)
      const again = await second.invalidations(0)
      assert.deepEqual([again.epoch, again.order], [log.epoch, log.order])
      assert.deepEqual(marksOf(again, tag), marksOf(log, tag))
      await second.invalidate([{ tag, expiresIn: 0 }], 'me')
      assert.ok((await staying.invalidations(0)).order > log.order)
    },
  },
]
