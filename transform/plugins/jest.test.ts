import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createTransformer } from './jest.ts'

test('what was cached under another configuration is not used', () => {
  const rootDir = mkdtempSync(join(tmpdir(), 'use-cache-jest-'))
  onTestFinished(() => rmSync(rootDir, { recursive: true }))
  writeFileSync(join(rootDir, 'package.json'), '{}')
  const transformer = createTransformer()
  let edits = 0
  const key = (config: object): string => {
    const file = join(rootDir, 'use-cache.config.json')
    writeFileSync(file, JSON.stringify(config))
    utimesSync(file, ++edits, edits)
    return transformer.getCacheKey('', join(rootDir, 'a.ts'), { supportsStaticESM: true, config: { rootDir } })
  }
  const configs = [{}, { kinds: ['tenant'] }, { cacheLife: { often: { revalidate: 1 } } }, { version: { manual: '1' } }]
  expect(new Set(configs.map(key)).size).toBe(configs.length)
  expect(key({})).toBe(key({}))
})
