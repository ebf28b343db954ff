import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { scan } from './scan.ts'

const roots: string[] = []
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true })
})

/** A project with these files. */
function project(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'use-cache-scan-'))
  roots.push(root)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

test('finds each kind of route file, and loads its module', async () => {
  const get = 'export const GET = () => new Response()'
  const root = project({
    'app/route.ts': get,
    'app/a/route.tsx': get,
    'app/b/route.js': get,
    'app/c/route.jsx': get,
    'app/(g)/d/route.mts': get,
    'app/e/[id]/route.mjs': get,
    'app/e/[id]/page.tsx.txt': '',
    'app/f/routes.ts': get,
    'app/f/my.route.ts': get,
    'app/_lib/route.ts': get,
    'app/f/node_modules/x/route.js': get,
    'other/route.ts': get,
  })
  const { routes, conflicts, appDirectory } = await scan(root)
  expect(appDirectory).toBe('app')
  expect(conflicts).toEqual([])
  expect(routes.map(({ pattern, file }) => `${pattern} ${file}`).toSorted()).toEqual([
    '/ app/route.ts',
    '/a app/a/route.tsx',
    '/b app/b/route.js',
    '/c app/c/route.jsx',
    '/d app/(g)/d/route.mts',
    '/e/[id] app/e/[id]/route.mjs',
  ])
  const module = await routes.find((route) => route.pattern === '/b')?.load()
  expect(module?.['GET']).toBeTypeOf('function')
})

test('src/app', async () => {
  const root = project({ 'src/app/x/route.ts': '' })
  expect((await scan(root)).routes.map((route) => route.file)).toEqual(['src/app/x/route.ts'])
})

test('conflicts name both files as people see them', async () => {
  const root = project({ 'app/x/route.ts': '', 'app/x/page.tsx': '' })
  expect((await scan(root)).conflicts.map((conflict) => conflict.files)).toEqual([['app/x/page.tsx', 'app/x/route.ts']])
})

test('no app directory', async () => {
  await expect(scan(project({ 'x.ts': '' }))).rejects.toThrow('There is no app directory')
  await expect(scan(project({ 'app/route.ts': '' }), { appDirectory: 'nope' })).rejects.toThrow(
    /^There is no app directory in .*\. `appDirectory` is "nope", and there is no such folder\.$/,
  )
})
