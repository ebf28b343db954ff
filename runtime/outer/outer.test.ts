import { mkdtempSync, rmSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { cached } from '../fixture-cached.ts'
import { warningsHeard } from '../fixture-warnings.ts'
import {
  cache,
  cacheDeadline,
  cacheLife,
  cacheTag,
  configure,
  explain,
  inRequest,
  noStore,
  registerType,
  revalidateTag,
  unstable_cache,
  updateTag,
} from '../index.ts'
import { createRuntime, inUse, replace, type Runtime } from '../instance.ts'
import type { Store, StoredResult } from '../store.ts'
import { lmdbStore } from '../stores/lmdb/index.ts'
import { outage, type StoreWork } from './outage.ts'
import { type MapData, mapData, mapStore } from '../stores/fixture-map-store.ts'

type Gate = PromiseWithResolvers<void>

let now = 1_000_000_000
let runs = 0
const count = cached('src/count.ts#count', async (_key?: unknown) => {
  cacheLife({ revalidate: 60, expire: 3600 })
  cacheTag('numbers', 'never invalidated')
  return { run: ++runs }
})

/** Two runtimes with one store, as two processes have. */
function processes(over: Partial<Store> = {}, data: MapData = mapData()) {
  now += 10_000_000
  const before = inUse.runtime
  onTestFinished(() => void replace(before))
  let shift = 0
  const store = (): Store => ({ ...mapStore(data, () => performance.now() + shift), ...over })
  const make = (): Runtime => createRuntime({ clock: { now: () => now }, stores: { default: store() } })
  const [a, b] = [make(), make()]
  const as = async <Value>(runtime: Runtime, work: () => Promise<Value>): Promise<Value> => {
    replace(runtime)
    const value = await work()
    await runtime.outer.settled()
    return value
  }
  return { a, b, data, as, events: eventsOf(a, b), later: (by: number) => void (shift += by) }
}

function eventsOf(...runtimes: Runtime[]): string[] {
  const events: string[] = []
  for (const { events: source } of runtimes) {
    for (const type of ['hit', 'miss', 'stale'] as const)
      source.on(type, (event) => events.push('store' in event ? `${type} ${event.store}` : type))
    source.on('store-error', ({ operation }) => events.push(`store-error ${operation}`))
  }
  return events
}

test('what one process made is a hit in another, and from then on in its memory', async () => {
  const { a, b, as, events } = processes()
  const made = await as(a, () => count('a'))
  expect(await as(b, () => count('a'))).toEqual(made)
  expect(await as(b, () => count('a'))).toEqual(made)
  expect(events).toEqual(['miss', 'hit map', 'hit memory'])
})

test('an invalidation in one process is seen by the other at its next call', async () => {
  const { a, b, as } = processes()
  const made = await as(a, () => count())
  expect(await as(b, () => count())).toEqual(made)
  await as(a, () => updateTag('numbers'))
  const anew = await as(b, () => count())
  expect(anew.run).toBe(made.run + 1)
  expect(await as(a, () => count())).toEqual(anew)
})

test('what was made before a store was configured is looked at by what its log says', async () => {
  for (const invalidated of ['before', 'after']) {
    const { a, data, as } = processes({ subscribe: () => () => {} })
    const late = createRuntime({ clock: { now: () => now } })
    const made = await as(late, () => count())
    if (invalidated === 'before') await as(a, () => updateTag('numbers'))
    await as(late, async () => configure({ stores: { default: mapStore(data) } }))
    if (invalidated === 'after') await as(a, () => updateTag('numbers'))
    expect([invalidated, await as(late, () => count())]).toEqual([invalidated, { run: made.run + 1 }])
  }
})

test('a tag that ends in half a character is invalidated like any other', async () => {
  const path = mkdtempSync(join(tmpdir(), 'use-cache-outer-'))
  const runtime = createRuntime({ stores: { default: lmdbStore({ path }) } })
  const before = replace(runtime)
  onTestFinished(async () => {
    replace(before)
    await runtime.outer.close()
    rmSync(path, { recursive: true })
  })
  const tag = 'title: 🍵'.slice(0, -1)
  const title = cached('src/title.ts#title', async () => {
    cacheTag(tag)
    return ++runs
  })
  const made = await title()
  await runtime.outer.settled()
  await updateTag(tag)
  expect(await title()).toBe(made + 1)
})

test('what was invalidated while it was made elsewhere is never used', async () => {
  const { a, b, as } = processes()
  const { promise, resolve } = Promise.withResolvers<void>()
  let body = 0
  const slow = cached('src/slow.ts#slow', async () => {
    cacheTag('slow')
    const mine = ++body
    if (mine === 1) await promise
    return mine
  })
  const first = as(a, slow)
  await vi.waitFor(() => expect(body).toBe(1))
  await as(b, () => updateTag('slow'))
  resolve()
  expect(await first).toBe(1)
  expect(await as(b, slow)).toBe(2)
  expect(await as(a, slow)).toBe(2)
})

test('what a store said before this process invalidated it is not used afterwards', async () => {
  for (const held of ['get', 'invalidations'] as const) {
    const data = mapData()
    const [asked, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    let isHeld = false
    const work = async (argument: never): Promise<unknown> => {
      const answer = mapStore(data)[held](argument)
      if (isHeld) await (asked.resolve(), goOn.promise)
      return answer
    }
    const { a, b, as } = processes({ [held]: work }, data)
    const made = await as(a, () => count(held))
    isHeld = true
    const before = as(b, () => count(held))
    await asked.promise
    await updateTag('numbers')
    goOn.resolve()
    await before
    expect((await as(b, () => count(held))).run, held).toBe(made.run + 1)
  }
})

test('nor what it says while it is told of the invalidation', async () => {
  const data = mapData()
  const accepted = Promise.withResolvers<void>()
  const invalidate: Store['invalidate'] = (...given) => accepted.promise.then(() => mapStore(data).invalidate(...given))
  const { a, b, as } = processes({ invalidate }, data)
  const made = await as(a, () => count('told'))
  replace(b)
  const told = updateTag('numbers')
  await count('told')
  accepted.resolve()
  await told
  expect((await as(b, () => count('told'))).run).toBe(made.run + 1)
})

test('what only one of two stores has accepted holds for the results of the other, too', async () => {
  const [others, remote] = [mapData(), mapData()]
  const { promise, resolve: accept } = Promise.withResolvers<void>()
  let isSlow = false
  const make = (): Runtime => {
    const store = mapStore(remote)
    const invalidate: Store['invalidate'] = async (...given) => {
      if (isSlow) await promise
      await store.invalidate(...given)
    }
    return createRuntime({ stores: { default: mapStore(others), remote: { ...store, invalidate } } })
  }
  const { as } = processes()
  const [a, b] = [make(), make()]
  let price = 1
  let reads = 0
  const read = async (): Promise<number> => {
    cacheTag('price')
    reads++
    return price
  }
  const inner = cached('src/price.ts#price', read, { kind: 'remote' })
  const outer = cached('src/price.ts#page', async (_page: string) => inner())
  await as(a, () => outer('first'))
  price = 2
  isSlow = true
  const told = as(b, () => updateTag('price'))
  await sleep(5)
  expect(await as(a, () => outer('second'))).toBe(2)
  accept()
  await told
  expect(await as(a, () => outer('second'))).toBe(2)
  expect([await as(b, () => outer('second')), reads]).toEqual([2, 2])
})

/** Without a push, and trusted for five milliseconds after it was asked. */
const unheard = { trust: 5, subscribe: () => () => {} }
const lapse = (): Promise<void> => {
  now += 10
  return sleep(10)
}

test('memory is trusted from when the log was asked, however late it answers', async () => {
  const data = mapData()
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
  let asked = 0
  const invalidations: Store['invalidations'] = async (after) => {
    const log = mapStore(data).invalidations(after)
    if (++asked === 1) await answered
    return log
  }
  const { a, b, as } = processes(unheard, data)
  const made = await as(b, () => count())
  await lapse()
  Object.assign(b.outer.of({ kind: 'default', isLocal: false })!.store, { invalidations })
  const before = count()
  await as(a, () => updateTag('numbers'))
  await lapse()
  replace(b)
  const after = count()
  answer()
  await before
  expect(await after).toEqual({ run: made.run + 1 })
})

test('what another process has removed is gone, though this one has only made it stale since', async () => {
  const { a, b, as } = processes(unheard)
  const made = await as(a, () => count())
  await as(b, () => updateTag('numbers'))
  await as(a, () => revalidateTag('numbers', { expire: 60 }))
  await lapse()
  expect(await as(a, () => count())).toEqual({ run: made.run + 1 })
})

test('a clock that is set back makes memory be trusted no longer', async () => {
  const { a, b, as } = processes(unheard)
  const made = await as(b, () => count())
  expect(await as(b, () => count())).toEqual(made)
  await as(a, () => updateTag('numbers'))
  now -= 600_000
  await lapse()
  expect(await as(b, () => count())).toEqual({ run: made.run + 1 })
})

test('a run that others have invalidated answers nobody who asks later', async () => {
  const { a, b, as } = processes(unheard)
  const { promise, resolve } = Promise.withResolvers<void>()
  let body = 0
  const slow = cached('src/slow.ts#joined', async () => {
    cacheTag('joined')
    const mine = ++body
    if (mine === 1) await promise
    return mine
  })
  replace(b)
  const first = slow()
  await vi.waitFor(() => expect(body).toBe(1))
  await as(a, () => updateTag('joined'))
  await lapse()
  replace(b)
  const second = slow()
  resolve()
  expect([await first, await second]).toEqual([1, 2])
})

test('nor does a stream that goes on', async () => {
  const { a, b, as } = processes(unheard)
  const { promise, resolve } = Promise.withResolvers<void>()
  let body = 0
  const rows = cached('src/rows.ts#rows', async () => {
    cacheTag('rows')
    const mine = ++body
    return (async function* () {
      yield mine
      await promise
    })()
  })
  const first = async (): Promise<unknown> => (await (await rows()).next()).value
  replace(b)
  expect(await first()).toBe(1)
  await as(a, () => updateTag('rows'))
  await lapse()
  replace(b)
  expect(await first()).toBe(2)
  resolve()
})

test('the time that opening a store takes, and that a process is busy, is not counted against it', async () => {
  const data = mapData()
  let isOpen: Promise<unknown> | undefined
  const { a, b, as, events } = processes(
    {
      budget: 60,
      invalidations: async (after) => {
        await (isOpen ??= sleep(90))
        return mapStore(data).invalidations(after)
      },
      get: async (key) => {
        await stat('.')
        return mapStore(data).get(key)
      },
    },
    data,
  )
  await sleep(50)
  const made = await as(a, () => count())
  replace(b)
  const found = count()
  await sleep(0)
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
  expect(await found).toEqual(made)
  expect(events).toEqual(['miss', 'hit map'])
})

test('a stale result of the store is handed out, and computed anew behind the answer', async () => {
  const { a, b, as, later } = processes()
  const made = await as(a, () => count())
  later(90_000)
  expect(await as(b, () => count())).toEqual(made)
  await vi.waitFor(async () => expect((await as(b, () => count())).run).toBe(made.run + 1))
})

test('a result that another process made stale by a tag is stale here too, also after a restart', async () => {
  const { a, b, as } = processes()
  const made = await as(a, () => count())
  await as(a, () => revalidateTag('numbers', { expire: 60 }))
  expect(await as(b, () => count())).toEqual(made)
  await vi.waitFor(async () => expect((await as(b, () => count())).run).toBe(made.run + 1))
})

test('what was made anew since is not stale once more when another result of that time is found', async () => {
  const { a, b, as, events } = processes()
  const keys = ['one', 'two', 'three']
  for (const key of keys) await as(a, () => count(key))
  await as(a, () => revalidateTag('numbers', { expire: 60 }))
  events.length = 0
  const before = runs
  for (const [index, key] of keys.entries()) {
    await as(b, () => count(key))
    await expect.poll(() => b.running.size).toBe(0)
    for (const known of keys.slice(0, index + 1)) await as(b, () => count(known))
  }
  expect(runs - before).toBe(keys.length)
  const hit = 'hit memory'
  expect(events).toEqual(['stale map', hit, 'stale map', hit, hit, 'stale map', hit, hit, hit])
})

test('a request gets nothing of a store that it has made stale itself', async () => {
  const { a, b, as } = processes()
  const made = await as(a, () => count('own'))
  const seen = await as(b, () =>
    inRequest({ draft: false }, async () => {
      await revalidateTag('numbers', 'max')
      await lapse()
      const inStore = await explain(count, 'own')
      // Brings the old one into memory.
      const other = await inRequest({ draft: false }, () => count('own'))
      const inMemory = await explain(count, 'own')
      return [inStore.outcome, other.run, inMemory.outcome, (await count('own')).run]
    }),
  )
  expect(seen).toEqual(['miss', made.run, 'miss', made.run + 1])
})

test('what was counted by a log that is gone, or by more of it than there is, is not used', async () => {
  const { a, b, data, as } = processes()
  await as(a, () => updateTag('numbers'))
  const made = await as(a, () => count())
  expect(await as(b, () => count())).toEqual(made)
  data.log.clear()
  data.order = 0
  const anew = await as(b, () => count())
  expect(anew.run).toBe(made.run + 1)
  Object.assign(data, { epoch: 'another' })
  expect((await as(a, () => count())).run).toBe(made.run + 2)
})

test('what a caller changes while the log is read is not seen', async () => {
  const data = mapData()
  const { a, as } = processes({ invalidations: async (after) => mapStore(data).invalidations(after) }, data)
  const list = cached('src/list.ts#list', async ({ page }: { page: number }) => {
    cacheLife({ revalidate: 60, expire: 3600 })
    return `page ${page}`
  })
  const pages = async (): Promise<string[]> => {
    const asked: Promise<string>[] = []
    for (const filter = { page: 1 }; filter.page <= 3; filter.page++) asked.push(list(filter))
    return Promise.all(asked)
  }
  const right = ['page 1', 'page 2', 'page 3']
  // Made, then stale and refreshed behind the answer, then as that has left it, then expired.
  for (const seconds of [0, 61, 0, 4000]) {
    now += seconds * 1000
    expect(await as(a, pages)).toEqual(right)
    await expect.poll(() => a.running.size).toBe(0)
  }
})

test('a store that fails is a miss and an event; an invalidation that is lost rejects', async () => {
  const broken = (): never => {
    throw new Error('disk on fire')
  }
  const { a, as, events } = processes({ get: broken, set: broken, invalidate: broken, invalidations: broken })
  const made = await as(a, () => count())
  expect(events).toContain('store-error get')
  expect(await as(a, () => count())).toEqual(made)
  await expect(as(a, () => updateTag('numbers'))).rejects.toMatchObject({
    code: 'invalidation-lost',
    message: expect.stringContaining('map did not accept the invalidation of “numbers”'),
  })
  expect((await as(a, () => count())).run).toBe(made.run + 1)
})

test('an invalidation that the store did not take holds here, whatever the store goes on saying', async () => {
  const full = (): never => {
    throw new Error('disk full')
  }
  const { a, as, events, later } = processes({ invalidate: full })
  const pass = (seconds: number): void => {
    now += seconds * 1000
    later(seconds * 1000)
    a.memory.clear()
    events.length = 0
  }
  const lose = (invalidating: Promise<void>) =>
    expect(invalidating).rejects.toMatchObject({ code: 'invalidation-lost' })
  const made = await as(a, () => count())
  await as(a, () => lose(updateTag('numbers')))
  expect((await as(a, () => count())).run).toBe(made.run + 1)
  pass(10)
  expect((await as(a, () => count())).run).toBe(made.run + 2)
  pass(1)
  expect((await as(a, () => count())).run).toBe(made.run + 2)
  expect(events).toEqual(['hit map'])
  await as(a, () => lose(revalidateTag('numbers', { expire: 60 })))
  pass(10)
  expect((await as(a, () => count())).run).toBe(made.run + 2)
  await expect.poll(() => a.running.size).toBe(0)
  expect((await as(a, () => count())).run).toBe(made.run + 3)
  expect(events).toEqual(['stale map', 'hit memory'])
})

test('whatever is wrong with a store fails no call, not even behind an answer', async () => {
  const down = (): Promise<never> => Promise.reject(new Error('connection lost'))
  const waiting = processes({ lease: () => undefined, leaseEnd: down })
  expect(await waiting.as(waiting.a, () => count('lease'))).toEqual({ run: runs })
  expect(waiting.events).toEqual(['store-error leaseEnd', 'miss'])
  const data = mapData()
  const confused = processes({ get: () => ({ function: 'other', epoch: data.epoch, order: 0 }) as never }, data)
  expect(await confused.as(confused.a, () => count('confused'))).toEqual({ run: runs })
  expect(confused.events).toEqual(['store-error decode', 'miss'])
  // Within the limit where names of properties are numbers.
  const rows = Array.from({ length: 30_000 }, () => ({ aNameThatTakesALotOfRoomWhenItIsSpelledOut: 1 }))
  const large = processes()
  const made = await large.as(large.a, () => count(rows))
  expect(large.events).toEqual(['store-error key', 'miss'])
  now += 61_000
  expect(await large.as(large.a, () => count(rows))).toEqual(made)
  await expect.poll(() => large.a.running.size).toBe(0)
  expect((await large.as(large.a, () => count(rows))).run).toBe(made.run + 1)
})

test('a store that does not answer costs a call its budget and no more; soon it is not asked any more', async () => {
  let asked = 0
  const silent = (): Promise<never> => {
    asked++
    return new Promise(() => {})
  }
  const { a, as, events } = processes({ get: silent, set: silent, invalidations: silent })
  replace(a)
  for (let index = 0; index < 20; index++) await count(index)
  expect(asked).toBeLessThan(12)
  expect(events).toContain('store-error get')
  await as(a, async () => {})
})

test('a store that takes nothing, though it answers, is a warning', async () => {
  const warnings = warningsHeard()
  const { a, as, events } = processes({
    set() {
      throw new Error('disk full')
    },
  })
  for (let call = 0; call < 10; call++) await as(a, () => count(call))
  expect(events.filter((event) => event === 'store-error set')).toHaveLength(10)
  await sleep(1)
  expect(warnings).toEqual([expect.stringMatching(/^The store map takes nothing \(set: disk full\)/)])
})

test('an outage is said once when it begins and once when it is over, also when something works meanwhile', () => {
  let time = 0
  const told: string[] = []
  const noted = outage(() => time)
  const fail = (work: StoreWork): void => void (noted.failed(work, false) && told.push(`${time}: ${work} fails`))
  const succeed = (work: StoreWork): void => void (noted.succeeded(work) && told.push(`${time}: ${work} works`))
  for (; time < 60_000; time += 1000) {
    if (time < 30_000) for (let asked = 0; asked < 4; asked++) fail('reading')
    if (time < 45_000) fail('writing')
    succeed('reading')
  }
  for (; time < 70_000; time += 1000) succeed('writing')
  expect(told).toEqual(['0: reading fails', '39000: reading works', '40000: writing fails', '60000: writing works'])
})

test('a lease is given back even while the store is left alone', async () => {
  const data = mapData()
  let isDown = false
  let held = 0
  const orDown = <Value>(value: Value): Value => {
    if (isDown) throw new Error('down')
    return value
  }
  const giveBack = (): void => void held--
  const { a, as } = processes(
    {
      get: (key) => orDown(mapStore(data).get(key)),
      invalidations: (after) => orDown(mapStore(data).invalidations(after)),
      lease() {
        held = orDown(held) + 1
        return { finish: giveBack, release: giveBack }
      },
    },
    data,
  )
  const fail = cached('src/fail.ts#fail', async () => {
    isDown = true
    for (let call = 0; call < 3; call++) await count(call)
    throw new RangeError('no')
  })
  await expect(as(a, fail)).rejects.toThrow('no')
  expect(held).toBe(0)
})

test('what cannot be decoded is a miss', async () => {
  const { a, b, as, events, data } = processes()
  await as(a, () => count())
  for (const frame of data.frames.values()) frame[frame.length - 1]! ^= 1
  expect(await as(b, () => count())).toEqual({ run: runs })
  expect(events).toEqual(['miss', 'store-error get', 'miss'])
})

test('a kind may stay in memory, and private results never reach a store', async () => {
  const data = mapData()
  const runtime = createRuntime({ stores: { default: mapStore(data), local: 'memory' } })
  const before = replace(runtime)
  onTestFinished(() => void replace(before))
  await cached('a.ts#local', async () => 1, { kind: 'local' })()
  await cached('a.ts#mine', async () => 1, { kind: 'private' })()
  expect(data.frames.size).toBe(0)
  await cached('a.ts#remote', async () => 1, { kind: 'remote' })()
  await runtime.outer.settled()
  expect(data.frames.size).toBe(1)
})

test('what memory alone keeps goes, too, when others invalidate it', async () => {
  const data = mapData()
  const later: Store['invalidations'] = async (after) => mapStore(data).invalidations(after)
  for (const over of [{}, { trust: 5 }, { invalidations: later }]) {
    const { a, b, as } = processes({ ...over, subscribe: () => () => {} }, data)
    const local = cache(async () => (await count('local')).run)
    const made = await as(b, local)
    expect(await as(b, local)).toBe(made)
    await as(a, () => updateTag('numbers'))
    await lapse()
    // Nobody waits for a store that does not answer at once.
    if ('invalidations' in over) await as(b, local)
    expect(await as(b, local)).toBe(made + 1)
  }
})

test('what has expired stands in for a body that fails, also after a restart', async () => {
  const { a, b, as, events, later } = processes()
  let isDown = false
  const price = cached('src/price.ts#priceOf', async (_name: string) => {
    cacheLife({ revalidate: 60, expire: 3600, staleIfError: '1d' })
    cacheTag('prices')
    if (isDown) throw new Error('no connection')
    return ++runs
  })
  const kept = await as(a, () => price('tea'))
  await as(a, () => price('coffee'))
  now += 7_200_000
  later(7_200_000)
  isDown = true
  expect((await as(b, () => explain(price, 'tea'))).reason).toBe('expired')
  expect(await as(b, () => price('tea'))).toBe(kept)
  await expect(as(b, () => cached('src/page.ts#page', () => price('tea'))())).rejects.toThrow('no connection')
  await as(a, () => updateTag('prices'))
  await expect(as(b, () => price('coffee'))).rejects.toThrow('no connection')
  expect(events).toEqual(['miss', 'miss', 'miss', 'stale map', 'miss', 'miss', 'miss'])
})

test('it does not while its store is asked and the new result comes', async () => {
  const data = mapData()
  const [asked, held, made] = [0, 1, 2].map(() => Promise.withResolvers<void>()) as [Gate, Gate, Gate]
  let asks = 0
  const get = async (key: string): Promise<StoredResult | undefined> => {
    const found = await mapStore(data).get(key)
    if (++asks === 3) {
      asked.resolve()
      await held.promise
    }
    return found && { ...found, age: found.age + 7_200_000 }
  }
  const { a, b, as, events } = processes({ get }, data)
  let isSlow = false
  const price = cached('src/price.ts#slowPrice', async () => {
    cacheLife({ revalidate: 60, expire: 3600, staleIfError: '1d' })
    cacheDeadline({ soft: '1ms' })
    if (isSlow) await made.promise
    return ++runs
  })
  const old = await as(a, price)
  isSlow = true
  const answer = as(b, price)
  await asked.promise
  made.resolve()
  expect(await answer).toBe(old + 1)
  held.resolve()
  await sleep(5)
  expect(events).toEqual(['miss', 'miss'])
})

test('until its time is over', async () => {
  const { a, b, as, later } = processes()
  let isDown = false
  const price = cached('src/price.ts#oldPrice', async () => {
    cacheLife({ revalidate: 60, expire: 3600, staleIfError: '1h' })
    if (isDown) throw new Error('no connection')
    return ++runs
  })
  await as(a, price)
  now += 7_201_000
  later(7_201_000)
  isDown = true
  await expect(as(b, price)).rejects.toThrow('no connection')
})

test('noStore takes the result away from the others, too', async () => {
  const { a, data, as, later } = processes()
  let found = true
  const read = cached('src/read.ts#read', async () => {
    cacheLife({ revalidate: 60, expire: 3600 })
    if (!found) noStore()
    return { run: ++runs }
  })
  await as(a, () => read())
  expect(data.frames.size).toBe(1)
  found = false
  now += 61_000
  later(61_000)
  await as(a, () => read())
  await expect.poll(() => data.frames.size).toBe(0)
})

test('of the function form, results with an id are for every process, and those without are not', async () => {
  const { a, b, data, as } = processes()
  const named = cache(async () => ++runs, { id: 'named' })
  expect(await as(a, () => named())).toBe(await as(b, () => named()))
  const next = unstable_cache(async () => ++runs, ['next'])
  expect(await as(a, () => next())).toBe(await as(b, () => next()))
  const known = data.frames.size
  const own = cache(async () => ++runs)
  expect(await as(a, () => own())).not.toBe(await as(b, () => own()))
  expect(data.frames.size).toBe(known)
})

test('streams, responses and promises are kept when all of them has come, and arguments are handed back to whoever asks', async () => {
  const { a, b, as, events } = processes()
  const page = cached('src/page.ts#page', async (children: object) => ({
    children,
    response: Response.json({ tea: 1 }, { status: 201 }),
    rows: ReadableStream.from([{ n: 1 }, { n: 2 }]),
    later: sleep(1).then(() => 'late'),
  }))
  const ask = async (): Promise<unknown> => {
    const mine = new Request('https://a.example')
    const { children, response, rows, later } = await page(mine)
    const read: unknown[] = []
    for await (const row of rows) read.push(row)
    return [children === mine, response.status, await response.json(), read, await later]
  }
  const expected = [true, 201, { tea: 1 }, [{ n: 1 }, { n: 2 }], 'late']
  for (const runtime of [a, b, b]) expect(await as(runtime, ask)).toEqual(expected)
  expect(events).toEqual(['miss', 'hit map', 'hit memory'])
})

test('with another secret, keys mean nothing', async () => {
  const { a, b, as, events } = processes()
  a.keySecret = b.keySecret = 'one'
  await as(a, () => count('secret'))
  await as(b, () => count('secret'))
  b.keySecret = 'other'
  await as(b, () => count('secret too'))
  await as(a, () => count('secret too'))
  expect(events).toEqual(['miss', 'hit map', 'miss', 'miss'])
})

test('an instance that its class cannot read any more is a miss', async () => {
  const { a, b, as, events } = processes()
  class Money {
    readonly cents: number
    constructor(cents: number) {
      if (typeof cents !== 'number') throw new TypeError('no cents')
      this.cents = cents
    }
  }
  const type = { class: Money, name: 'outer/Money', decode: (cents: unknown) => new Money(cents as number) }
  const price = cached('src/price.ts#price', async () => [new Money(5)])
  registerType({ ...type, encode: ({ cents }) => `${cents}`, decode: (cents: unknown) => new Money(Number(cents)) })
  expect(await as(a, price)).toEqual([new Money(5)])
  expect(await as(b, price)).toEqual([new Money(5)])
  registerType({ ...type, encode: ({ cents }) => cents })
  b.memory.clear()
  expect(await as(b, price)).toEqual([new Money(5)])
  expect(events).toEqual(['miss', 'hit map', 'store-error decode', 'miss'])
})

test('what stands for an object in the key does so in that of the store', async () => {
  const { a, b, as, events } = processes()
  const keyed = (): object => ({ [Symbol.for('use-cache.key')]: async () => new Blob(['tea']) })
  for (const runtime of [a, b, b]) await as(runtime, () => count(keyed()))
  expect(events).toEqual(['miss', 'hit map', 'hit memory'])
})

test('a stream that fails never reaches the store', async () => {
  const { a, b, as, events } = processes()
  const rows = cached('src/rows.ts#rows', async () => {
    const failing = async function* (): AsyncGenerator<number> {
      yield 1
      await sleep(1)
      throw new RangeError('broken')
    }
    return failing()
  })
  for (const runtime of [a, b]) {
    const items = await as(runtime, rows)
    await items.next()
    await expect(items.next()).rejects.toThrow('broken')
  }
  expect(events).toEqual(['miss', 'miss'])
})
