import { spawn } from 'node:child_process'
import { cpSync, readFileSync, symlinkSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { hostProject, type HostProject } from './fixture-project.ts'

const repository = fileURLToPath(new URL('../../../', import.meta.url))

async function example(name: string, dependencies: readonly string[] = []): Promise<HostProject> {
  const project = await hostProject({ files: {}, dependencies })
  cpSync(join(repository, 'examples', name), project.root, {
    recursive: true,
    filter: (path) => !/node_modules|dist$/.test(path),
  })
  return project
}

/** Runs a script of the example's `package.json`, as `npm run` does. */
async function script(project: HostProject, name: string): Promise<string> {
  const { stdout, stderr, status } = await project.run(process.execPath, ...commandOf(project, name))
  expect(status, stdout + stderr).toBe(0)
  return stdout
}

function commandOf({ root }: HostProject, name: string): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const [command, ...args] = scripts[name]!.split(' ')
  return command === 'node' ? args : [...executables[command!]!, ...args]
}

const executables: Readonly<Record<string, readonly string[]>> = {
  vite: ['node_modules/vite/bin/vite.js'],
  rolldown: ['node_modules/rolldown/bin/cli.mjs'],
  vitest: ['node_modules/vitest/vitest.mjs'],
}

/** Starts a server of an example, asks it, and ends it. */
async function served<Result>(
  project: HostProject,
  name: string,
  ask: (origin: string, output: () => string) => Promise<Result>,
): Promise<Result> {
  const { VITEST: _, NODE_OPTIONS: __, ...env } = process.env
  const child = spawn(process.execPath, commandOf(project, name), { cwd: project.root, env: { ...env, PORT: '0' } })
  let output = ''
  const origin = await new Promise<string>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      const found = /http:\/\/localhost:\d+/.exec(output)
      if (found) resolve(found[0])
    })
    child.on('exit', () => reject(new Error(output)))
  })
  try {
    return await ask(origin, () => output)
  } finally {
    child.kill()
  }
}

const textOf = async (url: string): Promise<string> => (await fetch(url)).text()
const times = (text: string, word: string): number => text.split(word).length - 1

describe('examples', () => {
  it.each(['dev', 'start'])('vite-ssr: %s', async (how) => {
    await using project = await example('vite-ssr', ['vite'])
    if (how === 'start') expect(await script(project, 'build')).toContain('use-cache: 1 function cached in 1 module')
    await served(project, how, async (origin, output) => {
      expect(await textOf(`${origin}/?category=tea`)).toContain('Green tea: 4.50')
      expect(await textOf(`${origin}/?category=tea`)).toContain('Green tea: 4.50')
      expect(await textOf(`${origin}/?category=mint`)).toContain('Green mint: 4.50')
      expect(times(output(), 'asked the shop')).toBe(2)
    })
  })

  it('hono-rolldown', async () => {
    await using project = await example('hono-rolldown', ['rolldown', 'hono', '@hono/node-server'])
    await script(project, 'build')
    expect(readFileSync(join(project.root, 'dist/use-cache.manifest.json'), 'utf8')).toContain('src/weather.ts#weather')
    await served(project, 'start', async (origin) => {
      const degrees = async (): Promise<unknown> => JSON.parse(await textOf(`${origin}/weather/Bern`))
      expect([await degrees(), await degrees()]).toEqual([
        { city: 'Bern', degrees: 20 },
        { city: 'Bern', degrees: 20 },
      ])
      expect((await fetch(`${origin}/weather/Bern/refresh`, { method: 'POST' })).status).toBe(204)
      expect(await degrees()).toEqual({ city: 'Bern', degrees: 21 })
    })
  })

  it('express-webpack', async () => {
    await using project = await example('express-webpack', ['webpack', 'express', '@swc/core'])
    await script(project, 'build')
    await served(project, 'start', async (origin) => {
      const orders = async (): Promise<{ queries: number; orders: unknown[] }> =>
        JSON.parse(await textOf(`${origin}/orders/ann`)) as { queries: number; orders: unknown[] }
      expect((await orders()).queries).toBe(1)
      expect((await orders()).queries).toBe(1)
      await fetch(`${origin}/orders/ann/coffee`, { method: 'POST' })
      expect(await orders()).toMatchObject({ queries: 2, orders: [{ id: 1 }, { id: 2, item: 'coffee' }] })
    })
  })

  it('esbuild-script', async () => {
    await using project = await example('esbuild-script', ['esbuild'])
    await script(project, 'build')
    const output = await script(project, 'start')
    expect(times(output, 'asking the bank')).toBe(3)
    expect(output).toContain('10 rows, 4815 cents')
  })

  it('library: its users need no plugin, and its release is the version', async () => {
    await using library = await example('library', ['rolldown'])
    await script(library, 'build')
    await using app = await hostProject({
      files: {
        'app.js': `import { countries } from 'example-library'
console.log(JSON.stringify([await countries(), await countries(), await countries('de')]))`,
      },
    })
    mkdirSync(join(app.root, 'node_modules/example-library'))
    cpSync(join(library.root, 'dist'), join(app.root, 'node_modules/example-library/dist'), { recursive: true })
    cpSync(join(library.root, 'package.json'), join(app.root, 'node_modules/example-library/package.json'))
    const { stdout, stderr } = await app.run('node', 'app.js')
    expect(stderr).toBe('')
    expect((JSON.parse(stdout) as { loads: number }[]).map(({ loads }) => loads)).toEqual([1, 1, 2])
    expect(readFileSync(join(library.root, 'dist/use-cache.manifest.json'), 'utf8')).toContain('example-library@1.0.0')
  })

  it('monorepo', async () => {
    await using project = await example('monorepo')
    mkdirSync(join(project.root, 'node_modules/@example'))
    symlinkSync(join(project.root, 'packages/catalog'), join(project.root, 'node_modules/@example/catalog'))
    expect(JSON.parse(await script(project, 'start'))).toEqual([
      { id: 1, price: '1.90', reads: 1 },
      { id: 1, price: '1.90', reads: 1 },
      { id: 2, price: '2.90', reads: 2 },
    ])
  })

  it.each([
    ['tests-jest', ['jest', '@swc/core'], 'Tests:       2 passed'],
    ['tests-vitest', ['vitest', 'vite'], '2 passed'],
  ])('%s', async (name, dependencies, expected) => {
    await using project = await example(name, dependencies)
    const { stdout, stderr, status } = await project.run(process.execPath, ...commandOf(project, 'test'))
    expect(stdout + stderr).toContain(expected)
    expect(status).toBe(0)
  })
})
