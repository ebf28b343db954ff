import assert from 'node:assert/strict'
import { type Body, define, mark, run } from '../abi.ts'
import { createRuntime, inUse, replace, type Runtime } from '../instance.ts'
import { cacheLife } from '../life.ts'
import type { Link } from '../outer/link.ts'
import type { Store } from '../store.ts'
import { cacheTag, updateTag } from '../tags.ts'
import { sleep, someTag } from './results.ts'
import type { StoreCase } from './store-case.ts'

/** Cached functions called in several processes, which have nothing in common but the store. */
export const callCases: readonly StoreCase[] = [
  {
    name: 'lets one process use what another one made, and know what it invalidated',
    async run(open) {
      const { call, tag } = counting()
      const [a, b] = [await runtimeOf(open), await runtimeOf(open)]
      assert.equal(await inside(a, call), 1)
      assert.equal(await inside(b, call), 1)
      await inside(b, () => updateTag(tag))
      await known(a)
      assert.equal(await inside(a, call), 2)
      assert.equal(await inside(b, call), 2)
    },
  },
  {
    name: 'works with clocks that are five minutes apart',
    async run(open) {
      const { call, tag } = counting()
      const [late, early] = [await runtimeOf(open, 300_000), await runtimeOf(open, -300_000)]
      assert.equal(await inside(late, call), 1)
      assert.equal(await inside(early, call), 1, 'what is fresh for one is fresh for the other')
      await inside(early, () => updateTag(tag))
      await known(late)
      assert.equal(await inside(late, call), 2, 'an invalidation by the one that is behind is not lost')
      assert.equal(await inside(early, call), 2)
      await inside(late, () => updateTag(tag))
      await known(early)
      assert.equal(await inside(early, call), 3)
    },
  },
  {
    name: 'lets calls go on while it is down, and is used again when it is back',
    async run(open) {
      const fault = { on: true }
      const { call, tag } = counting()
      const runtime = await runtimeOf(async () => failing(await open(), fault))
      const other = await runtimeOf(open)
      assert.equal(await inside(runtime, call), 1)
      await assert.rejects(
        inside(runtime, () => updateTag(tag)),
        (error: { code?: unknown }) => error.code === 'invalidation-lost',
      )
      assert.equal(await inside(runtime, call), 2, 'here it took effect')
      fault.on = false
      for (let waited = 0; waited < 10_000; waited += 50) {
        await inside(runtime, () => counting().call())
        if (await linkOf(runtime).sync()) break
        await sleep(50)
      }
      await inside(runtime, () => updateTag(tag))
      assert.equal(await inside(runtime, call), 3)
      assert.equal(await inside(other, call), 3, 'what was made since is shared again')
    },
  },
  {
    name: 'is not waited for when it is slow',
    async run(open) {
      const { call } = counting()
      const runtime = await runtimeOf(async () => slow(await open()))
      replace(runtime)
      assert.equal(await call(), 1)
      assert.equal(await call(), 1)
    },
  },
  {
    name: 'never makes a call fail or lie while it comes and goes',
    async run(open) {
      const fault = { on: false }
      const { call, tag } = counting()
      const runtime = await runtimeOf(async () => failing(await open(), fault))
      let last = 0
      for (let round = 0; round < 30; round++) {
        fault.on = round % 3 === 1
        const lost = await inside(runtime, () => updateTag(tag)).then(
          () => false,
          () => true,
        )
        assert.equal(lost, fault.on)
        const result = await inside(runtime, call)
        assert.ok(result > last, 'an invalidated result came back')
        last = result
      }
    },
  },
  {
    name: 'takes results of another encoding for misses',
    async run(open) {
      const { call } = counting()
      const spoiling = async (): Promise<Store> => {
        const store = await open()
        const set = store.set.bind(store)
        return overriding(store, {
          lease: undefined,
          set: (key, result) => set(key, { ...result, value: new Uint8Array([250, 1, 2, 3]) }),
        })
      }
      const [writer, reader] = [await runtimeOf(spoiling), await runtimeOf(open)]
      assert.equal(await inside(writer, call), 1)
      assert.equal(await inside(reader, call), 2)
    },
  },
]

/** A cached function of its own, that counts how often its body ran. */
function counting(): { readonly call: () => Promise<number>; readonly tag: string } {
  const tag = someTag()
  let runs = 0
  const definition = define(`test-store.ts#${tag}`)
  const body = async (): Promise<number> => {
    cacheLife({ revalidate: 600, expire: 3600 })
    cacheTag(tag)
    return ++runs
  }
  return { tag, call: mark(() => run(definition, [], body as unknown as Body<number>)) }
}

async function runtimeOf(open: () => Promise<Store>, ahead = 0): Promise<Runtime> {
  return createRuntime({ clock: { now: () => Date.now() + ahead }, stores: { default: await open() } })
}

/** Works as one process, until everything is written. */
async function inside<Value>(runtime: Runtime, work: () => Promise<Value>): Promise<Value> {
  const before = replace(runtime)
  try {
    return await work()
  } finally {
    await runtime.outer.settled()
    if (inUse.runtime === runtime) replace(before)
  }
}

/** Until a process may have to ask the log again. */
async function known(runtime: Runtime): Promise<void> {
  await sleep(linkOf(runtime).store.trust + 20)
}

function linkOf(runtime: Runtime): Link {
  return runtime.outer.of({ kind: 'default', isLocal: false })!
}

/** The store, with methods in the place of its own. */
function overriding(store: Store, over: { readonly [Name in keyof Store]?: Store[Name] | undefined }): Store {
  return new Proxy(store, {
    get(target, name) {
      if (Object.hasOwn(over, name)) return over[name as keyof Store]
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value
    },
  })
}

const needed: ReadonlySet<unknown> = new Set(['get', 'set', 'delete', 'invalidate', 'invalidations', 'lease'])

function failing(store: Store, fault: { readonly on: boolean }): Store {
  return new Proxy(overriding(store, {}), {
    get(target, name) {
      if (!fault.on || !needed.has(name)) return Reflect.get(target, name) as unknown
      return () => {
        throw new Error('The store is down.')
      }
    },
  })
}

function slow(store: Store): Store {
  const never = (): Promise<never> => new Promise(() => {})
  return overriding(store, { get: never, set: async () => {}, invalidations: never, lease: never })
}
