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
    ['use cached: remote', 'use cache: remote'],
    ['use cache: ', 'use cache'],
    ['use cache:', 'use cache'],
    ['use cache: a b', 'use cache'],
  ])('%j is a misspelled %j', (text, meant) => {
    expect(judge(text, kinds)).toEqual({ type: 'typo', meant })
    expect(isWorthReading(`async function f() { '${text}' }`, 'x.ts')).toBe(true)
  })

  test.each([
    'use strict',
    'use client',
    'use server',
    'use asm',
    'use memo',
    'use cash register',
    'use custom',
    'hello',
    '',
  ])('%j is none of our business', (text) => {
    expect(judge(text, kinds)).toEqual({ type: 'other' })
  })
})

test('modules without the directive leave at the door', () => {
  expect(
    isWorthReading(
      `'use client'\nimport { useCallback, useState } from 'react'\nexport const cache = new Map()`,
      'x.ts',
    ),
  ).toBe(false)
})
