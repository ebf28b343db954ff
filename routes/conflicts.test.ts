import { expect, test } from 'vitest'
import { conflictsOf, type PlacedFile } from './conflicts.ts'
import { patternOf } from './pattern.ts'

/** Places files as the app directory does: `conflictsIn('a/route.ts', 'a/page.tsx')`. */
function conflictsIn(...files: string[]): string[] {
  const placed = files.map((file): PlacedFile => {
    const [folder = '', kind = ''] = /^(?:(.*)\/)?(route|page)\.\w+$/.exec(file)?.slice(1) ?? []
    return { kind: kind as PlacedFile['kind'], pattern: patternOf(folder) ?? '', file: `app/${file}` }
  })
  return conflictsOf(placed).map(({ code, message }) => `${code}: ${message}`)
}

test('an app without conflicts', () => {
  expect(
    conflictsIn(
      'route.ts',
      'users/route.ts',
      'users/[id]/route.ts',
      'users/[id]/edit/route.ts',
      'users/me/route.ts',
      'files/[...path]/route.ts',
      'files/[name]/route.ts',
      'docs/[[...path]]/route.ts',
      '(a)/x/route.ts',
      '(b)/y/page.tsx',
    ),
  ).toEqual([])
})

test('a route and a page at one segment', () => {
  expect(conflictsIn('shop/route.ts', 'shop/page.tsx')).toEqual([
    "route-page-conflict: app/shop/page.tsx and app/shop/route.ts both answer `/shop`: a route and a page can't share a segment.",
  ])
})

test('a route and a page at one segment through groups', () => {
  expect(conflictsIn('(api)/shop/route.ts', '(web)/shop/page.tsx')).toEqual([
    "route-page-conflict: app/(api)/shop/route.ts and app/(web)/shop/page.tsx both answer `/shop`: a route and a page can't share a segment.",
  ])
})

test('two routes at one path', () => {
  expect(conflictsIn('(a)/cart/route.ts', '(b)/cart/route.ts')).toEqual([
    'route-duplicate: app/(a)/cart/route.ts and app/(b)/cart/route.ts both answer `/cart`.',
  ])
  expect(conflictsIn('cart/route.js', 'cart/route.ts')).toHaveLength(1)
})

test('two pages at one path are not ours to judge', () => {
  expect(conflictsIn('(a)/cart/page.tsx', '(b)/cart/page.tsx', '[a]/page.tsx', '[b]/page.tsx')).toEqual([])
})

test('different names for one place', () => {
  expect(conflictsIn('users/[id]/route.ts', 'users/[slug]/posts/route.ts')).toEqual([
    'route-parameter-names: app/users/[id]/route.ts and app/users/[slug]/posts/route.ts call the same place below `/users` `[id]` and `[slug]`.',
  ])
  expect(conflictsIn('[a]/x/[b]/route.ts', '[a]/x/[c]/route.ts')).toEqual([
    'route-parameter-names: app/[a]/x/[b]/route.ts and app/[a]/x/[c]/route.ts call the same place below `/[…]/x` `[b]` and `[c]`.',
  ])
})

test('a route beside a page that names the place differently', () => {
  expect(conflictsIn('users/[id]/route.ts', 'users/[slug]/page.tsx')).toHaveLength(1)
})

test('a catch-all beside an optional one', () => {
  expect(conflictsIn('d/[...path]/route.ts', 'd/[[...path]]/route.ts')).toEqual([
    'route-parameter-names: app/d/[...path]/route.ts and app/d/[[...path]]/route.ts call the same place below `/d` `[...path]` and `[[...path]]`.',
  ])
})

test('an optional catch-all also answers the path above it', () => {
  expect(conflictsIn('d/route.ts', 'd/[[...path]]/route.ts')).toEqual([
    'route-duplicate: app/d/[[...path]]/route.ts and app/d/route.ts both answer `/d`: `/d/[[...path]]` also matches without its last segment.',
  ])
})

test('a name twice in one path', () => {
  expect(conflictsIn('[id]/x/[id]/route.ts')).toEqual([
    'route-parameter-repeated: app/[id]/x/[id]/route.ts: the parameter `id` occurs twice in `/[id]/x/[id]`.',
  ])
})

test('a catch-all that is not last', () => {
  expect(conflictsIn('[...a]/b/route.ts')[0]).toContain(
    'route-catch-all-not-last: app/[...a]/b/route.ts: nothing can follow the catch-all `[...a]`',
  )
  expect(conflictsIn('[[...a]]/[b]/route.ts')[0]).toContain('nothing can follow the catch-all `[[...a]]`')
})

test('brackets that are no parameter', () => {
  expect(conflictsIn('[[id]]/route.ts')[0]).toContain(
    'route-segment-invalid: app/[[id]]/route.ts: the folder `[[id]]` is no valid segment.',
  )
  expect(conflictsIn('x[id]/route.ts', '[id/route.ts', '[]/route.ts')).toHaveLength(3)
})

test('all conflicts of an app at once, in the order of the files', () => {
  const found = conflictsIn(
    'b/page.tsx',
    'b/route.ts',
    '[x]/[x]/route.ts',
    'a/[[q]]/route.ts',
    'c/[d]/route.ts',
    'c/[e]/route.ts',
  )
  expect(found.map((text) => text.split(':')[0])).toEqual([
    'route-parameter-repeated',
    'route-segment-invalid',
    'route-page-conflict',
    'route-parameter-names',
  ])
})
