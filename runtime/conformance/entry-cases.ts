import assert from 'node:assert/strict'
import { listOf, sleep, someKey, someResult, someTag } from './results.ts'
import type { StoreCase } from './store-case.ts'

export const entryCases: readonly StoreCase[] = [
  {
    name: 'gives back what was set, whole',
    async run(open) {
      const store = await open()
      const key = someKey()
      const tags = ['plain', '', 'a,b', 'ünï→🍵', 'new\nline', 'nul\0', 'x'.repeat(1000)]
      const life = { stale: 300, revalidate: 60, expire: 4_294_967_294, staleIfError: 0.5 }
      await store.invalidate([{ tag: someTag(), expiresIn: 0 }], 'me')
      const result = someResult({ tags, life, order: (await store.invalidations(0)).order - 1 })
      await store.set(key, result)
      const { age: _, ...found } = (await store.get(key))!
      const { age: __, ...set } = result
      assert.deepEqual({ ...found, value: [...found.value] }, { ...set, value: [...set.value] })
    },
  },
  {
    name: 'knows nothing of what was never set, and of what was deleted',
    async run(open) {
      const [a, b] = [await open(), await open()]
      const key = someKey()
      assert.equal(await a.get(key), undefined)
      await a.delete(key)
      await a.set(key, someResult())
      await b.delete(key)
      assert.equal(await a.get(key), undefined)
    },
  },
  {
    name: 'shows every process what was set last, whoever did and however old it was then',
    async run(open) {
      const [a, b] = [await open(), await open()]
      const key = someKey()
      await a.set(key, someResult({ value: new Uint8Array([1]) }))
      assert.deepEqual([...(await b.get(key))!.value], [1])
      await b.set(key, someResult({ value: new Uint8Array([2]), version: undefined }))
      const found = (await a.get(key))!
      assert.deepEqual([[...found.value], found.version], [[2], undefined])
      await b.set(key, someResult({ value: new Uint8Array([3]), age: 10_000 }))
      assert.deepEqual([...(await a.get(key))!.value], [3])
    },
  },
  {
    name: 'takes an empty value and one of 8 MiB',
    async run(open) {
      const store = await open()
      const keys = [someKey(), someKey()] as const
      const huge = new Uint8Array(8 * 1024 * 1024).map((_, index) => index * 31)
      await store.set(keys[0], someResult({ value: new Uint8Array() }))
      await store.set(keys[1], someResult({ value: huge }))
      assert.equal((await store.get(keys[0]))!.value.length, 0)
      assert.equal(Buffer.compare((await store.get(keys[1]))!.value, huge), 0)
    },
  },
  {
    name: 'says how old a result is, by its own clock',
    async run(open) {
      const [a, b] = [await open(), await open()]
      const key = someKey()
      await a.set(key, someResult({ age: 10_000 }))
      await sleep(60)
      const { age } = (await b.get(key))!
      assert.ok(age >= 10_040 && age < 20_000, `its age is ${age} ms, after 10,060 ms`)
    },
  },
  {
    name: 'does not keep a result longer than it may be of use',
    async run(open) {
      const store = await open()
      const [short, late, standIn] = [someKey(), someKey(), someKey()]
      await store.set(short, someResult({ life: { stale: 0, revalidate: 0.05, expire: 0.1 } }))
      await store.set(late, someResult({ life: { stale: 0, revalidate: 1, expire: 2 }, age: 3000 }))
      await store.set(standIn, someResult({ life: { stale: 0, revalidate: 0.05, expire: 0.05, staleIfError: 0.05 } }))
      await sleep(200)
      for (const key of [short, late, standIn]) assert.equal(await store.get(key), undefined)
    },
  },
  {
    name: 'keeps 1,000 results that are set at once, and one of many for the same key',
    async run(open) {
      const stores = [await open(), await open()]
      const keys = Array.from({ length: 1000 }, someKey)
      const same = someKey()
      await Promise.all(
        keys.map(async (key, index) => {
          const value = new Uint8Array(100 + index).fill(index)
          const store = stores[index % 2]!
          await Promise.all([store.set(key, someResult({ value })), store.set(same, someResult({ value }))])
        }),
      )
      for (const [index, key] of keys.entries()) {
        const { value } = (await stores[0]!.get(key))!
        assert.ok(value.length === 100 + index && value.every((byte) => byte === index % 256), `result ${index}`)
      }
      const { value } = (await stores[1]!.get(same))!
      assert.ok(value.every((byte) => byte === (value.length - 100) % 256))
    },
  },
  {
    name: 'never gives out a result that was damaged',
    async run(open, { spoil }) {
      if (spoil === undefined) return
      const store = await open()
      for (const where of ['start', 'end'] as const) {
        const key = someKey()
        await store.set(key, someResult({ value: new Uint8Array(1000) }))
        await spoil(key, where)
        const found = await (async () => store.get(key))().catch(() => undefined)
        assert.equal(found, undefined)
        await listOf(store)
        await store.set(key, someResult())
        assert.equal((await store.get(key))!.value.length, 5)
      }
    },
  },
]
