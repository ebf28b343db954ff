import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hostProject, type HostProject } from '../../plugins/hosts/fixture-project.ts'

const sync = "export function price(id) {\n  'use cache'\n  return id\n}\n"
const typed = "export function price(id: string): string {\n  'use cache'\n  return id\n}\n"
const late = "export async function late(id: string) {\n  const key = id\n  'use cache'\n  return key\n}\n"
const tenant = "export async function user(): Promise<number> {\n  'use cache: tenant'\n  return 1\n}\n"

const profile =
  "import { cacheLife } from 'use-cache'\nexport async function list() {\n  'use cache'\n  cacheLife('NAME')\n}\n"
const appConfig = `import { defineConfig } from 'use-cache/config'

export default defineConfig({ kinds: ['tenant'], cacheLife: { products: { revalidate: 60 as number } } })
`

interface Found {
  readonly rule: string
  readonly line: number
  readonly column: number
}

describe.each(['eslint', 'eslint-9'])('%s', (eslint) => {
  const config = "import useCache from 'use-cache/lint'\n\nexport default [useCache.configs.recommended]\n"

  async function project(files: Readonly<Record<string, string>>): Promise<HostProject> {
    return hostProject({ files: { 'eslint.config.js': config, ...files }, dependencies: [eslint] })
  }

  async function lint(project: HostProject, ...args: string[]): Promise<Record<string, Found[]>> {
    const { stdout, stderr } = await project.run(
      'node',
      `node_modules/${eslint}/bin/eslint.js`,
      '--format=json',
      ...args,
    )
    expect(stderr).toBe('')
    const results = JSON.parse(stdout) as {
      filePath: string
      messages: { ruleId: string; line: number; column: number }[]
    }[]
    return Object.fromEntries(
      results.map(({ filePath, messages }) => [
        filePath.slice(project.root.length + 1),
        messages.map(({ ruleId, line, column }) => ({ rule: ruleId, line, column })),
      ]),
    )
  }

  it('finds in every file what the compiler finds', async () => {
    await using files = await project({ 'src/price.js': sync, 'src/fine.js': 'export const fine = 1\n' })
    expect(await lint(files, 'src')).toEqual({
      'src/fine.js': [],
      'src/price.js': [{ rule: 'use-cache/not-async', line: 2, column: 3 }],
    })
  })

  it('fixes', async () => {
    await using files = await project({ 'src/price.js': sync })
    expect(await lint(files, '--fix', 'src')).toEqual({ 'src/price.js': [] })
    expect(await readFile(join(files.root, 'src/price.js'), 'utf8')).toBe(sync.replace('function', 'async function'))
  })

  it('knows the kinds and profiles of use-cache.config.ts', async () => {
    await using files = await project({
      'use-cache.config.ts': appConfig,
      'src/user.js': tenant.replace(': Promise<number>', ''),
      'src/list.js': profile.replace('NAME', 'products'),
      'src/lists.js': profile.replace('NAME', 'product'),
    })
    expect(await lint(files, 'src')).toEqual({
      'src/user.js': [],
      'src/list.js': [],
      'src/lists.js': [{ rule: 'use-cache/unknown-profile', line: 4, column: 13 }],
    })
  })
})

describe('oxlint', () => {
  const config = `import useCache from 'use-cache/lint'

export default {
  categories: { correctness: 'off' },
  jsPlugins: ['use-cache/lint'],
  rules: useCache.configs.recommended.rules,
}
`

  async function project(files: Readonly<Record<string, string>>): Promise<HostProject> {
    return hostProject({ files: { 'oxlint.config.ts': config, ...files }, dependencies: ['oxlint'] })
  }

  async function lint(project: HostProject, ...args: string[]): Promise<Record<string, Found[]>> {
    const { stdout, stderr } = await project.run('node', 'node_modules/oxlint/bin/oxlint', '--format=json', ...args)
    expect(stderr).toBe('')
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: { code: string; filename: string; labels: { span: { line: number; column: number } }[] }[]
    }
    const found: Record<string, Found[]> = {}
    for (const { code, filename, labels } of diagnostics) {
      const { line, column } = labels[0]!.span
      ;(found[filename] ??= []).push({ rule: code, line, column })
    }
    return found
  }

  it('finds in TypeScript what the compiler finds, in every file its own', async () => {
    await using files = await project({
      'src/price.ts': typed + tenant,
      'src/late.tsx': late,
      'src/fine.ts': 'export const fine: number = 1\n',
    })
    expect(await lint(files, 'src')).toEqual({
      'src/price.ts': [
        { rule: 'use-cache(not-async)', line: 2, column: 3 },
        { rule: 'use-cache(unknown-kind)', line: 6, column: 3 },
      ],
      'src/late.tsx': [{ rule: 'use-cache(misplaced-directive)', line: 3, column: 3 }],
    })
  })

  it('fixes with one edit and with several', async () => {
    await using files = await project({ 'src/price.ts': typed, 'src/late.ts': late })
    expect(await lint(files, '--fix', 'src')).toEqual({})
    expect(await readFile(join(files.root, 'src/price.ts'), 'utf8')).toBe(
      typed.replace('function', 'async function').replace(': string {', ': Promise<string> {'),
    )
    expect(await readFile(join(files.root, 'src/late.ts'), 'utf8')).toBe(
      "export async function late(id: string) {\n  'use cache'\n  const key = id\n  return key\n}\n",
    )
  })

  it('heeds settings and disable comments', async () => {
    const settings = `settings: { 'use-cache': { kinds: ['tenant'] } },`
    await using files = await project({
      'oxlint.config.ts': config.replace('rules:', `${settings}\n  rules:`),
      'src/user.ts': tenant,
      'src/price.ts': typed.replace(
        "  'use cache'",
        "  // oxlint-disable-next-line use-cache/not-async\n  'use cache'",
      ),
      'src/other.ts': tenant.replace('tenant', 'tenants'),
    })
    expect(await lint(files, 'src')).toEqual({
      'src/other.ts': [{ rule: 'use-cache(unknown-kind)', line: 2, column: 3 }],
    })
  })

  it('knows the kinds and profiles of use-cache.config.ts', async () => {
    await using files = await project({
      'use-cache.config.ts': appConfig,
      'src/user.ts': tenant,
      'src/list.ts': profile.replace('NAME', 'products'),
      'src/lists.ts': profile.replace('NAME', 'product'),
    })
    expect(await lint(files, 'src')).toEqual({
      'src/lists.ts': [{ rule: 'use-cache(unknown-profile)', line: 4, column: 13 }],
    })
  })
})
