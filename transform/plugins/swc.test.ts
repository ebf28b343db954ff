import { describe, expect, it } from 'vitest'
import { createTransformer } from './jest.ts'
import { transformSync } from './swc.ts'

describe('use-cache/swc', () => {
  it('names the source in its map as it was asked to', () => {
    const { map } = transformSync("export async function price() { 'use cache'; return 1 }", {
      filename: '/app/src/price.js',
      cwd: '/app',
      swcrc: false,
      configFile: false,
      sourceMaps: true,
      sourceFileName: '../src/price.js',
      sourceRoot: '/sources/',
    })
    expect(JSON.parse(map!)).toMatchObject({ sources: ['../src/price.js'], sourceRoot: '/sources/' })
  })

  it('leaves a script one', () => {
    const { code } = transformSync("globalThis.price = async () => { 'use cache'; return 1 }", {
      filename: '/app/price.js',
      cwd: '/app',
      swcrc: false,
      configFile: false,
      isModule: false,
    })
    expect(code).toContain('require("use-cache/abi")')
  })
})

describe('use-cache/jest', () => {
  it('mocks what the imports of Next mean', () => {
    const test = `import { updateTag } from 'next/cache'
jest.mock('next/cache', () => ({ updateTag: jest.fn() }))
updateTag('prices')`
    const { code } = createTransformer().process(test, '/app/price.test.js', {
      supportsStaticESM: false,
      config: { rootDir: '/app' },
    })
    expect(code).toContain('jest.mock("use-cache", ')
    expect(code).toContain('require("use-cache")')
  })
})
