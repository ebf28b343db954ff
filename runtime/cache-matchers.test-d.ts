import { expect, test } from 'vitest'
// oxlint-disable-next-line import/no-unassigned-import
import './testing-vitest.ts'

test('the matchers have types', () => {
  const read = async (id: number): Promise<number> => id
  expect(read).toHaveHit(2)
  expect(read).not.toHaveMissed()
  const answer: Promise<void> = expect(read).toBeCachedFor(1)
  void answer
  // @ts-expect-error it is a number
  expect(read).toHaveFilled('twice')
})
