import { afterEach, expect, test, vi } from 'vitest'
import { tickOf, timeline } from './clock.ts'

afterEach(() => vi.useRealTimers())

test('stamps always grow, also while the clock stands still or goes back', () => {
  let now = 1000
  const time = timeline({ now: () => now })
  const stamps = [time.stamp(), time.stamp(), time.stamp()]
  now = 500
  stamps.push(time.stamp(), time.stamp())
  expect(stamps).toEqual([...new Set(stamps)].sort((one, other) => one - other))
  now = 2000
  expect(time.stamp()).toBe(2000)
})

test('a burst shares readings of the clock, the next task reads anew', async () => {
  const time = timeline()
  const first = time.recentTick()
  for (let call = 0; call < 10_000; call++) time.recentTick()
  await new Promise((resolve) => setTimeout(resolve, 250))
  expect(time.recentTick()).toBeGreaterThanOrEqual(first + 2)
})

test('blocking the process is seen after at most 32 calls', () => {
  const time = timeline()
  for (let call = 0; call < 10_000; call++) time.recentTick()
  const before = time.recentTick()
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250)
  const after = Array.from({ length: 33 }, () => time.recentTick())
  expect(after.at(-1)).toBeGreaterThanOrEqual(before + 2)
})

test('a fake clock is read at each call', () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const time = timeline()
  for (let call = 0; call < 100; call++) {
    vi.setSystemTime(Date.now() + 1000)
    expect(time.recentTick()).toBe(tickOf(Date.now()))
  }
})

test('ticks are cut off where they would not fit', () => {
  expect([tickOf(-Infinity), tickOf(Infinity)]).toEqual([-0x7fff_ffff, 0x7fff_ffff])
})
