import { createRequire } from 'node:module'
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import { describe, expect, it, onTestFinished } from 'vitest'
import { useCache } from './babel.ts'

const own = createRequire(import.meta.url)
const text = `export async function price(id: number, { tax = 1 }: { tax?: number } = {}): Promise<number> {
  'use cache'
  return id * tax
}
`
type Babel = typeof import('@babel/core')

interface Metro {
  readonly transform: (module: object) => { readonly ast: object }
}

function project(): string {
  const root = mkdtempSync(join(tmpdir(), 'use-cache-babel-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  writeFileSync(join(root, 'package.json'), '{}')
  return root
}

function compile(name: string, more: object): string {
  const babel = own(name) as Babel
  const options = {
    filename: '/app/price.ts',
    cwd: '/app',
    babelrc: false,
    configFile: false,
    plugins: [useCache],
    ...more,
  }
  return babel.transformSync(text, options as never)!.code!
}

const typescript = own.resolve('@babel/preset-typescript')
const env = [own.resolve('@babel/preset-env'), { targets: { node: 22 }, modules: 'commonjs' }]

describe('use-cache/babel', () => {
  it.each([
    ['before presets', { presets: [env, typescript] }],
    ['in the presets’ own order', { presets: [typescript, env] }],
    [
      'in a preset of its own, the last to run',
      { plugins: [], presets: [() => ({ plugins: [useCache] }), env, typescript] },
    ],
  ])('compiles the directive %s', (_, more) => {
    const code = compile('@babel/core', more)
    expect(code).not.toContain("'use cache'")
    expect(code).toContain('require("use-cache/abi")')
    expect(code).toMatch(/function price\(\$0, \$1 = void 0\)/)
    expect(code).toContain('async function (id, {')
  })

  it.each(['@babel/core', 'babel-core-7'])('compiles a tree that %s did not read itself', (name) => {
    const babel = own(name) as Babel
    const shared = {
      filename: '/app/price.ts',
      cwd: '/app',
      babelrc: false,
      configFile: false,
      parserOpts: { plugins: ['typescript'] },
    } as never
    const ast = babel.parseSync(text, shared)!
    const { code } = babel.transformFromAstSync(ast, text, {
      ...(shared as object),
      plugins: [useCache],
    } as never)!
    expect(code).toContain('$define("price.ts#price"')
    expect(code).not.toContain("'use cache'")
  })

  it.each([true, false])('compiles in Metro (its own parser: %s)', (hermesParser) => {
    const root = project()
    const filename = join(root, 'price.js')
    const src = `export async function price(id) { 'use cache'; return id }`
    writeFileSync(filename, src)
    const { transform } = own('metro-babel-transformer') as Metro
    const options = { projectRoot: root, dev: true, enableBabelRCLookup: false, hermesParser }
    const { ast } = transform({ src, filename, options, plugins: [useCache] })
    const babel = own('babel-core-7') as Babel
    const { code } = babel.transformFromAstSync(ast as never, src, { babelrc: false, configFile: false })!
    expect(code).toContain('$define("price.js#price"')
    expect(code).not.toContain("'use cache'")
  })

  it.each(['@babel/core', 'babel-core-7'])('is refused where babel-loader builds for browsers (%s)', (name) => {
    const run = (target: string) => (): string =>
      compile(name, { presets: [typescript], caller: { name: 'babel-loader', target } })
    expect(run('web')).toThrow('these would reach the browser:\n  price (price.ts:1)')
    expect(run('node')).not.toThrow()
  })

  it('sees an edit of the configuration', () => {
    const root = project()
    const compiled = (revalidate: number): string => {
      const file = join(root, 'use-cache.config.json')
      writeFileSync(file, JSON.stringify({ cacheLife: { often: { revalidate } } }))
      utimesSync(file, revalidate, revalidate)
      return compile('@babel/core', { cwd: root, filename: join(root, 'price.ts'), presets: [typescript] })
    }
    expect(compiled(1)).toMatch(/"revalidate": 1\b/)
    expect(compiled(2)).toMatch(/"revalidate": 2\b/)
  })

  it('leads through the source map that its text ends with', () => {
    const { transformSync } = own('@babel/core') as Babel
    const before = { version: 3, sources: ['price.ts'], names: [], mappings: 'AAUA;AACA;AACA;AACA' }
    const comment = `//# sourceMappingURL=data:application/json;base64,${btoa(JSON.stringify(before))}`
    const { code, map } = transformSync(
      `export async function price() {\n  'use cache'\n  throw new Error('none')\n}\n${comment}`,
      {
        filename: '/app/price.ts',
        cwd: '/app',
        babelrc: false,
        configFile: false,
        sourceMaps: true,
        plugins: [useCache],
      } as never,
    )!
    const lines = code!.split('\n')
    const line = lines.findIndex((text) => text.includes("'none'"))
    const place = { line: line + 1, column: lines[line]!.indexOf('throw') }
    expect(originalPositionFor(new TraceMap(map as never), place)).toMatchObject({ source: 'price.ts', line: 13 })
  })

  it('leaves a script one', () => {
    const { transformSync } = own('@babel/core') as Babel
    const { code } = transformSync("globalThis.price = async () => { 'use cache'; return 1 }", {
      filename: '/app/price.js',
      cwd: '/app',
      babelrc: false,
      configFile: false,
      sourceType: 'script',
      plugins: [useCache],
    } as never)!
    expect(code).toContain('require("use-cache/abi")')
  })

  it('compiles once and warns when Babel has it twice', async () => {
    const { transformSync } = own('@babel/core') as Babel
    const warnings: string[] = []
    const note = ({ message }: Error): void => void warnings.push(message)
    process.on('warning', note)
    const { code } = transformSync("export async function price() { 'use cache'; return 1 }", {
      filename: '/app/price.js',
      cwd: '/app',
      babelrc: false,
      configFile: false,
      plugins: [useCache, [useCache, {}, 'again']],
    } as never)!
    await new Promise(setImmediate)
    process.off('warning', note)
    expect(code!.match(/price\.js#price/g)).toHaveLength(1)
    expect(warnings).toEqual([expect.stringContaining('registered twice')])
  })

  it('fails with all findings, their frames and what to do', () => {
    const broken = `export function sync() {\n  'use cache'\n}\nexport async function* many() {\n  'use cache'\n}`
    const babel = own('@babel/core') as Babel
    const run = (): unknown =>
      babel.transformSync(broken, {
        filename: '/app/broken.js',
        cwd: '/app',
        babelrc: false,
        configFile: false,
        plugins: [useCache],
      } as never)
    expect(run).toThrow("> 2 |   'use cache'")
    expect(run).toThrow("> 5 |   'use cache'")
    expect(run).toThrow('Help: Make it async')
  })
})
