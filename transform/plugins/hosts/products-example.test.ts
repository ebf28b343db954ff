import { spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { hostProject, type HostProject } from './fixture-project.ts'

const repository = fileURLToPath(new URL('../../../', import.meta.url))
const example = join(repository, 'examples/products')

/** What installing, building and generating types leave behind. */
const made = /[\\/](?:node_modules|dist|\.use-cache)(?:[\\/]|$)/

async function textsOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && !made.test(entry.parentPath))
  const paths = files.map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [relative(folder, path), await readFile(path, 'utf8')])),
  )
}

async function copyOfExample(): Promise<HostProject> {
  return hostProject({ files: await textsOf(example), dependencies: ['@types/node', 'undici-types'] })
}

function demo(environment: Readonly<Record<string, string>>): Promise<{ status: number | null; output: string }> {
  const { NO_COLOR: _, FORCE_COLOR: __, ...inherited } = process.env
  const child = spawn(process.execPath, ['examples/products/demo.ts'], {
    cwd: repository,
    env: { ...inherited, ...environment },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk))
  }
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, output })))
}

/** `GET ?category=lamps  hit  0.31 ms  0` → `hit 0` */
function outcomes(output: string): readonly string[] {
  return [...output.matchAll(/(\S+) +[\d.]+ ms +(\d+)$/gm)].map(([, outcome, statements]) => `${outcome} ${statements}`)
}

describe('examples/products', () => {
  it('shows in its demo a miss, hits, a stale answer and an invalidation, with the SQL that each ran', async () => {
    const { status, output } = await demo({ NO_COLOR: '1' })
    expect(outcomes(output)).toEqual([
      'miss 1',
      'hit 0',
      'hit 0',
      'miss 1',
      'stale 1',
      'hit 0',
      '– 1',
      'miss 1',
      'hit 0',
    ])
    expect(output).toContain('no errors')
    expect(output).toMatch(/app\/api\/products\/route\.ts:\d+:3 +error +handler-directive/)
    expect(output).toContain("|   'use cache'")
    expect(output).not.toContain('✗')
    expect(output).not.toContain('\u001B[')
    expect(status).toBe(0)
  })

  it('shows its demo in colours where they are wanted', async () => {
    const { status, output } = await demo({ FORCE_COLOR: '1' })
    expect(output).toContain('\u001B[')
    expect(status).toBe(0)
  })

  it('fails in its demo when a hit runs SQL', async () => {
    await using project = await copyOfExample()
    const route = 'app/api/products/route.ts'
    const text = await readFile(join(project.root, route), 'utf8')
    await project.write({ [route]: text.replace(/^ {2}('use cache'|cacheLife.*|cacheTag.*)\n/gm, '') })
    const { status, stdout } = await project.run('node', '--import', 'use-cache/register', 'demo/requests.ts')
    expect(stdout).toContain('✗ expected: GET ?category=lamps runs 0 SQL statements, not 1')
    expect(status).toBe(1)
  })

  it('type-checks as an app of its own', async () => {
    await using project = await copyOfExample()
    const { stdout } = await project.run('node', join(repository, 'node_modules/typescript/bin/tsc'), '-p', '.')
    expect(stdout).toBe('')
  })
})
