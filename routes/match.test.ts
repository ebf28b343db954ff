import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { conflictsOf } from './conflicts.ts'
import { createMatcher } from './match.ts'
import { segmentsOf } from './pattern.ts'

const matcherOf = (...patterns: string[]) => {
  const match = createMatcher(patterns.map((pattern) => ({ pattern })))
  return (path: string) => {
    const found = match(path)
    return found.type === 'found'
      ? [found.route.pattern, { ...found.params }]
      : found.type === 'elsewhere'
        ? `→ ${found.pathname}`
        : found.type
  }
}

describe('priority, at each segment', () => {
  test('static, then dynamic, then catch-all, then optional catch-all', () => {
    const match = matcherOf('/m/static', '/m/[a]', '/n/[...rest]', '/n/[a]', '/o/[[...rest]]', '/o/[a]/b')
    expect(match('/m/static')).toEqual(['/m/static', {}])
    expect(match('/m/else')).toEqual(['/m/[a]', { a: 'else' }])
    expect(match('/n/one')).toEqual(['/n/[a]', { a: 'one' }])
    expect(match('/n/one/two')).toEqual(['/n/[...rest]', { rest: ['one', 'two'] }])
    expect(match('/o/x/b')).toEqual(['/o/[a]/b', { a: 'x' }])
    expect(match('/o/x')).toEqual(['/o/[[...rest]]', { rest: ['x'] }])
  })

  test('a static folder that leads nowhere gives way', () => {
    const match = matcherOf('/m/static/x', '/m/[a]/deep', '/m/[...r]')
    expect(match('/m/static/deep')).toEqual(['/m/[a]/deep', { a: 'static' }])
    expect(match('/m/static/y')).toEqual(['/m/[...r]', { r: ['static', 'y'] }])
    expect(match('/m/static/x')).toEqual(['/m/static/x', {}])
  })

  test('a parameter that leads nowhere leaves no trace', () => {
    const match = matcherOf('/[a]/[b]/c', '/[...rest]')
    expect(match('/1/2/d')).toEqual(['/[...rest]', { rest: ['1', '2', 'd'] }])
  })
})

describe('catch-alls', () => {
  test('a required one needs a segment, an optional one leaves its key out without', () => {
    const match = matcherOf('/a/[...rest]', '/b/[[...rest]]')
    expect(match('/a')).toBe('none')
    expect(match('/a/x/y')).toEqual(['/a/[...rest]', { rest: ['x', 'y'] }])
    expect(match('/b')).toEqual(['/b/[[...rest]]', {}])
    expect(match('/b/x')).toEqual(['/b/[[...rest]]', { rest: ['x'] }])
  })

  test('one at the root answers everything that nothing else answers', () => {
    const match = matcherOf('/[[...all]]', '/a')
    expect(match('/')).toEqual(['/[[...all]]', {}])
    expect(match('/a')).toEqual(['/a', {}])
    expect(match('/a/b')).toEqual(['/[[...all]]', { all: ['a', 'b'] }])
  })
})

describe('escapes', () => {
  const match = matcherOf('/x/static', '/x/[a]', '/y/[...rest]', '/café', '/a b', '/q?')

  test('are decoded once, after the path was split', () => {
    expect(match('/x/a%2Fb')).toEqual(['/x/[a]', { a: 'a/b' }])
    expect(match('/x/%2541')).toEqual(['/x/[a]', { a: '%41' }])
    expect(match('/x/%3Fq')).toEqual(['/x/[a]', { a: '?q' }])
    expect(match('/x/a+b')).toEqual(['/x/[a]', { a: 'a+b' }])
    expect(match('/x/%E4%BD%A0%F0%9F%98%80')).toEqual(['/x/[a]', { a: '你😀' }])
    expect(match('/y/a%2Fb/c')).toEqual(['/y/[...rest]', { rest: ['a/b', 'c'] }])
    expect(match('/y/..%2f..%2fetc/passwd')).toEqual(['/y/[...rest]', { rest: ['../../etc', 'passwd'] }])
  })

  test('never spell a static name, but folders may need them', () => {
    expect(match('/x/%73tatic')).toEqual(['/x/[a]', { a: 'static' }])
    expect(match('/caf%C3%A9')).toEqual(['/café', {}])
    expect(match('/caf%c3%a9')).toEqual(['/café', {}])
    expect(match('/a%20b')).toEqual(['/a b', {}])
    expect(match('/q%3F')).toEqual(['/q?', {}])
  })

  test.each(['/x/%', '/x/%zz', '/x/%ff', '/x/%C3', '/nowhere/%', '/x/%00', '/x/a%00b'])('%s is malformed', (path) => {
    expect(match(path)).toBe('malformed')
  })
})

