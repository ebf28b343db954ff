import assert from 'node:assert/strict'
import { sleep, someKey, someResult } from './results.ts'
import type { StoreCase } from './store-case.ts'

export const leaseCases: readonly StoreCase[] = [
  {
    name: 'gives the right to fill to one process at a time, if it says that it does',
    async run(open) {
      const [a, b] = [await open(), await open()]
      if (a.lease === undefined || b.lease === undefined) return
      const key = someKey()
      const lease = await a.lease(key)
      assert.ok(lease !== undefined)
      assert.equal(await b.lease(key), undefined)
      assert.ok((await b.lease(someKey())) !== undefined, 'another key is another matter')
      const ended = b.leaseEnd?.(key, 10_000)
      await lease.finish(someResult({ value: new Uint8Array([7]) }))
      await ended
      assert.deepEqual([...(await b.get(key))!.value], [7])
      const next = await b.lease(key)
      assert.ok(next !== undefined)
      await next.release()
      assert.ok((await a.lease(key)) !== undefined)
    },
  },
  {
    name: 'gives one of many processes that ask at once the right to fill',
    async run(open) {
      const stores = await Promise.all([open(), open(), open(), open()])
      if (stores[0].lease === undefined) return
      const key = someKey()
      const leases = await Promise.all([...stores, ...stores].map(async (store) => store.lease!(key)))
      assert.equal(leases.filter((lease) => lease !== undefined).length, 1)
    },
  },
  {
    name: 'ends the right of a process that is gone, and then takes no result of it any more',
    async run(open) {
      const [gone, next] = [await open(), await open()]
      if (gone.lease === undefined || next.lease === undefined) return
      const key = someKey()
      const lost = await gone.lease(key)
      assert.ok(lost !== undefined)
      await gone.close()
      let lease = await next.lease(key)
      for (let waited = 0; lease === undefined && waited < 30_000; waited += 50) {
        await sleep(50)
        lease = await next.lease(key)
      }
      assert.ok(lease !== undefined, 'its right has not ended after 30 s')
      await lease.finish(someResult({ value: new Uint8Array([2]) }))
      await (async () => lost.finish(someResult({ value: new Uint8Array([1]) })))().catch(() => {})
      assert.deepEqual([...(await next.get(key))!.value], [2])
    },
  },
]
