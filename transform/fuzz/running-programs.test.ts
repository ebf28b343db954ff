/**
 * Random programs, the same ones each time, so that a failure is the fault of the change and not of the day.
 * `npm run fuzz` looks at others, for as long as it may.
 */
import { expect, test } from 'vitest'
import { describeFailure, hunt } from './hunt.ts'

test.each([1, 2, 3, 4])('everything holds of 250 programs from seed %i', { timeout: 120_000 }, async (seed) => {
  const failure = await hunt({ kind: 'running', seed, runs: 250 })
  expect(failure && describeFailure(failure)).toBeUndefined()
})
