/** One program that uses every feature of the directive, through every host: what it writes is the same everywhere. */
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { hosts, type Mode } from './fixture-builds.ts'
import { hostProject } from './fixture-project.ts'

const repository = fileURLToPath(new URL('../../../', import.meta.url))
const app = join(repository, 'fixtures/hosts/app')
const parsers = ['babel', 'swc'] as const
/** Hosts that know no difference between working on a program and building it. */
const once = new Set(['register', 'tsx', 'babel 8', 'babel 7', 'swc'])

/** Hosts that write nothing. */
const runners = new Set(['register', 'tsx'])
/** Hosts that are told where the manifest goes. */
const singleFile = new Set(['webpack, swc-loader', 'babel 8', 'babel 7', 'swc'])

interface Run {
  readonly output: string
  /** The cached functions that the host's manifest lists; undefined for what is no build. */
  readonly functions: readonly object[] | undefined
}

async function run(host: string, mode: Mode, parser: (typeof parsers)[number]): Promise<Run> {
  await using project = await hostProject({ files: {} })
  cpSync(app, project.root, { recursive: true })
  cpSync(join(app, 'priced'), join(project.root, 'node_modules/priced'), { recursive: true })
  rmSync(join(project.root, 'priced'), { recursive: true })
  const config = JSON.parse(readFileSync(join(app, 'use-cache.config.json'), 'utf8')) as object
  await project.write({ 'use-cache.config.json': JSON.stringify({ ...config, parser }) })
  const { root } = project
  const options = singleFile.has(host) ? { manifest: 'out' } : {}
  const output = await hosts[host]!({ root, entry: 'main.ts', mode, options })
  if (mode === 'dev' || runners.has(host)) return { output, functions: undefined }
  const manifest = join(root, 'out/use-cache.manifest.json')
  await expect.poll(() => existsSync(manifest), { timeout: 5000 }).toBe(true)
  const { functions } = JSON.parse(readFileSync(manifest, 'utf8')) as { functions: { version: string }[] }
  return { output, functions: functions.map((each) => ({ ...each, version: undefined })) }
}

describe('fixtures/hosts/app', () => {
  let expected: string
  let listed: Run['functions']
  const rows = new Map<string, Map<string, boolean>>()

  beforeAll(async () => {
    expected = (await run('register', 'dev', 'babel')).output
    expect(JSON.parse(expected)).toMatchObject({
      declaration: ['list tea 10#1', 'list tea 10#1'],
      tags: ['tagged 1#1', 'tagged 2#1', 'tagged 1#2', 'tagged 2#1', 'tagged 1#3', 'tagged 2#2'],
      place: 'failing.ts:14:9',
    })
  })

  const cases = Object.keys(hosts).flatMap((host) =>
    (once.has(host) ? (['build'] as const) : (['dev', 'build'] as const)).flatMap((mode) =>
      parsers.map((parser) => ({ host, mode, parser })),
    ),
  )

  it.each(cases)('$host, $mode, $parser', async ({ host, mode, parser }) => {
    const row = rows.get(host) ?? new Map<string, boolean>()
    rows.set(host, row)
    const cell = `${once.has(host) ? 'once' : mode} ${parser}`
    row.set(cell, false)
    const { output, functions } = await run(host, mode, parser)
    const { place, ...found } = JSON.parse(output) as Record<string, unknown>
    const { place: expectedPlace, ...rest } = JSON.parse(expected) as Record<string, unknown>
    expect(found).toEqual(rest)
    listed ??= functions
    if (functions !== undefined) expect(functions).toEqual(listed)
    // Farm writes no source map for what is no page; the engine that Bun runs on counts columns its own way.
    if (host === 'bun' && mode === 'dev') expect(place).toMatch(/^failing\.ts:14:/)
    else if (host !== 'farm') expect(place).toBe(expectedPlace)
    row.set(cell, true)
  })

  it('is said in the documentation as it is: `npm test -- -u matrix` writes the table anew', async () => {
    const docs = join(repository, 'docs/hosts.md')
    const text = readFileSync(docs, 'utf8')
    const [start, end] = ['<!-- matrix: written by its test -->\n', '<!-- /matrix -->'].map((mark) =>
      text.indexOf(mark),
    )
    expect(start).toBeGreaterThan(0)
    const table = `${text.slice(0, text.indexOf('\n', start) + 1)}${tableOf(rows)}${text.slice(end)}`
    await expect(table).toMatchFileSnapshot(docs)
  })
})

const columns = ['dev babel', 'dev swc', 'build babel', 'build swc']

function tableOf(rows: ReadonlyMap<string, ReadonlyMap<string, boolean>>): string {
  const mark = (result: boolean | undefined): string => (result === undefined ? '–' : result ? 'equal' : 'NOT EQUAL')
  const lines = [...rows].map(([host, cells]) => {
    const results = columns.map((column) => mark(cells.get(column) ?? cells.get(column.replace(/^\w+/, 'once'))))
    return `| ${host} | ${results.join(' | ')} |\n`
  })
  return `| host | dev, \`babel\` | dev, \`swc\` | build, \`babel\` | build, \`swc\` |\n|---|---|---|---|---|\n${lines.join('')}`
}
