import { spawn } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { cached, notAsync, project } from './fixture-project.ts'

const bin = resolve(import.meta.dirname, 'bin.ts')
const running: Watch[] = []

afterEach(async () => {
  for (const watch of running.splice(0)) await watch.end()
})

describe('use-cache check --watch', () => {
  it('says what is wrong after each change, looks at what has changed, and ends with 0', async () => {
    const { folder } = project({ 'src/a.ts': cached, 'src/b.ts': cached, 'src/deep/c.ts': 'export const c = 1\n' })
    const watch = start(folder, 'src')
    expect(await watch.round()).toMatch(/^3 files checked in .* s: 2 cached functions, no errors, no warnings\.$/)

    writeFileSync(join(folder, 'src/deep/c.ts'), notAsync)
    expect(await watch.roundWith('1 error')).toMatch(
      /src\/deep\/c\.ts[^]*\n1 of 3 files checked in .*: 2 cached functions, 1 error/,
    )

    writeFileSync(join(folder, 'src/deep/c.ts'), cached)
    expect(await watch.roundWith('no errors')).toMatch(/^1 of 3 files checked in .*: 3 cached functions, no errors/)
    expect(await watch.end()).toEqual({ exitCode: 0, stderr: '' })
  })

  it('goes on with files that come, go, get another name or do not parse', async () => {
    const { folder } = project({ 'src/a.ts': cached })
    const watch = start(folder)
    await watch.round()

    mkdirSync(join(folder, 'src/new'))
    writeFileSync(join(folder, 'src/new/b.ts'), cached)
    expect(await watch.roundWith('2 cached functions')).toContain('1 of 2 files checked')
    writeFileSync(join(folder, 'src/new/b.ts'), `${cached}}`)
    expect(await watch.roundWith('1 error')).toMatch(/src\/new\/b\.ts:5:1[^]*1 cached function, 1 error/)
    renameSync(join(folder, 'src/new/b.ts'), join(folder, 'src/new/c.ts'))
    expect(await watch.roundWith('src/new/c.ts:5:1')).toContain('1 error')
    rmSync(join(folder, 'src/new'), { recursive: true })
    expect(await watch.roundWith('no errors')).toMatch(/0 of 1 file checked in .*: 1 cached function/)
  })

  it('goes by what the configuration and the routes say now', async () => {
    const { folder } = project({
      'package.json': '{}',
      'app/a/route.ts': `export const GET = async () => new Response()\n`,
      'src/a.ts': `export async function getProducts() {\n  'use cache: tenant'\n  return [1]\n}\n`,
    })
    const watch = start(folder, 'src', 'app')
    expect(await watch.round()).toContain('1 error')

    writeFileSync(join(folder, 'use-cache.config.ts'), `export default { kinds: ['tenant'] }\n`)
    expect(await watch.roundWith('no errors')).toMatch(/^2 files checked .* 1 cached function, no errors/m)
    writeFileSync(join(folder, 'use-cache.config.ts'), `export default { kinds: 'tenant' }\n`)
    expect(await watch.complaint()).toContain('use-cache.config.ts: ')
    writeFileSync(join(folder, 'use-cache.config.ts'), `export default { kinds: ['tenant'] } as const\n`)
    expect(await watch.roundWith('no errors')).toContain('1 cached function')

    writeFileSync(join(folder, 'app/a/page.tsx'), `export default () => null\n`)
    expect(await watch.roundWith('route-page-conflict')).toContain('1 error')
  })

  it.each([
    ['--fix', 'Run use-cache check --fix alone.'],
    ['--format=json', 'Leave --format json out.'],
    ['--max-warnings=0', '--watch ends with 0.'],
  ])('refuses %s', async (flag, help) => {
    const { stderr, exitCode } = await project({ 'a.ts': cached }).run('check', '--watch', flag)
    expect(stderr).toContain(help)
    expect(exitCode).toBe(2)
  })
})

interface Watch {
  /** What the next round prints. */
  round(): Promise<string>
  /** What is printed up to the end of a round that says this: a change may take several rounds. */
  roundWith(text: string): Promise<string>
  /** What goes to stderr next. */
  complaint(): Promise<string>
  /** Ctrl-C. */
  end(): Promise<{ readonly exitCode: number | null; readonly stderr: string }>
}

function start(folder: string, ...paths: readonly string[]): Watch {
  const child = spawn(process.execPath, [bin, 'check', '--watch', ...paths], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed = { stdout: '', stderr: '' }
  let heard = (): void => {}
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      printed[stream] += text
      heard()
    })
  }
  const ended = new Promise<number | null>((done) => child.once('close', done))
  const take = async (stream: 'stdout' | 'stderr', until: RegExp): Promise<string> => {
    for (;;) {
      const end = until.exec(printed[stream])
      if (end) {
        const taken = printed[stream].slice(0, end.index + end[0].length)
        printed[stream] = printed[stream].slice(taken.length).trimStart()
        return taken.trimEnd()
      }
      await new Promise<void>((resolve) => (heard = resolve))
    }
  }
  const watch: Watch = {
    round: () => take('stdout', /^.* checked in .*\n/m),
    async roundWith(text) {
      let said = ''
      while (!said.includes(text)) said = await watch.round()
      return said
    },
    complaint: () => take('stderr', /^.+\n/),
    async end() {
      child.kill('SIGINT')
      return { exitCode: await ended, stderr: printed.stderr }
    },
  }
  running.push(watch)
  return watch
}
