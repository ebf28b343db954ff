import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { cached, deferred } from './fixture-cached.ts'
import {
  cacheDeadline,
  cacheLife,
  cacheTag,
  inRequest,
  refresh,
  revalidatePath,
  revalidateTag,
  TagError,
  updateTag,
} from './index.ts'
import { createRuntime, inUse, replace } from './instance.ts'
import { mapData, mapStore } from './stores/fixture-map-store.ts'
import { type TestCache, testCache } from './testing.ts'

let cache: TestCache
let version = 0
const read = cached('a.ts#read', async (...tags: string[]) => {
  cacheLife('max')
  cacheTag(...tags)
  return ++version
})
beforeEach(() => {
  cache = testCache()
  version = 0
})
afterEach(() => cache.dispose())

test('updateTag removes what has the tag, and nothing else', async () => {
  expect([await read('a'), await read('b'), await read('a', 'b'), await read()]).toEqual([1, 2, 3, 4])
  await updateTag('a')
  expect([await read('a'), await read('b'), await read('a', 'b'), await read()]).toEqual([5, 2, 6, 4])
  expect(cache.counts.stale).toBe(0)
})

test('revalidateTag without a profile, or with expire 0, does the same', async () => {
  await read('a')
  await revalidateTag('a')
  expect(await read('a')).toBe(2)
  await revalidateTag('a', { expire: 0 })
  expect(await read('a')).toBe(3)
})

test('with a profile it is answered with the old result, which is computed anew behind the answer', async () => {
  await read('a')
  await revalidateTag('a', 'max')
  expect(await read('a')).toBe(1)
  await cache.settled()
  expect(await read('a')).toBe(2)
  expect(cache.counts).toMatchObject({ stale: 1, hits: 1, misses: 1 })
})

test('until the expire of the profile has passed', async () => {
  await read('a')
  await revalidateTag('a', { expire: 60 })
  cache.clock.advance(61)
  expect(await read('a')).toBe(2)
  cache.clock.advance(1000)
  expect(await read('a'), 'the one that came after is not touched').toBe(2)
  await revalidateTag('a', {})
  cache.clock.advance(10_000)
  expect(await read('a'), 'without an expire, for ever').toBe(2)
})

test('marking something stale does not bring back what was removed', async () => {
  await read('a')
  await updateTag('a')
  await revalidateTag('a', 'max')
  expect(await read('a')).toBe(2)
  await revalidateTag('a', { expire: 10 })
  await revalidateTag('a', 'max')
  cache.clock.advance(11)
  expect(await read('a')).toBe(3)
})

test('any number of invalidations at one moment has an order', async () => {
  for (let round = 1; round < 50; round++) {
    expect(await read('a')).toBe(round)
    expect(await read('a')).toBe(round)
    await updateTag('a')
  }
})

test('tags are what they are: commas, case, other scripts, the empty one', async () => {
  const tags = ['p,q', 'p', 'q', 'P', 'é', '%C3%A9', '产品', '', ' ', '__proto__']
  for (const tag of tags) await read(tag)
  for (const tag of tags) {
    const before = version
    await updateTag(tag)
    for (const each of tags) await read(each)
    expect(version, tag).toBe(before + 1)
  }
})

test('a bad tag is an error, at the call', async () => {
  const long = 'x'.repeat(257)
  await expect(read(long)).rejects.toThrow(TagError)
  await expect(read(long)).rejects.toThrow('cacheTag() in a.ts#read: the tag “xxxx')
  await expect(read(...Array.from({ length: 129 }, (_, index) => `${index}`))).rejects.toThrow('129 tags in one call')
  await expect(read(...Array.from({ length: 128 }, (_, index) => `${index}`))).resolves.toBeGreaterThan(0)
  await expect(read(5 as never)).rejects.toThrow('a tag must be a string, got a value of type number')
  expect(() => revalidateTag(null as never)).toThrow('a tag must be a string, got null')
  expect(() => updateTag(long)).toThrow('has 257 characters')
  expect(() => revalidateTag('a', 'maxx')).toThrow("revalidateTag(): there is no profile 'maxx'. Did you mean 'max'?")
  expect(() => revalidateTag('a', { expire: -1 })).toThrow('cannot be negative')
})

test('a cached body may set tags, and may not invalidate', async () => {
  for (const invalidate of [() => updateTag('a'), () => revalidateTag('a'), () => revalidatePath('/')]) {
    const bad = cached('a.ts#bad', async () => invalidate())
    await expect(bad()).rejects.toMatchObject({
      code: 'inside-cached-function',
      message: expect.stringContaining('inside the cached function a.ts#bad, at '),
    })
  }
})

test('paths are tags of their own kind', async () => {
  await read('_N_T_/blog/hello')
  await revalidatePath('/blog/hello/')
  expect(await read('_N_T_/blog/hello')).toBe(2)
  await read('_N_T_/blog/[slug]/page')
  await revalidatePath('/blog/[slug]', 'page')
  expect(await read('_N_T_/blog/[slug]/page')).toBe(4)
  await read('_N_T_/layout')
  await revalidatePath('/', 'layout')
  expect(await read('_N_T_/layout')).toBe(6)
  expect(() => revalidatePath('/blog/[slug]')).toThrow(
    "say what it is the pattern of, as in revalidatePath(path, 'page')",
  )
  expect(() => revalidatePath(`/${'x'.repeat(1024)}`)).toThrow('at most 1024 characters, got one of 1025')
  expect(() => revalidatePath(undefined as never)).toThrow('got a value of type undefined')
})

