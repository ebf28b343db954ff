import assert from 'node:assert/strict'
import { marksOf, sleep, someTag } from './results.ts'
import type { StoreCase } from './store-case.ts'

export const logCases: readonly StoreCase[] = [
  {
    name: 'shows every process at once what another one invalidated, and what came later only',
    async run(open) {
      const [a, b] = [await open(), await open()]
      const [one, two] = [someTag(), someTag()]
      const before = await b.invalidations(0)
      await a.invalidate([{ tag: one, expiresIn: 0 }], 'process a')
      const first = await b.invalidations(before.order)
      assert.deepEqual(
        first.records.map(({ tag, by }) => [tag, by]),
        [[one, 'process a']],
      )
      assert.ok(first.order > before.order && first.epoch === before.epoch)
      await b.invalidate([{ tag: two, expiresIn: Infinity }], 'process b')
      const second = await a.invalidations(first.order)
      assert.deepEqual(
        second.records.map(({ tag, by, marks }) => [tag, by, marks[0]!.expiresIn]),
        [[two, 'process b', Infinity]],
      )
      assert.deepEqual((await a.invalidations(second.order)).records, [])
    },
  },
  {
    name: 'takes several invalidations in one step, and gives each a place of its own',
    async run(open) {
      const [a, b] = [await open(), await open()]
      const tags = [someTag(), someTag(), undefined, someTag()]
      const before = await b.invalidations(0)
      await a.invalidate(
        tags.map((tag) => ({ tag, expiresIn: 0 })),
        'me',
      )
      const log = await b.invalidations(before.order)
      const orders = tags.map((tag) => marksOf(log, tag)[0]?.order)
      assert.ok(orders.every((order) => order !== undefined && order > before.order && order <= log.order))
      assert.equal(new Set(orders).size, tags.length)
    },
  },
  {
    name: 'remembers what it says that it remembers',
    async run(open) {
      const [a, b] = [await open(), await open()]
      const written: { readonly tag: string; readonly after: number }[] = []
      for (let step = 0; step < 10; step++) {
        const { order } = await a.invalidations(0)
        const tags = Array.from({ length: 100 }, someTag)
        await a.invalidate(
          tags.map((tag) => ({ tag, expiresIn: 0 })),
          'me',
        )
        for (const tag of tags) written.push({ tag, after: order })
      }
      const { floor, records } = await b.invalidations(0)
      const known = new Set(records.map(({ tag }) => tag))
      for (const { tag, after } of written)
        assert.ok(known.has(tag) || floor > after, `it has forgotten a tag, and its floor is ${floor}`)
    },
  },
  {
    name: 'keeps any tag apart from any other',
    async run(open) {
      const store = await open()
      const long = 'x'.repeat(1000)
      const tags = ['', ' ', 'a', 'A', 'a,b', 'ünï→🍵', 'new\nline', 'nul\0', 'nul', '__proto__', long, `${long}y`]
      for (const tag of tags) await store.invalidate([{ tag, expiresIn: 60_000 }], 'me')
      const { records } = await store.invalidations(0)
      for (const tag of tags)
        assert.equal(records.filter((record) => record.tag === tag).length, 1, JSON.stringify(tag))
    },
  },
  {
    name: 'says how long what is stale may still be used, by its own clock',
    async run(open) {
      const [a, b] = [await open(), await open()]
      const tag = someTag()
      await a.invalidate([{ tag, expiresIn: 10_000 }], 'me')
      await sleep(60)
      const { expiresIn } = marksOf(await b.invalidations(0), tag)[0]!
      assert.ok(expiresIn <= 9960 && expiresIn > 1000, `${expiresIn} ms are left of 9,940`)
    },
  },
  {
    name: 'remembers what an older invalidation says beyond a newer one',
    async run(open) {
      const store = await open()
      const tag = someTag()
      await store.invalidate([{ tag, expiresIn: 0 }], 'me')
      await store.invalidate([{ tag, expiresIn: 60_000 }], 'me')
      await store.invalidate([{ tag, expiresIn: Infinity }], 'me')
      const marks = marksOf(await store.invalidations(0), tag)
      assert.deepEqual(
        marks.map(({ expiresIn }) => (expiresIn <= 0 ? 'gone' : expiresIn === Infinity ? 'never' : 'later')),
        ['never', 'later', 'gone'],
      )
      assert.ok(marks[0]!.order > marks[1]!.order && marks[1]!.order > marks[2]!.order)
    },
  },
  {
    name: 'does not grow when one tag is invalidated again and again',
    async run(open) {
      const store = await open()
      const tag = someTag()
      for (let index = 0; index < 100; index++) await store.invalidate([{ tag, expiresIn: 0 }], 'me')
      const { records } = await store.invalidations(0)
      assert.equal(records.filter((record) => record.tag === tag).length, 1)
      assert.ok(marksOf({ epoch: '', order: 0, floor: 0, records }, tag).length <= 3)
    },
  },
  {
    name: 'loses none of many invalidations that are made at once, and gives each a place of its own',
    async run(open) {
      const stores = [await open(), await open()]
      const tags = Array.from({ length: 200 }, someTag)
      await Promise.all(tags.map(async (tag, index) => stores[index % 2]!.invalidate([{ tag, expiresIn: 0 }], 'me')))
      for (const store of stores) {
        const log = await store.invalidations(0)
        const orders = tags.map((tag) => marksOf(log, tag)[0]?.order)
        assert.equal(new Set(orders).size, tags.length)
        assert.ok(orders.every((order) => order !== undefined && order <= log.order))
      }
    },
  },
  {
    name: 'tells other processes soon, if it says that it does',
    async run(open) {
      const [a, b] = [await open(), await open()]
      if (b.subscribe === undefined) return
      const { promise: told, resolve } = Promise.withResolvers<void>()
      const stop = b.subscribe(resolve)
      await b.invalidations(0)
      await sleep(100)
      await a.invalidate([{ tag: someTag(), expiresIn: 0 }], 'a')
      await told
      stop()
    },
  },
]
