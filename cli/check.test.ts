import { chmodSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { transform } from '../transform/index.ts'
import { cached, notAsync, project, type Run } from './fixture-project.ts'

const escape = '\u001B['

describe.concurrent('use-cache check', () => {
  it('says how many files and cached functions a clean project has', async () => {
    const { exitCode, stdout, stderr } = await project({ 'src/a.ts': cached, 'src/b.ts': 'export const b = 1\n' }).run(
      'check',
    )
    expect(stdout).toMatch(/^2 files checked in [\d.]+ s: 1 cached function, no errors, no warnings\.\n$/)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  })

  it('shows each finding with its place, its code, the lines around it and what to do', async () => {
    const { exitCode, stdout, stderr } = await project({ 'src/price.ts': notAsync }).run('check', 'src')
    expect(stdout).toContain('src/price.ts:2:3  error  not-async\n  `getPrice` ')
    expect(stdout).toContain("  > 2 |   'use cache'\n      |   ^^^^^^^^^^^\n")
    expect(stdout).toContain('  Help: Make it async')
    expect(stdout).toContain('1 file checked')
    expect(stdout).toContain('no cached functions, 1 error, no warnings.')
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' })
  })

  it('finds with --output what a build has left uncompiled, and nothing in what was compiled', async () => {
    const compiled = transform(cached, { id: 'src/a.ts', root: '' }).code
    const minified = `${'var padding=1;'.repeat(500)}async function n(){"use cache";return 1}export{n as price};`
    const { run } = project({
      '.gitignore': 'dist',
      'src/a.ts': cached,
      'dist/a.js': `import { cacheLife } from 'use-cache'\n${compiled}export const life = () => cacheLife('hours')`,
      'dist/bundle.mjs': `${compiled.replace('getProducts()', 'others()')}${minified}`,
      'dist/whole.cjs': `'use cache'\nexports.all = async () => 1`,
    })
    const { exitCode, stdout } = await run('check', '--output', 'dist', '--format', 'unix')
    expect(stdout).toBe(
      `dist/bundle.mjs:5:7020: 'use cache' in \`n\` was not compiled: it runs uncached. [error/uncompiled]
dist/whole.cjs:1:1: 'use cache' at the top of this module was not compiled: its exports run uncached. [error/uncompiled]
`,
    )
    expect(exitCode).toBe(1)
    expect((await run('check', '--output', 'dist/a.js')).stdout).toContain('no errors')
    expect(await run('check', '--output')).toMatchObject({ exitCode: 2, stdout: '' })
  })

  it('reports files in the order of their names, and findings in the order of lines', async () => {
    const two = notAsync + notAsync.replace('getPrice', 'getTax')
    const report = jsonOf(
      await project({ 'b.ts': two, 'a/z.ts': notAsync, 'c.ts': notAsync }).run('check', '--format', 'json'),
    )
    expect(report.diagnostics.map(({ file, span }) => `${file}:${span.start.line}`)).toEqual([
      'a/z.ts:2',
      'b.ts:2',
      'b.ts:6',
      'c.ts:2',
    ])
  })

  it('prints one JSON object with --format json, whatever it finds', async () => {
    const run = await project({ 'src/price.ts': notAsync, 'src/products.ts': cached }).run(
      'check',
      'src',
      '--format',
      'json',
    )
    expect(jsonOf(run)).toEqual({
      files: 2,
      functions: [{ id: 'src/products.ts#getProducts', kind: 'default', file: 'src/products.ts', line: 1 }],
      diagnostics: [
        {
          code: 'not-async',
          severity: 'error',
          message: expect.stringContaining('getPrice') as string,
          help: expect.stringContaining('async') as string,
          file: 'src/price.ts',
          span: { start: { line: 2, column: 2, offset: 31 }, end: { line: 2, column: 13, offset: 42 } },
        },
      ],
    })
    expect({ exitCode: run.exitCode, stderr: run.stderr }).toEqual({ exitCode: 1, stderr: '' })
  })

  it('still prints the JSON object when something could not be done', async () => {
    const missing = await project({ 'a.ts': notAsync }).run('check', 'a.ts', 'nowhere', '--format', 'json')
    expect(jsonOf(missing)).toMatchObject({ files: 1, diagnostics: [{ code: 'not-async' }] })
    expect(missing.exitCode).toBe(2)
    const wrongOption = await project({}).run('check', '--format=json', '--fast')
    expect(jsonOf(wrongOption)).toEqual({ files: 0, functions: [], diagnostics: [] })
    expect(wrongOption.exitCode).toBe(2)
  })

  it('finds ids relative to the nearest package.json, and names files relative to the current folder', async () => {
    const { runWith } = project({ 'packages/shop/package.json': '{}', 'packages/shop/src/products.ts': cached })
    const { functions } = jsonOf(await runWith({ cwd: 'packages' }, 'check', '--format', 'json'))
    expect(functions).toEqual([
      { id: 'src/products.ts#getProducts', kind: 'default', file: 'shop/src/products.ts', line: 1 },
    ])
  })

  it('gives the same report with either parser', async () => {
    const { run } = project({ 'a.tsx': `${cached}export const b = <T,>(x: T) => x\n`, 'b.ts': notAsync })
    const [babel, swc] = await Promise.all(
      ['babel', 'swc'].map(async (parser) => run('check', '--format', 'json', '--parser', parser)),
    )
    expect(jsonOf(swc!)).toEqual(jsonOf(babel!))
    expect(jsonOf(babel!).functions).toHaveLength(1)
  })

  it('accepts the kinds and profiles that the app configures', async () => {
    const body = "  'use cache: tenant'\n  cacheLife('nightly')\n  return 1\n"
    const { run } = project({
      'a.ts': `import { cacheLife } from 'use-cache'\nexport async function f() {\n${body}}\n`,
    })
    const strict = jsonOf(await run('check', '--format', 'json'))
    expect(strict.diagnostics.map(({ code }) => code)).toEqual(['unknown-kind', 'cache-api-outside', 'unknown-profile'])
    const configured = jsonOf(await run('check', '--format', 'json', '--kinds', 'edge,tenant', '--profiles', 'nightly'))
    expect(configured).toMatchObject({ diagnostics: [], functions: [{ kind: 'tenant' }] })
  })

  it('follows a route handler into the module that implements it', async () => {
    const { run } = project({
      'app/api/route.ts': "export { handler as GET } from '../../lib/handler'\n",
      'lib/handler.ts': "export async function handler() {\n  'use cache'\n  return new Response()\n}\n",
    })
    const all = jsonOf(await run('check', '--format', 'json'))
    expect(all).toMatchObject({
      files: 2,
      functions: [],
      diagnostics: [{ code: 'handler-directive', file: 'lib/handler.ts' }],
    })
    const routesOnly = jsonOf(await run('check', 'app', '--format', 'json'))
    expect(routesOnly).toMatchObject({ files: 2, diagnostics: [{ code: 'handler-directive', file: 'lib/handler.ts' }] })
  })

  it('colours only what people read, and lets NO_COLOR and FORCE_COLOR decide', async () => {
    const { run, runWith } = project({ 'a.ts': notAsync })
    expect((await run('check')).stdout).not.toContain(escape)
    const forced = await runWith({ env: { FORCE_COLOR: '1' } }, 'check')
    expect(forced.stdout).toContain(`${escape}31merror`)
    expect((await runWith({ env: { NO_COLOR: '1' } }, 'check')).stdout).not.toContain(escape)
    expect(jsonOf(await runWith({ env: { FORCE_COLOR: '1' } }, 'check', '--format', 'json')).files).toBe(1)
  })
})

describe.concurrent('what use-cache check looks at', () => {
  it('reads TypeScript and JavaScript in all their extensions, and no declaration files', async () => {
    const extensions = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs']
    const files = [
      ...extensions.map((extension) => `x.${extension}`),
      'y.d.ts',
      'y.d.mts',
      'y.d.css.ts',
      'z.json',
      'z.vue',
    ]
    const { run } = project(Object.fromEntries(files.map((file) => [file, cached])))
    const report = jsonOf(await run('check', '--format', 'json'))
    expect(report.functions.map(({ file }) => file).sort()).toEqual(
      extensions.map((extension) => `x.${extension}`).sort(),
    )
  })

  it('leaves out what git ignores, by every .gitignore from the root of the repository down', async () => {
    const { runWith, run } = project({
      '.git/HEAD': 'ref: refs/heads/main\n',
      '.gitignore': 'dist\n*.gen.ts\n',
      'web/.gitignore': '/local.ts\n!kept.gen.ts\n',
      'dist/a.ts': notAsync,
      'web/dist/a.ts': notAsync,
      'web/b.gen.ts': notAsync,
      'web/local.ts': notAsync,
      'web/node_modules/pkg/index.js': notAsync,
      'web/kept.gen.ts': cached,
      'web/src/local.ts': cached,
      'web/build/c.ts': cached,
    })
    const seen = ['web/build/c.ts', 'web/kept.gen.ts', 'web/src/local.ts']
    expect(jsonOf(await run('check', '--format', 'json')).functions.map(({ file }) => file)).toEqual(seen)
    const inside = jsonOf(await runWith({ cwd: 'web' }, 'check', '.', '--format', 'json'))
    expect(inside.functions.map(({ file }) => `web/${file}`)).toEqual(seen)
    const globbed = jsonOf(await run('check', '**/*.ts', '--format', 'json'))
    expect(globbed.functions.map(({ file }) => file)).toEqual(seen)
    expect(globbed.files).toBe(3)
  })

  it('looks at an ignored file or folder that is named', async () => {
    const { run } = project({
      '.gitignore': 'dist\n',
      'dist/a.ts': cached,
      'dist/b.ts': cached,
      'node_modules/pkg/c.js': cached,
    })
    expect(jsonOf(await run('check', 'dist/a.ts', '--format', 'json')).files).toBe(1)
    expect(jsonOf(await run('check', 'dist', '--format', 'json')).files).toBe(2)
    expect(jsonOf(await run('check', 'node_modules/pkg', '--format', 'json')).files).toBe(1)
  })

  it('counts a file once, however often it is named', async () => {
    const { run } = project({ 'src/a.ts': cached })
    expect(jsonOf(await run('check', 'src', 'src/a.ts', 'src/*.ts', '--format', 'json'))).toMatchObject({
      files: 1,
      functions: [{ line: 1 }],
    })
  })

  it('takes a path with brackets for itself before it takes it for a pattern', async () => {
    const { run } = project({ 'app/[id]/data.ts': cached, 'app/i/data.ts': cached })
    expect(jsonOf(await run('check', 'app/[id]', '--format', 'json')).functions.map(({ file }) => file)).toEqual([
      'app/[id]/data.ts',
    ])
  })

  it('does not follow links, so that loops of them end', async () => {
    const { folder, run } = project({ 'src/a.ts': cached })
    symlinkSync('..', join(folder, 'src/up'))
    symlinkSync('a.ts', join(folder, 'src/b.ts'))
    symlinkSync('loop.ts', join(folder, 'loop.ts'))
    expect(jsonOf(await run('check', '--format', 'json')).files).toBe(1)
    const { exitCode, stderr } = await run('check', 'loop.ts')
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: "error: loop.ts: can't be checked: it is a link that leads to itself.\n",
    })
  })
})

