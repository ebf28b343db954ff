import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { compilerOptionsIn } from './compiler-options.ts'
import { loadConfig } from './load.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function project(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'use-cache-config-'))
  folders.push(folder)
  for (const [name, text] of Object.entries({ 'package.json': '{}', ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

describe('use-cache.config', () => {
  it.each([
    ['use-cache.config.ts', 'const kinds: string[] = ["tenant"]\nexport default { kinds }'],
    ['use-cache.config.mts', 'export default { kinds: ["tenant"] as string[] }'],
    ['use-cache.config.js', 'module.exports = { kinds: ["tenant"] }'],
    ['use-cache.config.mjs', 'export default { kinds: ["tenant"] }'],
    ['use-cache.config.json', '{ "kinds": ["tenant"] }'],
  ])('is read from %s', (name, text) => {
    expect(loadConfig(project({ [name]: text })).config).toEqual({ kinds: ['tenant'] })
  })

  it('is looked for up to the root of the project and no further', () => {
    const folder = project({
      'use-cache.config.json': '{ "kinds": ["outer"] }',
      'web/src/a.ts': '',
      'inner/package.json': '{}',
      'inner/src/a.ts': '',
    })
    expect(loadConfig(join(folder, 'web/src')).config).toEqual({ kinds: ['outer'] })
    expect(loadConfig(join(folder, 'inner/src'))).toEqual({ config: {}, file: undefined, storesFile: undefined })
  })

  it('is read again when it was modified', () => {
    const folder = project({ 'use-cache.config.ts': 'export default { kinds: ["one"] }' })
    const file = join(folder, 'use-cache.config.ts')
    const before = loadConfig(folder)
    expect(loadConfig(folder)).toBe(before)
    writeFileSync(file, 'export default { kinds: ["two"], cacheLife: { ever: { revalidate: Infinity } } }')
    utimesSync(file, 1, 1)
    expect(loadConfig(folder).config).toEqual({ kinds: ['two'], cacheLife: { ever: { revalidate: Infinity } } })
    writeFileSync(file, 'export default { server: { maxBodyBytes: 9, onError() {} } }')
    utimesSync(file, 2, 2)
    expect(loadConfig(folder).config).toEqual({ server: { maxBodyBytes: 9 } })
  })

  it('may name stores, import and print when it is read again', () => {
    const text = `import { kinds } from './kinds.mjs'
console.log('loading')
export default { kinds, stores: { default: { invalidations() {} } } }`
    const folder = project({ 'use-cache.config.mjs': text, 'kinds.mjs': 'export const kinds = ["one"]' })
    const file = join(folder, 'use-cache.config.mjs')
    expect(loadConfig(folder)).toMatchObject({ config: { kinds: ['one'], stores: {} }, storesFile: file })
    const edit = (name: string, text: string, at: number): void => {
      writeFileSync(join(folder, name), text)
      utimesSync(file, at, at)
    }
    edit('kinds.mjs', 'export const kinds = ["two"]', 1)
    expect(loadConfig(folder)).toEqual({ config: { kinds: ['two'] }, file, storesFile: file })
    edit('use-cache.config.mjs', 'export default { stores: { default: 1 } }', 2)
    expect(messageOf(() => loadConfig(folder))).toContain('stores.default: it must be a store')
    edit('use-cache.config.mjs', 'process.exit()', 3)
    expect(messageOf(() => loadConfig(folder))).toBe('use-cache.config.mjs: it ends the process that loads it.')
  })

  it('tells all of its problems at once, each with its path', () => {
    const folder = project({
      'use-cache.config.ts': `export default {
  kind: ['a'],
  kinds: ['ok', 3],
  cacheLife: { products: { revalidate: 10, expire: 5 }, other: { stael: 1 } },
  appDirectory: 1,
  cacheComponents: 'yes',
  severities: { 'not-asinc': 'off', 'not-async': 'silent' },
  parser: 'acorn',
  version: 'v3',
  server: { maxBodyByte: 1, maxBodyBytes: -1, draftSecret: '', onError: 'log' },
}`,
    })
    expect(messageOf(() => loadConfig(folder)).split('\n')).toEqual([
      'use-cache.config.ts: kind: there is no such field (did you mean kinds?)',
      'use-cache.config.ts: kinds[1]: it must be a name of letters, digits, `-` and `_`, not 3.',
      expect.stringContaining(
        'use-cache.config.ts: cacheLife.products: `revalidate` (10 s) is greater than `expire` (5 s).',
      ),
      expect.stringContaining('use-cache.config.ts: cacheLife.other: unknown field `stael`.'),
      'use-cache.config.ts: appDirectory: it must be the path of a folder, not 1.',
      'use-cache.config.ts: cacheComponents: it must be true or false, not "yes".',
      'use-cache.config.ts: severities.not-asinc: there is no such code (did you mean not-async?)',
      'use-cache.config.ts: severities.not-async: it must be one of error, warning, off, not "silent".',
      'use-cache.config.ts: parser: it must be one of auto, babel, swc, oxc, not "acorn".',
      'use-cache.config.ts: version: it must be "build", "content" or { manual: "…" }, not "v3".',
      'use-cache.config.ts: server.maxBodyByte: there is no such field (did you mean maxBodyBytes?)',
      'use-cache.config.ts: server.maxBodyBytes: it must be a whole number of bytes, or a function that gives one, not -1.',
      'use-cache.config.ts: server.draftSecret: it must be a text that is not empty, not "".',
      'use-cache.config.ts: server.onError: it must be a function, not "log".',
    ])
  })

  it.each([
    ['use-cache.config.json', '{ "kinds": ', "use-cache.config.json: it can't be parsed: "],
    ['use-cache.config.mjs', 'export const kinds = []', 'use-cache.config.mjs: it has no default export.'],
    ['use-cache.config.mjs', 'await null\nexport default {}', 'use-cache.config.mjs: it has a top-level `await`'],
    ['use-cache.config.mjs', 'throw new Error("no database")', "use-cache.config.mjs: it can't be loaded: no database"],
    ['use-cache.config.json', '[]', 'use-cache.config.json: the configuration must be an object, not an array.'],
  ])('says why %s can not be used (%j)', (name, text, message) => {
    expect(messageOf(() => loadConfig(project({ [name]: text })))).toContain(message)
  })

  it('stands alone', () => {
    const folder = project({ 'use-cache.config.json': '{}', 'use-cache.config.mjs': 'export default {}' })
    expect(messageOf(() => loadConfig(folder))).toBe(
      'use-cache.config.mjs: use-cache.config.json stands beside it. Keep one of the two.',
    )
  })

  it('gives the compiler the names of profiles; what wins, wins field by field', () => {
    const folder = project({
      'use-cache.config.json':
        '{ "kinds": ["a"], "cacheLife": { "p": { "expire": 1 } }, "server": { "maxBodyBytes": 1 } }',
    })
    expect(compilerOptionsIn(folder)).toEqual({ kinds: ['a'], profiles: ['p'] })
    expect(compilerOptionsIn(folder, { kinds: ['b'] })).toEqual({ kinds: ['b'], profiles: ['p'] })
  })
})

function messageOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    return (error as Error).message
  }
  return expect.fail('it succeeded')
}
