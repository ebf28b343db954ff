import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cached, notAsync, project, type Project } from './fixture-project.ts'

const handler = `export async function GET(request: Request) {
  'use cache'
  return Response.json(await search(request.url))
}

const search = (url: string) => url.split('/')
`

const fixedHandler = `export async function GET(request: Request) {
  return Response.json(await getProducts(request.url))
}

async function getProducts(url: string) {
  'use cache'
  return await search(url)
}

const search = (url: string) => url.split('/')
`

const generator = `export async function* all() {\n  'use cache'\n  yield 1\n}\n`
const route = 'app/products/route.ts'

describe.concurrent('use-cache check --fix', () => {
  it('mends what it can, and says how much that was', async () => {
    const it = project({ [route]: handler, 'src/price.ts': notAsync, 'src/products.ts': cached })
    const { exitCode, stdout, stderr } = await it.run('check', '--fix')
    expect(textOf(it, route)).toBe(fixedHandler)
    expect(textOf(it, 'src/price.ts')).toBe(notAsync.replace('function', 'async function'))
    expect(stdout).toMatch(
      /^3 files checked in [\d.]+ s: 3 cached functions, no errors, no warnings\.\n2 findings fixed in 2 files\.\n$/,
    )
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  })

  it('reports what is left, and exits as a check would', async () => {
    const it = project({ 'a.ts': notAsync + generator })
    const { exitCode, stdout } = await it.run('check', '--fix')
    expect(textOf(it, 'a.ts')).toBe(notAsync.replace('function', 'async function') + generator)
    expect(stdout).toContain('a.ts:6:3  error  generator')
    expect(stdout).toContain('1 cached function, 1 error, no warnings.\n1 finding fixed in 1 file.\n')
    expect(exitCode).toBe(1)
  })

  it('applies fixes that follow from fixes, and those that have to wait for each other', async () => {
    const it = project({
      'a.ts': `export function price() {\n  const a = 1\n  'use cach'\n  return a\n}\n`,
      [route]: `import { cacheLife } from 'use-cache'\n\n${handler.replace("cache'\n", "cache'\n  cacheLife('houres')\n")}`,
    })
    const { exitCode, stdout } = await it.run('check', '--fix')
    expect(textOf(it, 'a.ts')).toBe(`export async function price() {\n  'use cache'\n  const a = 1\n  return a\n}\n`)
    expect(textOf(it, route)).toContain(
      `async function getProducts(url: string) {\n  'use cache'\n  cacheLife('hours')\n`,
    )
    expect(stdout).toContain('4 findings fixed in 2 files.')
    expect(exitCode).toBe(0)
  })

  it('mends handlers that a route file takes from elsewhere', async () => {
    const it = project({
      [route]: `export { handler as GET } from '../../lib/impl.ts'\n`,
      'lib/impl.ts': handler.replace('GET', 'handler'),
    })
    const { exitCode } = await it.run('check', 'app', '--fix')
    expect(textOf(it, 'lib/impl.ts')).toBe(fixedHandler.replace('GET', 'handler').replaceAll('getProducts', 'getData'))
    expect(exitCode).toBe(0)
  })

  it('says that there was nothing to fix', async () => {
    const { exitCode, stdout } = await project({ 'a.ts': cached }).run('check', '--fix')
    expect(stdout).toMatch(/\nno findings fixed\.\n$/)
    expect(exitCode).toBe(0)
  })

  it('adds the number of fixed findings to the JSON, only when it was asked to fix', async () => {
    const { run } = project({ 'a.ts': notAsync })
    expect(JSON.parse((await run('check', '--format', 'json')).stdout)).not.toHaveProperty('fixed')
    const fixed = await run('check', '--fix', '--format', 'json')
    expect(JSON.parse(fixed.stdout)).toMatchObject({ fixed: 1, diagnostics: [], functions: [{ id: 'a.ts#getPrice' }] })
    expect(fixed.exitCode).toBe(0)
    expect(JSON.parse((await run('check', '--fix', '--format', 'json')).stdout)).toMatchObject({ fixed: 0 })
  })

  it('keeps byte-order marks, line ends, permissions and links', async () => {
    const windows = `\uFEFF${handler.replaceAll('\n', '\r\n')}`
    const it = project({ [route]: windows, 'shared/price.ts': notAsync })
    chmodSync(join(it.folder, route), 0o755)
    symlinkSync('shared/price.ts', join(it.folder, 'linked.ts'))
    const { exitCode } = await it.run('check', '--fix', route, 'linked.ts')
    expect(textOf(it, route)).toBe(`\uFEFF${fixedHandler.replaceAll('\n', '\r\n')}`)
    expect(statSync(join(it.folder, route)).mode & 0o777).toBe(0o755)
    expect(lstatSync(join(it.folder, 'linked.ts')).isSymbolicLink()).toBe(true)
    expect(textOf(it, 'shared/price.ts')).toContain('async function')
    expect(readdirSync(join(it.folder, 'app/products'))).toEqual(['route.ts'])
    expect(exitCode).toBe(0)
  })

  it('leaves a read-only file as it is, says so, and mends the others', async () => {
    const it = project({ 'a.ts': notAsync, 'b.ts': notAsync })
    chmodSync(join(it.folder, 'a.ts'), 0o444)
    const { exitCode, stdout, stderr } = await it.run('check', '--fix')
    expect(stderr).toBe("error: a.ts: can't be fixed: it is read-only.\n")
    expect(stdout).toContain('a.ts:2:3  error  not-async')
    expect(stdout).toContain('1 finding fixed in 1 file.')
    expect(exitCode).toBe(2)
    expect(textOf(it, 'a.ts')).toBe(notAsync)
    expect(textOf(it, 'b.ts')).toContain('async function')
    expect(readdirSync(it.folder).sort()).toEqual(['a.ts', 'b.ts'])
  })

  it('leaves a file alone whose folder takes no new files', async () => {
    const it = project({ 'src/a.ts': notAsync })
    const powers = '-dac_override,-dac_read_search'
    const prefix = process.getuid?.() === 0 ? ['setpriv', `--bounding-set=${powers}`, `--inh-caps=${powers}`] : []
    chmodSync(join(it.folder, 'src'), 0o555)
    const { exitCode, stdout, stderr } = await it.runWith({ prefix }, 'check', '--fix')
    chmodSync(join(it.folder, 'src'), 0o755)
    expect(stderr).toBe("error: src/a.ts: can't be fixed: permission denied. It is as it was.\n")
    expect(stdout).toContain('src/a.ts:2:3  error  not-async')
    expect(stdout).toContain('no findings fixed.')
    expect(exitCode).toBe(2)
    expect(textOf(it, 'src/a.ts')).toBe(notAsync)
  })

  it('does not touch a file whose bytes it would lose', async () => {
    const bytes = Buffer.concat([Buffer.from(notAsync), Buffer.from([0x2f, 0x2f, 0xff, 0x0a])])
    const it = project({ 'a.ts': bytes })
    const { exitCode, stderr } = await it.run('check', '--fix')
    expect(stderr).toContain("error: a.ts: can't be fixed: it is not valid UTF-8")
    expect(readFileSync(join(it.folder, 'a.ts'))).toEqual(bytes)
    expect(exitCode).toBe(2)
  })
})

