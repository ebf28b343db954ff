/**
 * Random programs, the same ones each time, so that a failure is the fault of the change and not of the day.
 * `npm run fuzz` looks at others, for as long as it may.
 */
import { describe, expect, test } from 'vitest'
import { describeFailure, hunt } from './hunt.ts'

const seeds = [1, 2, 3, 4]

describe.each(['running', 'any'] as const)('%s programs', (kind) => {
  test.each(seeds)('with seed %i', async (seed) => {
    const failure = await hunt({ kind, seed, runs: 250 })
    expect(failure && describeFailure(failure)).toBeUndefined()
  })
})
