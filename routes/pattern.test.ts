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

test.each([
  '[',
  '[]',
  '[...]',
  '[[id]]',
  '[id',
  'id]',
  '[[id]',
  'a[id]',
  '[id]b',
  '[..id]',
  '[.id]',
  '[….a]',
  '[…a]',
  '[[...id]',
  '[a][b]',
])('%s is no segment', (text) => {
  expect(segmentsOf(`/${text}`)).toMatchObject([{ kind: 'invalid', text }])
})
