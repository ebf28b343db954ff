import { describe, expect, it } from 'vitest'
import { project } from './fixture-project.ts'

const route = "export const GET = () => new Response('x')\n"

describe.concurrent('use-cache check, routes that cannot all be served', () => {
  it('names both files of a route and a page, and of two routes, per project', async () => {
    const { run } = project({
      'package.json': '{}',
      'app/shop/route.ts': route,
      'app/shop/page.tsx': 'export default () => null\n',
      'src/app/(a)/cart/route.ts': route,
      'src/app/(b)/cart/route.ts': route,
      'other/package.json': '{}',
      'other/app/shop/page.tsx': 'export default () => null\n',
    })
    const { stdout, exitCode } = await run('check', '--format=json')
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; file: string; message: string }[] }
    expect(exitCode).toBe(1)
    expect(diagnostics.map(({ code, file }) => `${file} ${code}`)).toEqual([
      'app/shop/route.ts route-page-conflict',
      'src/app/(b)/cart/route.ts route-duplicate',
    ])
    expect(diagnostics[0]!.message).toContain('app/shop/page.tsx')
    expect(diagnostics[1]!.message).toContain('src/app/(a)/cart/route.ts')
    expect((await run('check')).stdout).toContain('app/shop/route.ts:1:1  error  route-page-conflict')
  })

  it('finds every conflict that `use-cache routes` finds, also with files that are not checked', async () => {
    const { run } = project({
      'package.json': '{}',
      'app/users/[id]/route.ts': route,
      'app/users/[slug]/posts/route.ts': route,
      'app/files/[...a]/route.ts': route,
      'app/files/[[...b]]/route.ts': route,
      'app/sitemap.ts': 'export default () => []\n',
      'app/sitemap.xml/route.ts': route,
      'app/[a]/x/[a]/route.ts': route,
      'app/docs/[...a]/more/route.ts': route,
      'app/[[odd]]/route.ts': route,
    })
    const found = async (...paths: string[]): Promise<string[]> => {
      const { stdout } = await run('check', '--format=json', ...paths)
      const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; file: string }[] }
      return diagnostics.map(({ code, file }) => `${file} ${code}`)
    }
    const all = await found()
    expect(all).toEqual([
      'app/[[odd]]/route.ts route-invalid-path',
      'app/[a]/x/[a]/route.ts route-invalid-path',
      'app/docs/[...a]/more/route.ts route-invalid-path',
      'app/files/[[...b]]/route.ts route-invalid-path',
      'app/sitemap.xml/route.ts route-duplicate',
      'app/users/[slug]/posts/route.ts route-invalid-path',
    ])
    const listed = Array.from((await run('routes')).stderr.matchAll(/^error {2}(\S+)/gm), ([, code]) => code)
    expect(listed).toHaveLength(all.length)
    expect(new Set(listed)).toEqual(new Set(['route-duplicate', 'route-invalid-path']))
    expect(await found('app/sitemap.ts')).toEqual(['app/sitemap.ts route-duplicate'])
    expect(await found('app/users/[id]')).toEqual(['app/users/[id]/route.ts route-invalid-path'])
  })

  it('goes by the configured app directory and severities', async () => {
    const { run } = project({
      'package.json': '{}',
      'use-cache.config.json': '{ "appDirectory": "web", "severities": { "route-duplicate": "warning" } }',
      'web/(a)/cart/route.ts': route,
      'web/(b)/cart/route.ts': route,
    })
    const { stdout, exitCode } = await run('check', '--format=unix')
    expect(stdout).toContain('route-duplicate')
    expect(exitCode).toBe(0)
  })
})