describe.concurrent('use-cache check --fix --dry-run', () => {
  it('prints a diff that can be applied, and writes nothing', async () => {
    const it = project({ [route]: handler, 'src/price.ts': notAsync.trimEnd() })
    const { exitCode, stdout, stderr } = await it.run('check', '--fix', '--dry-run')
    expect(stdout).toContain(`--- a/${route}\n+++ b/${route}\n@@ -1,6 +1,10 @@\n`)
    expect(stdout).toContain('-export function getPrice() {\n+export async function getPrice() {\n')
    expect(stdout).toContain('2 findings would be fixed in 2 files.\n')
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(textOf(it, route)).toBe(handler)
    expect(textOf(it, 'src/price.ts')).toBe(notAsync.trimEnd())

    const patch = join(it.folder, 'fixes.patch')
    writeFileSync(patch, stdout)
    execFileSync('git', ['apply', 'fixes.patch'], {
      cwd: it.folder,
      env: { ...process.env, GIT_CEILING_DIRECTORIES: it.folder },
    })
    expect(textOf(it, route)).toBe(fixedHandler)
  })

  it('exits as the check after the fixes would', async () => {
    const { exitCode, stdout } = await project({ 'a.ts': notAsync + generator }).run('check', '--fix', '--dry-run')
    expect(stdout).toContain('error  generator')
    expect(exitCode).toBe(1)
  })

  it('makes no sense without --fix', async () => {
    const it = project({ 'a.ts': notAsync })
    const { exitCode, stdout, stderr } = await it.run('check', '--dry-run')
    expect(stderr).toBe('error: --dry-run shows what --fix would change. Say both: use-cache check --fix --dry-run\n')
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  })
})

function textOf({ folder }: Project, file: string): string {
  return readFileSync(join(folder, file), 'utf8')
}
