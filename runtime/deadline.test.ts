import { afterEach, beforeEach, expect, test } from 'vitest'
import { cached, capturing, deferred, nextMoment } from './fixture-cached.ts'
import { cacheDeadline, cacheLife, cacheSignal, cacheTag, configure, DeadlineError, updateTag } from './index.ts'
import { inUse } from './instance.ts'
import { type TestCache, testCache } from './testing.ts'

let cache: TestCache
beforeEach(() => {
  cache = testCache()
})
afterEach(() => cache.dispose())

const never = new Promise<never>(() => {})

test('a body that takes too long rejects the calls that wait, in words', async () => {
  const slow = cached(
    'a.ts#slow',
    async (_query: string, _options: object) => {
      cacheDeadline({ hard: '20ms' })
      await never
    },
    { parameters: ['query', 'options'] },
  )
  const calls = await Promise.allSettled([slow('tea', { page: 2 }), slow('tea', { page: 2 })])
  const [error, same] = calls.map((call) => (call as PromiseRejectedResult).reason as DeadlineError)
  expect(same).toBe(error)
  expect(error).toBeInstanceOf(DeadlineError)
  expect(error).toMatchObject({
    name: 'DeadlineError',
    code: 'deadline',
    function: 'a.ts#slow',
    arguments: ['"tea"', '{ page: 2 }'],
    waited: 20,
    awaited: [],
  })
  expect(error!.message).toMatch(
    /^a\.ts#slow\("tea", \{ page: 2 \}\) had no result after 0\.02 s, its hard deadline\. It waits for nothing that is cached, .* Pass cacheSignal\(\) .* cacheDeadline\(\{ hard: '1m' \}\)/,
  )
})

test('the error says which cached functions were being waited for', async () => {
  const rates = cached('a.ts#rates', () => never)
  const taxes = cached('a.ts#taxes', () => never)
  const price = cached('a.ts#price', async () => {
    cacheDeadline({ hard: 0.02 })
    await cached('a.ts#quick', async () => 1)()
    await Promise.all([rates(), taxes()])
  })
  await expect(price()).rejects.toMatchObject({
    awaited: ['a.ts#rates', 'a.ts#taxes'],
    message: expect.stringContaining('It waits for a.ts#rates, a.ts#taxes. '),
  })
})

test('the next call after a deadline starts anew, and what comes too late is not kept', async () => {
  const gate = deferred()
  let runs = 0
  const read = cached('a.ts#read', async () => {
    cacheDeadline({ hard: '10ms' })
    const run = ++runs
    if (run === 1) await gate.promise
    return run
  })
  await expect(read()).rejects.toThrow(DeadlineError)
  expect(await read()).toBe(2)
  gate.resolve()
  await nextMoment
  expect(await read()).toBe(2)
  expect(cache.counts).toMatchObject({ errors: 1, fills: 1 })
  await cache.settled()
})

test('the signal of a body aborts at its deadline, and stays quiet otherwise', async () => {
  const signals: AbortSignal[] = []
  const watch = cached('a.ts#watch', async (work: 'quick' | 'endless') => {
    cacheDeadline({ hard: '10ms' })
    const signal = cacheSignal()!
    expect(cacheSignal()).toBe(signal)
    signals.push(signal)
    if (work === 'endless')
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  })
  await watch('quick')
  const error: unknown = await watch('endless').catch((reason: unknown) => reason)
  expect(signals[0]!.aborted).toBe(false)
  expect(signals[1]!.reason).toBe(error)
  expect(error).toBeInstanceOf(DeadlineError)
  expect(cacheSignal()).toBeNull()
})

test('a signal that is asked for after the deadline has aborted already', async () => {
  let late: AbortSignal | null = null
  const gate = deferred()
  const slow = cached('a.ts#slow', async () => {
    cacheDeadline({ hard: '10ms' })
    await gate.promise
    late = cacheSignal()
  })
  await expect(slow()).rejects.toThrow(DeadlineError)
  gate.resolve()
  await expect.poll(() => late?.aborted).toBe(true)
})

test('one deadline for all functions, which a function may replace', async () => {
  configure({ deadline: { hard: '10ms' } })
  const slow = cached('a.ts#slow', () => never)
  await expect(slow()).rejects.toMatchObject({ waited: 10 })
  const patient = cached('a.ts#patient', async () => {
    cacheDeadline({ hard: Infinity })
    await new Promise((resolve) => setTimeout(resolve, 40))
    return 1
  })
  expect(await patient()).toBe(1)
})

test('a limit holds for the run that calls for it, and for no other', async () => {
  const report = cached('a.ts#report', async (kind: 'quick' | 'thorough', _parts: unknown) => {
    if (kind === 'quick') cacheDeadline({ hard: '10ms' })
    else await new Promise((resolve) => setTimeout(resolve, 40))
    return kind
  })
  expect(await report('quick', 1)).toBe('quick')
  expect(await report('thorough', 1)).toBe('thorough')
  const slowly = new Promise((resolve) => setTimeout(resolve, 40))
  expect(await report('quick', slowly), 'promises come before the run').toBe('quick')
})

test('a promise among the arguments that never settles is named', async () => {
  configure({ deadline: { hard: '10ms' } })
  const greet = cached('a.ts#greet', async (_a: unknown, _b: unknown) => 1, { parameters: ['greeting', 'who'] })
  await expect(greet(Promise.resolve('hello'), { name: never })).rejects.toMatchObject({
    code: 'deadline',
    awaited: ['argument 2 (who)'],
    message: expect.stringContaining('It waits for argument 2 (who).'),
  })
  const close = capturing(
    'a.ts#close',
    () => [never],
    async () => 1,
    { captures: ['session.user'] },
  )
  await expect(close()).rejects.toMatchObject({ awaited: ['captured variable session'] })
  expect(cache.counts).toMatchObject({ fills: 0, errors: 0 })
})

