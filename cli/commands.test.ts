import { SourceMap } from 'node:module'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../transform/report/catalogue.ts'
import manifest from '../package.json' with { type: 'json' }
import { cached, notAsync, project } from './fixture-project.ts'

describe.concurrent('use-cache transform', () => {
  it('prints the compiled module, and nothing else', async () => {
    const { exitCode, stdout, stderr } = await project({ 'a.ts': cached }).run('transform', 'a.ts')
    expect(stdout).toContain('from "use-cache/abi"')
    expect(stdout).toContain('"a.ts#getProducts"')
    expect(stdout).not.toContain('sourceMappingURL')
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  })

  it('leaves a CommonJS module one', async () => {
    const code = "exports.load = async () => { 'use cache'; return 1 }"
    const { stdout } = await project({ 'a.js': code }).run('transform', 'a.js')
    expect(stdout).toContain('require("use-cache/abi")')
  })

  it('appends a source map with --map', async () => {
    const { stdout } = await project({ 'a.ts': cached }).run('transform', 'a.ts', '--map')
    const map = /sourceMappingURL=data:application\/json[^,]*,(\S+)\n$/.exec(stdout)?.[1] ?? ''
    const payload = JSON.parse(Buffer.from(map, 'base64').toString()) as ConstructorParameters<typeof SourceMap>[0]
    const lines = stdout.split('\n')
    const line = lines.findIndex((text) => text.includes('return [1]'))
    expect(new SourceMap(payload).findEntry(line, lines[line]!.indexOf('return'))).toMatchObject({
      originalLine: 2,
      originalColumn: 2,
    })
  })

  it('prints what can be compiled, tells the rest on stderr and exits with 1', async () => {
    const { exitCode, stdout, stderr } = await project({ 'a.ts': cached + notAsync }).run('transform', 'a.ts')
    expect(stdout).toContain('"a.ts#getProducts"')
    expect(stderr).toContain('a.ts:6:3  error  not-async')
    expect(exitCode).toBe(1)
  })

  it('gives the same with either parser', async () => {
    const { run } = project({ 'a.ts': cached })
    const [babel, swc] = await Promise.all([
      run('transform', 'a.ts', '--parser', 'babel'),
      run('transform', 'a.ts', '--parser', 'swc'),
    ])
    expect(swc).toEqual(babel)
  })

  it('prints a module without the directive as it is, and says so', async () => {
    const { exitCode, stdout, stderr } = await project({ 'a.ts': 'export const a = 1' }).run('transform', 'a.ts')
    expect(stdout).toBe('export const a = 1')
    expect(stderr).toContain('note: a.ts: no function here is cached')
    expect(exitCode).toBe(0)
  })

  it('prints no code for a module that does not parse', async () => {
    const { exitCode, stdout, stderr } = await project({ 'a.ts': "'use cache'\nconst = 1\n" }).run('transform', 'a.ts')
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toContain('a.ts:2:7  error  syntax-error')
  })

  it.each([
    [
      'a file that does not exist',
      ['nowhere.ts'],
      "error: nowhere.ts: can't be read: there is no such file or folder.",
    ],
    ['a folder', ['.'], "error: .: can't be read: it is a folder."],
    ['a binary file', ['logo.ts'], 'error: logo.ts: a binary file, not source text.'],
    ['a file that is no source file', ['notes.md'], 'error: notes.md: not a JavaScript or TypeScript file'],
    ['no file', [], "error: missing required argument 'file'"],
    ['an option that does not exist', ['a.ts', '--mpa'], "error: unknown option '--mpa'"],
  ])('exits with 2 for %s, and names it', async (_, args, message) => {
    const { exitCode, stdout, stderr } = await project({ 'logo.ts': new Uint8Array([0, 1]), 'notes.md': '' }).run(
      'transform',
      ...args,
    )
    expect(stderr).toContain(message)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  })
})

describe.concurrent('use-cache explain', () => {
  it('says what a code means, with a wrong and a right example', async () => {
    const { exitCode, stdout } = await project({}).run('explain', 'handler-directive')
    const { title, wrong, right } = catalogue['handler-directive']
    expect(stdout).toContain(`handler-directive (error): ${title}\n`)
    expect(stdout).toContain(`Wrong: ${wrong.file}\n\n  ${wrong.code.split('\n')[0]}`)
    expect(stdout).toContain(`Right: ${right.file}\n\n  ${right.code.split('\n')[0]}`)
    expect(exitCode).toBe(0)
  })

  it('says what the compiler finds in the wrong example, how to mend it, and by which rule a linter knows it', async () => {
    const { stdout } = await project({}).run('explain', 'not-async')
    expect(stdout).toContain("\n\n`getPrice` contains 'use cache' but is not async.\n\n")
    expect(stdout).toMatch(
      /\n\nHelp: Make it async.*\n\nFix: use-cache check --fix \(Make it async\)\n\nRule of use-cache\/lint: use-cache\/not-async\n$/,
    )
  })

  it('says how to mend what takes two files to find', async () => {
    const { stdout } = await project({}).run('explain', 'route-duplicate')
    expect(stdout).toMatch(/\n\nHelp: Remove one of the two, or move it to another segment\.\n$/)
  })

  it('lists all codes without one', async () => {
    const { exitCode, stdout } = await project({}).run('explain')
    expect(
      stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split(' ')[0]),
    ).toEqual(Object.keys(catalogue))
    expect(exitCode).toBe(0)
  })

  it('suggests the nearest code for one that does not exist', async () => {
    const { exitCode, stdout, stderr } = await project({}).run('explain', 'handler-directve')
    expect(stderr).toBe(
      'error: there is no code `handler-directve`. Did you mean `handler-directive`? `use-cache explain` lists all of them.\n',
    )
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  })
})

const node20 = `import { registerHooks } from 'node:module'
Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })
const url = 'data:text/javascript,export default {}'
registerHooks({ resolve: (name, context, next) => (name === 'node:module' ? { url, shortCircuit: true } : next(name, context)) })`

describe.concurrent('use-cache', () => {
  it('shows its commands with --help', async () => {
    const { exitCode, stdout } = await project({}).run('--help')
    for (const command of ['check', 'transform', 'explain']) expect(stdout).toContain(`\n  ${command} `)
    expect(exitCode).toBe(0)
  })

  it('prints its version', async () => {
    expect(await project({}).run('--version')).toEqual({ exitCode: 0, stderr: '', stdout: `${manifest.version}\n` })
  })

  it('says which Node it needs, also to one whose `node:module` lacks what ours has', async () => {
    const { exitCode, stdout, stderr } = await project({ 'node-20.mjs': node20 }).runWith(
      { env: { NODE_OPTIONS: '--import ./node-20.mjs' } },
      'check',
    )
    expect(stderr).toBe('use-cache needs Node 22.18 or newer; this is Node 20.20.2.\n')
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  })

  it('suggests the nearest command for one that does not exist, and exits with 2', async () => {
    const { exitCode, stdout, stderr } = await project({}).run('chekc')
    expect(stderr).toContain("error: unknown command 'chekc'\n(Did you mean check?)")
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  })

  it('shows its commands on stderr and exits with 2 when it is told none', async () => {
    const { exitCode, stdout, stderr } = await project({}).run()
    expect(stderr).toContain('Usage: use-cache')
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  })
})
