import { describe, expect, test } from 'vitest'
import { isWorthReading } from '../attempt.ts'
import { builtInKinds, judge } from './directive.ts'

const kinds = new Set([...builtInKinds, 'tenant'])

describe('the grammar', () => {
  test.each([
    ['use cache', 'default'],
    ['use cache: default', 'default'],
    ['use cache: remote', 'remote'],
    ['use cache: private', 'private'],
    ['use cache: tenant', 'tenant'],
  ])('%j is the directive of kind %s', (text, kind) => {
    expect(judge(text, kinds)).toEqual({ type: 'cache', kind })
  })

  test.each([
    ['use cache: remot', 'remote'],
    ['use cache: Remote', 'remote'],
    ['use cache: redis', undefined],
  ])('%j names an unknown kind, nearest %s', (text, near) => {
    expect(judge(text, kinds)).toMatchObject({ type: 'unknown-kind', nearest: near })
  })

  test.each([
    ['use cach', 'use cache'],
    ['Use Cache', 'use cache'],
    ['USE CACHE', 'use cache'],
    ['use-cache', 'use cache'],
    ['use_cache', 'use cache'],
    ['usecache', 'use cache'],
    ['useCache', 'use cache'],
    ['use cached', 'use cache'],
    ['use caches', 'use cache'],
    ['use  cache', 'use cache'],
    [' use cache', 'use cache'],
    ['use cache ', 'use cache'],
    ['use chache', 'use cache'],
    ['use cahce', 'use cache'],
    ['ues cache', 'use cache'],
    ['us cache', 'use cache'],
    ['use cache:remote', 'use cache: remote'],
    ['use cache : remote', 'use cache: remote'],
    ['use cache:  remote', 'use cache: remote'],
    ['use cache remote', 'use cache: remote'],
    ['use cache(remote)', 'use cache: remote'],
    ['use cache, remote', 'use cache: remote'],
    ['use cache/remote', 'use cache: remote'],
    ['use cache; private', 'use cache: private'],
    ['use private cache', 'use cache: private'],
    ['use cached: remote', 'use cache: remote'],
    ['use cache:redis', 'use cache: redis'],
    ['use cached: per-user', 'use cache: per-user'],
    ['use cache: ', 'use cache'],
    ['use cache:', 'use cache'],
    ['use\\x20cache', 'use cache'],
    ['use cache: a b', undefined],
    ['use cache please', undefined],
    ['use lru cache', undefined],
  ])('%j is a misspelled %j', (text, meant) => {
    expect(judge(text, kinds)).toEqual({ type: 'typo', meant })
    expect(isWorthReading(`async function f() { '${text}' }`, 'x.ts')).toBe(true)
  })

  test('everything that is one edit away is a misspelling', () => {
    const missed = [...edits('use cache')].filter(
      (text) => judge(text, kinds).type !== 'typo' || !isWorthReading(`'${text}'`, 'x.ts'),
    )
    expect(missed).toEqual([])
  })

  test('a long text is judged as fast as it is read', { timeout: 3000 }, () => {
    expect(judge(`use cache: a${'-'.repeat(200_000)} b`, kinds)).toEqual({ type: 'typo', meant: undefined })
  })

  test.each([
    'use strict',
    'use client',
    'use server',
    'use asm',
    'use memo',
    'use cash register',
    'use custom',
    'use server-cached',
    'no-cache',
    './cache',
    'hello',
    '',
  ])('%j is none of our business', (text) => {
    expect(judge(text, kinds)).toEqual({ type: 'other' })
  })
})

/** Every text that a slip of the finger makes of a word: a character too few, too many or another, two that are swapped. */
function edits(word: string): Set<string> {
  const found = new Set<string>()
  const characters = 'abcdefghijklmnopqrstuvwxyz0 :,.;-_/(!'
  for (let at = 0; at <= word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)]
    found.add(before + after.slice(1)).add(before + after.slice(1, 2) + after.slice(0, 1) + after.slice(2))
    for (const character of characters) found.add(before + character + after).add(before + character + after.slice(1))
  }
  found.delete(word)
  return found
}

test('modules without the directive leave at the door', () => {
  expect(
    isWorthReading(
      `'use client'\nimport { useCallback, useState } from 'react'\nexport const cache = new Map()`,
      'x.ts',
    ),
  ).toBe(false)
})