test('a function that waits for itself through others is told so, without a deadline', async () => {
  const left = cached('a.ts#left', async (): Promise<unknown> => Promise.all([nextMoment, right()]))
  const right = cached('a.ts#right', async (): Promise<unknown> => {
    await nextMoment
    return Promise.race([left(), never])
  })
  const asArgument = cached('a.ts#asArgument', async (n: Promise<number>): Promise<number> => asArgument(n))
  for (const call of [left(), right(), asArgument(Promise.resolve(1))])
    await expect(call).rejects.toMatchObject({ code: 'deadlock' })
})

test('past the soft deadline an old result answers, and the run goes on behind it', async () => {
  const reasons: string[] = []
  inUse.runtime.events.on('stale', ({ reason }) => reasons.push(reason))
  const gate = deferred()
  let runs = 0
  const read = cached('a.ts#read', async () => {
    cacheDeadline({ soft: '10ms' })
    cacheLife({ revalidate: 60, expire: 60, staleIfError: 60 })
    const run = ++runs
    if (run === 2) await gate.promise
    return { run }
  })
  await read()
  cache.clock.advance(61)
  expect(await Promise.all([read(), read()])).toEqual([{ run: 1 }, { run: 1 }])
  expect(reasons).toEqual(['slow', 'slow'])
  gate.resolve()
  await cache.settled()
  expect(await read()).toEqual({ run: 2 })
  expect(runs).toBe(2)
})

test('the soft deadline holds for those who wait for a refresh that has not begun yet', async () => {
  let runs = 0
  const read = cached('a.ts#read', async () => {
    cacheDeadline({ soft: '10ms' })
    cacheLife({ revalidate: 60, expire: 120, staleIfError: 600 })
    if (++runs === 2) await never
    return runs
  })
  await read()
  cache.clock.advance(61)
  await read()
  cache.clock.advance(60)
  expect(runs).toBe(1)
  expect(await read()).toBe(1)
  expect([runs, cache.counts.stale]).toEqual([2, 2])
})

test('the soft deadline gives nothing that was invalidated, that is too old, or that nobody allowed', async () => {
  const read = cached('a.ts#read', async (_key: string, life: Parameters<typeof cacheLife>[0], slow: boolean[]) => {
    cacheDeadline({ soft: '1ms' })
    cacheLife(life)
    cacheTag('t')
    if (slow.length > 0) await new Promise((resolve) => setTimeout(resolve, 15))
    return 'made'
  })
  const reasons: string[] = []
  inUse.runtime.events.on('stale', ({ reason }) => reasons.push(reason))
  const life = { revalidate: 60, expire: 60 }
  await read('nobody allowed', life, [true])
  await read('too old', { ...life, staleIfError: 5 }, [true])
  await read('invalidated', { ...life, staleIfError: '1d' }, [true])
  await updateTag('t')
  await read('invalidated', { ...life, staleIfError: '1d' }, [true])
  cache.clock.advance(66)
  await read('nobody allowed', life, [true])
  await read('too old', { ...life, staleIfError: 5 }, [true])
  expect(reasons).toEqual([])
})

test('limits that mean nothing, and limits that come too late, are errors', async () => {
  const wrong: [unknown, string][] = [
    [{ soft: '2s', hard: '1s' }, '`soft` (2 s) is later than `hard` (1 s)'],
    [{ hard: 0 }, '`hard` must be a number of seconds above 0'],
    [{ hard: -1 }, 'got -1. For no limit, pass Infinity.'],
    [{ soft: 'soon' }, '`soft` is "soon", which is no duration'],
    [{ soft: null }, 'got a value of type object'],
    [{ hrad: 1 }, 'unknown field `hrad`. It has `soft` and `hard`.'],
    [5, "must be an object such as { soft: '500ms', hard: '10s' }"],
  ]
  for (const [deadline, message] of wrong) {
    expect(() => configure({ deadline: deadline as never })).toThrow(`configure(): \`deadline\``)
    expect(() => configure({ deadline: deadline as never })).toThrow(message)
    await expect(cached('a.ts#f', async () => cacheDeadline(deadline as never))()).rejects.toThrow(message)
  }
  expect(() => cacheDeadline({ hard: 1 })).toThrow('cacheDeadline() was called outside a cached function')
  const late = cached('a.ts#late', async () => {
    await nextMoment
    cacheDeadline({ hard: 1 })
  })
  await expect(late()).rejects.toThrow('cacheDeadline() was called in a.ts#late after an await')
})

test('a refresh behind an answer ends at the deadline, too: what is kept stays, and is tried again', async () => {
  const errors: boolean[] = []
  inUse.runtime.events.on('error', ({ background }) => errors.push(background))
  let runs = 0
  const read = cached('a.ts#read', async () => {
    cacheDeadline({ hard: '10ms' })
    cacheLife({ revalidate: 60 })
    const run = ++runs
    if (run === 2) await never
    return run
  })
  await read()
  cache.clock.advance(61)
  expect(await read()).toBe(1)
  await expect.poll(() => errors).toEqual([true])
  expect(await read()).toBe(1)
  await cache.settled()
  expect(await read()).toBe(3)
})
