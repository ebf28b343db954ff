import { describe, expect, it } from 'vitest'
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
})