test('invalidating tags that nobody has any more does not pile up', async () => {
  const { marks } = inUse.runtime
  for (let user = 0; user < 20_000; user++) await updateTag(`user-${user}`)
  expect(marks.size).toBeLessThan(5000)
  const before = await read('user-5')
  for (let user = 0; user < 20_000; user++) await updateTag(`user-${user}`)
  expect(await read('user-5')).toBe(before + 1)
})

test('of very many tags the newest are remembered; what has tags and is older than the others counts as invalidated', async () => {
  const { marks } = inUse.runtime
  const [tagged, untagged] = [await read('a'), await read()]
  for (let order = 0; order < 90_000; order++) await updateTag(`order-${order}`)
  expect(await read('a')).toBe(tagged)
  const younger = await read('b')
  for (let order = 0; order < 20_000; order++) await updateTag(`other-${order}`)
  expect(marks.size).toBeLessThanOrEqual(100_000)
  expect([await read('a'), await read('b'), await read()]).toEqual([younger + 1, younger, untagged])
  await updateTag('b')
  expect(await read('b')).toBe(younger + 2)
})

test('a request gets nothing older than what it has invalidated itself, whatever the profile', async () => {
  const other = cached('a.ts#other', async () => {
    cacheTag('b')
    cacheLife({ revalidate: 60 })
    return ++version
  })
  await read('a')
  await other()
  await inRequest({ draft: false }, async () => {
    await revalidateTag('a', 'max')
    expect(await read('a')).toBe(3)
    expect(await read('a'), 'once').toBe(3)
    cache.clock.advance(61)
    expect(await other(), 'what it has nothing to do with is answered as ever').toBe(2)
  })
  await cache.settled()
  await revalidateTag('a', 'max')
  expect(await inRequest({ draft: false }, read, 'a'), 'another request').toBe(3)
})

test('not even when its new result fails or takes long, though an old one may stand in', async () => {
  let how = 'at once'
  let runs = 0
  const robust = cached('a.ts#robust', async () => {
    cacheTag('a')
    cacheLife({ revalidate: 60, expire: 3600, staleIfError: '1d' })
    cacheDeadline({ soft: '1ms' })
    runs++
    if (how === 'late') await new Promise((resolve) => setTimeout(resolve, 15))
    if (how === 'never') throw new RangeError('down')
    return runs
  })
  await robust()
  await inRequest({ draft: false }, async () => {
    await revalidateTag('a', 'max')
    how = 'never'
    await expect(robust()).rejects.toThrow('down')
    how = 'late'
    expect(await robust()).toBe(3)
  })
})

test('a request does not wait for a run that began before it invalidated', async () => {
  const gate = deferred()
  let runs = 0
  const slow = cached('a.ts#slow', async () => {
    cacheTag('a')
    const run = ++runs
    if (run === 1) await gate.promise
    return run
  })
  await inRequest({ draft: false }, async () => {
    const before = slow()
    await revalidateTag('a', 'max')
    const after = slow()
    gate.resolve()
    expect([await before, await after]).toEqual([1, 2])
  })
})

test('any number of calls of cacheTag, with any number of tags up to 128 each, with none, and twice the same', async () => {
  const many = cached('a.ts#many', async () => {
    for (let call = 0; call < 3; call++) cacheTag(...Array.from({ length: 128 }, (_, index) => `${call} ${index}`))
    cacheTag()
    cacheTag('2 127', '2 127')
    return ++version
  })
  const tags: (readonly string[])[] = []
  inUse.runtime.events.on('fill', (fill) => tags.push(fill.tags))
  await many()
  await updateTag('2 127')
  expect(await many()).toBe(2)
  expect(tags[0]).toHaveLength(3 * 128)
})

test('rejects when a store has refused; this process has invalidated all the same', async () => {
  cache.dispose()
  const refusing = { ...mapStore(mapData(), () => 0), invalidate: () => Promise.reject(new Error('disk full')) }
  const before = replace(createRuntime({ stores: { default: refusing } }))
  onTestFinished(() => void replace(before))
  await read('a')
  await expect(updateTag('a')).rejects.toThrow('disk full')
  await expect(revalidateTag('a', 'max')).rejects.toThrow('disk full')
  await expect(revalidatePath('/a')).rejects.toThrow('disk full')
  expect(await read('a')).toBeGreaterThan(1)
})

test('refresh says what to call instead', async () => {
  expect(() => refresh()).toThrow(/^refresh\(\) was called at .*tags\.test\.ts:\d+:\d+\. .* call updateTag\(\)/)
  await expect(cached('a.ts#bad', async () => refresh())()).rejects.toMatchObject({ code: 'inside-cached-function' })
})
