import { expect, test } from 'vitest'
import { patternOf, segmentsOf } from './pattern.ts'

test.each([
  ['', '/'],
  ['users', '/users'],
  ['users/[id]', '/users/[id]'],
  ['(shop)/cart', '/cart'],
  ['(a)/(b)', '/'],
  ['dashboard/@team/settings', '/dashboard/settings'],
  ['%5Fadmin', '/_admin'],
  ['%5fadmin/a.b', '/_admin/a.b'],
  ['docs/[[...path]]', '/docs/[[...path]]'],
])('the folder %j is %s', (folder, pattern) => {
  expect(patternOf(folder)).toBe(pattern)
})

test.each(['_components', 'users/_lib/api', '(shop)/_x', 'feed/(.)photo', 'feed/(..)(..)photo', '(...)photo'])(
  'the folder %j is not reachable',
  (folder) => {
    expect(patternOf(folder)).toBeNull()
  },
)

test('segments', () => {
  expect(segmentsOf('/users/[id]/[...rest]')).toEqual([
    { kind: 'static', text: 'users' },
    { kind: 'dynamic', name: 'id' },
    { kind: 'catch-all', name: 'rest' },
  ])
  expect(segmentsOf('/[[...a]]')).toEqual([{ kind: 'optional-catch-all', name: 'a' }])
  expect(segmentsOf('/')).toEqual([])
})

const whole = 'a parameter is a whole segment in brackets'
test.each([
  ['[', whole],
  ['[x', whole],
  ['x]', whole],
  ['x[y]', whole],
  ['[x]y', whole],
  ['[x][y]', whole],
  ['[[x]', whole],
  ['[[...x]', whole],
  ['[]', 'has no name'],
  ['[...]', 'has no name'],
  ['[[...]]', 'has no name'],
  ['[.x]', 'three dots'],
  ['[..x]', 'three dots'],
  ['[…x]', 'three dots'],
  ['[….x]', 'three dots'],
  ['[[x]]', 'only a catch-all can be optional'],
])('%s is no segment: %s', (text, reason) => {
  expect(segmentsOf(`/${text}`)).toEqual([{ kind: 'invalid', text, reason: expect.stringContaining(reason) }])
})
