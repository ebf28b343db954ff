import assert from 'node:assert/strict'
import { sleep, someKey, someResult } from './results.ts'
import type { StoreCase } from './test-store.ts'

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
      await sleep(0)
    },
  },
]