describe.concurrent('bad input to use-cache check', () => {
  it.each([
    ['an option that does not exist', ['--fast'], "error: unknown option '--fast'"],
    ['a format that does not exist', ['--format', 'xml'], "'xml' is invalid. Allowed choices are pretty, json"],
    ['a parser that does not exist', ['--parser', 'acorn'], "'acorn' is invalid. Allowed choices are auto, babel, swc"],
    ['a name that is no kind', ['--kinds', 'a b'], '"a b" is no name for a kind'],
    ['a path that does not exist', ['nowhere'], "error: nowhere: can't be checked: there is no such file or folder."],
    ['a pattern without a match', ['*.tsx'], 'error: *.tsx: no file matches this pattern.'],
    ['a folder without files', ['empty'], 'error: empty: no files to check.'],
    ['a file that is no source file', ['empty/notes.md'], 'error: empty/notes.md: not a JavaScript or TypeScript file'],
    ['a binary file', ['logo.ts'], 'error: logo.ts: a binary file, not source text.'],
  ])('exits with 2 for %s, and names it', async (_, args, message) => {
    const { run } = project({ 'a.ts': cached, 'empty/notes.md': '', 'logo.ts': new Uint8Array([71, 0, 16, 255]) })
    const { exitCode, stdout, stderr } = await run('check', ...args)
    expect(stderr).toContain(message)
    expect(stdout).toBe('')
    expect(exitCode).toBe(2)
  })

  it('checks the other files when one path does not exist', async () => {
    const { exitCode, stdout, stderr } = await project({ 'a.ts': notAsync }).run('check', 'nowhere.ts', 'a.ts')
    expect(stderr).toBe("error: nowhere.ts: can't be checked: there is no such file or folder.\n")
    expect(stdout).toContain('a.ts:2:3  error  not-async')
    expect(exitCode).toBe(2)
  })

  it('names a folder and a file that it may not read, and checks the others', async () => {
    const { folder, runWith } = project({ 'a.ts': cached, 'secret/b.ts': cached, 'sealed.ts': cached })
    chmodSync(join(folder, 'secret'), 0)
    chmodSync(join(folder, 'sealed.ts'), 0)
    // Root reads everything, unless it gives that up.
    const powers = '-dac_override,-dac_read_search'
    const prefix = process.getuid?.() === 0 ? ['setpriv', `--bounding-set=${powers}`, `--inh-caps=${powers}`] : []
    const { exitCode, stdout, stderr } = await runWith({ prefix }, 'check')
    chmodSync(join(folder, 'secret'), 0o700)
    expect(stderr).toContain("error: secret: this folder can't be read: permission denied.\n")
    expect(stderr).toContain("error: sealed.ts: can't be read: permission denied.\n")
    expect(stdout).toContain('1 file checked')
    expect(stdout).toContain('1 cached function, no errors')
    expect(exitCode).toBe(2)
  })

  it('shows where a file does not parse, and checks the others', async () => {
    const { exitCode, stdout } = await project({ 'a.ts': `${cached}\nconst = 1\n`, 'b.ts': cached }).run('check')
    expect(stdout).toContain('a.ts:6:7  error  syntax-error')
    expect(stdout).toContain('> 6 | const = 1')
    expect(stdout).toContain('2 files checked')
    expect(stdout).toContain('1 cached function, 1 error')
    expect(exitCode).toBe(1)
  })

  it('has nothing to say about an empty file', async () => {
    const { exitCode, stdout, stderr } = await project({ 'a.ts': '' }).run('check', 'a.ts')
    expect(stdout).toContain('1 file checked')
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  })

  it('skips a binary file that it comes across, and says so', async () => {
    const { exitCode, stdout, stderr } = await project({
      'a.ts': cached,
      'video.ts': new Uint8Array([71, 0, 16, 255]),
    }).run('check')
    expect(stderr).toBe('note: video.ts: skipped, it is a binary file.\n')
    expect(stdout).toContain('1 file checked')
    expect(exitCode).toBe(0)
  })

  it('reads invalid UTF-8 as Node does, and says so', async () => {
    const broken = Buffer.concat([Buffer.from('// caf\xe9\n', 'latin1'), Buffer.from(notAsync)])
    const { exitCode, stdout, stderr } = await project({ 'a.ts': broken }).run('check')
    expect(stderr).toMatch(/^note: a\.ts: not valid UTF-8/)
    expect(stdout).toContain('a.ts:3:3  error  not-async')
    expect(exitCode).toBe(1)
  })

  it('checks a generated file of 5 MB, and shows the part of its line that matters', async () => {
    const line = `const data = [${'"0123456789abcdef",'.repeat(280_000)}]; `
    const { exitCode, stdout } = await project({ 'big.js': `${line}export function f() { 'use cache' }\n` }).run(
      'check',
    )
    expect(stdout).toContain(`big.js:1:${line.length + 23}  error  not-async`)
    expect(stdout).toContain('^^^^^^^^^^^')
    expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThan(200)
    expect(exitCode).toBe(1)
  })

  it('gives the same answers when the work is spread over threads', async () => {
    const filler = '// '.padEnd(90_000, 'x')
    const names = Array.from({ length: 40 }, (_, index) => `m${String(index).padStart(2, '0')}.ts`)
    const { run } = project(
      Object.fromEntries(names.map((name, index) => [name, (index % 3 === 0 ? notAsync : cached) + filler])),
    )
    const report = jsonOf(await run('check', '--format', 'json'))
    expect(report.files).toBe(40)
    expect(report.functions.map(({ file }) => file)).toEqual(names.filter((_, index) => index % 3 !== 0))
    expect(report.diagnostics.map(({ file }) => file)).toEqual(names.filter((_, index) => index % 3 === 0))
  })
})

interface Report {
  readonly files: number
  readonly functions: readonly {
    readonly id: string
    readonly kind: string
    readonly file: string
    readonly line: number
  }[]
  readonly diagnostics: readonly {
    readonly code: string
    readonly file: string
    readonly span: { readonly start: { readonly line: number } }
  }[]
}

function jsonOf({ stdout }: Run): Report {
  return JSON.parse(stdout) as Report
}