test('double and trailing slashes point to the path without them, if that has an answer', () => {
  const match = matcherOf('/', '/a/[b]')
  expect(match('/a/b/')).toBe('→ /a/b')
  expect(match('//a///b')).toBe('→ /a/b')
  expect(match('//evil.example/')).toBe('none')
  expect(match('//')).toBe('→ /')
  expect(match('/')).toEqual(['/', {}])
  expect(match('/nowhere/')).toBe('none')
})

test('names are compared exactly', () => {
  const match = matcherOf(
    '/Users',
    '/a.b',
    '/__proto__',
    '/constructor/[constructor]',
    '/p/[__proto__]',
    '/s/[user-id]',
  )
  expect(match('/users')).toBe('none')
  expect(match('/a.b')).toEqual(['/a.b', {}])
  expect(match('/axb')).toBe('none')
  expect(match('/toString')).toBe('none')
  expect(match('/constructor/x')).toEqual(['/constructor/[constructor]', { constructor: 'x' }])
  expect(match('/p/x')).toEqual(['/p/[__proto__]', JSON.parse('{ "__proto__": "x" }')])
  expect(match('/s/7')).toEqual(['/s/[user-id]', { 'user-id': '7' }])
})

test('a pattern that is none is refused', () => {
  expect(() => matcherOf('/[id')).toThrow('`/[id`')
})

test('agrees with trying every pattern and taking the best', () => {
  const part = fc.constantFrom('a', 'b', '[x]')
  const pattern = fc
    .tuple(fc.array(part, { maxLength: 3 }), fc.constantFrom('', '[...rest]', '[[...rest]]'))
    .map(
      ([parts, last]) =>
        `/${[...parts.map((text, index) => text.replace('x', `x${index}`)), last].filter(Boolean).join('/')}`,
    )
  const path = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 }).map((parts) => `/${parts.join('/')}`)
  fc.assert(
    fc.property(fc.uniqueArray(pattern, { maxLength: 8 }), path, (patterns, url) => {
      fc.pre(conflictsOf(patterns.map((each) => ({ kind: 'route', pattern: each, file: each }))).length === 0)
      expect(matcherOf(...patterns)(url)).toEqual(bestOf(patterns, url))
    }),
    { numRuns: 2000 },
  )
})

/** Priority spelled out: each segment's kind is a digit, and the smallest number wins. */
function bestOf(patterns: readonly string[], url: string): unknown {
  const ranked = patterns.flatMap((pattern) => {
    const segments = segmentsOf(pattern)
    const source = segments.map((s) =>
      s.kind === 'static'
        ? `/${s.text}`
        : s.kind === 'dynamic'
          ? '/([^/]+)'
          : s.kind === 'catch-all'
            ? '((?:/[^/]+)+)'
            : '((?:/[^/]+)*)',
    )
    const found = new RegExp(`^${source.join('')}$`).exec(url === '/' ? '' : url)
    if (!found) return []
    const kinds = ['static', 'dynamic', 'catch-all', 'optional-catch-all']
    const rank = segments.map((segment) => kinds.indexOf(segment.kind)).join('')
    const names = segments.flatMap((segment) => ('name' in segment ? [segment] : []))
    const params = names.flatMap(({ kind, name }, index) => {
      const value = found[index + 1] ?? ''
      if (kind === 'dynamic') return [[name, value]]
      return value === '' ? [] : [[name, value.slice(1).split('/')]]
    })
    return [{ rank, answer: [pattern, Object.fromEntries(params)] }]
  })
  return ranked.toSorted((a, b) => (a.rank < b.rank ? -1 : 1))[0]?.answer ?? 'none'
}
