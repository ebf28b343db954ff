import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hostProject } from '../../transform/plugins/hosts/fixture-project.ts'
import { startCommand } from './fixture-server.ts'

const command = 'node_modules/use-cache/dist/cli/bin.js'

const files = {
  'use-cache.config.ts': `import { sorry } from './lib/sorry.ts'
export default {
  cacheComponents: true,
  cacheLife: { shop: { revalidate: '10m', expire: '2h' } },
  server: { maxBodyBytes: (pattern: string) => (pattern === '/draft' ? 10 : 100), draftSecret: 'agreed', onError: sorry },
}`,
  'lib/sorry.ts': `export const sorry = (error: Error, { route }: { route: { pattern: string } }) =>
  new Response(route.pattern + ': ' + error.message, { status: 503 })`,
  'app/products/route.ts': `import { cacheLife, cacheTag, updateTag } from 'next/cache'
import type { Product } from '../../lib/shop.ts'
import { query } from '../../lib/shop.ts'

async function products(): Promise<Product[]> {
  'use cache'
  cacheLife('shop')
  cacheTag('products')
  return query()
}
export async function GET() {
  return Response.json(await products())
}
export async function POST() {
  await updateTag('products')
  return new Response(null, { status: 204 })
}
`,
  'app/dice/route.ts': `export async function GET() {
  return Response.json(Math.random())
}
`,
  'app/users/[id]/route.ts': `export const generateStaticParams = () => [{ id: '1' }]
export async function GET(_: Request, { params }: RouteContext<'/users/[id]'>) {
  return Response.json(await params)
}
`,
  'app/slow/route.ts': `import { connection } from 'next/server'
export async function GET() {
  await connection()
  await new Promise((resolve) => setTimeout(resolve, 300))
  return new Response('done')
}
`,
  'app/draft/route.ts': `import { draftMode } from 'next/headers'
export async function POST() {
  const draft = await draftMode()
  draft.enable()
  return new Response('enabled')
}
export async function PUT() {
  throw new Error('no drafts')
}
`,
  'app/robots.txt': 'User-Agent: *',
  'public/logo.svg': '<svg/>',
  '.gitignore': 'coverage',
  'coverage/price.ts': `export function price() { 'use cache'; return 1 }`,
  'app/sitemap.ts': `// No generateSitemaps here.
export default () => [{ url: 'https://tea.example' }]`,
  'app/shop/sitemap.ts': `export const generateSitemaps = () => [{ id: 'tea' }]
export default async ({ id }: { id: Promise<string> }) => [{ url: 'https://shop.example/' + (await id) }]`,
  'lib/shop.ts': `export interface Product { id: number; run: number }
let runs = 0
setInterval(() => {}, 1000)
export async function query(): Promise<Product[]> { return [{ id: 1, run: ++runs }] }`,
}

test('build makes a folder that runs without Vite and the sources; start serves it, and finishes what it has begun', async () => {
  await using project = await hostProject({ files, dependencies: ['vite'] })
  const built = await project.run('node', command, 'build')
  expect(built.stderr).toBe('')
  expect(built.stdout).toMatch('no errors')
  const rows = built.stdout.split('\n').map((line) => line.split(/ {2,}/).join(' | '))
  expect(rows).toContain('○ | /products | GET, HEAD, OPTIONS, POST | 10 min, 2 h | products | 18 B')
  expect(rows).toContainEqual(
    expect.stringMatching(/^ƒ \| \/dice \| GET, HEAD, OPTIONS \| Math\.random\(\) \| app\/dice\/route\.ts:2:\d+$/),
  )
  expect(rows).toContain('○ | /users/1 | GET, HEAD, OPTIONS | never, never | 10 B')
  expect(rows).toContainEqual(
    expect.stringMatching(/^ƒ \| \/slow \| GET, HEAD, OPTIONS \| connection\(\) \| app\/slow\/route\.ts:3:\d+$/),
  )
  expect(built.status).toBe(0)

  expect(await readFile(join(project.root, '.use-cache/types/routes.d.ts'), 'utf8')).toMatch('"/users/[id]"')
  for (const gone of ['app', 'lib', 'node_modules/vite', 'use-cache.config.ts'])
    await rm(join(project.root, gone), { recursive: true })
  await using server = await startCommand(project.root, 'start')
  const ask = (path: string, init?: RequestInit): Promise<Response> => fetch(server.url + path, init)
  const products = await ask('/products')
  expect(await products.text()).toBe('[{"id":1,"run":1}]')
  expect(products.headers.get('x-use-cache')).toBe('PRERENDER')
  const again = await ask('/products', { headers: { 'if-none-match': products.headers.get('etag') ?? '' } })
  expect(again.status).toBe(304)
  expect((await ask('/products', { method: 'PUT' })).headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST')
  expect((await ask('/products', { method: 'POST' })).status).toBe(204)
  expect(await (await ask('/products')).text()).toBe('[{"id":1,"run":1}]')
  expect((await ask('/products')).headers.get('x-use-cache')).toBe('HIT')
  expect(await (await ask('/users/7')).text()).toBe('{"id":"7"}')
  expect(await (await ask('/robots.txt')).text()).toBe('User-Agent: *')
  expect(await (await ask('/sitemap.xml')).text()).toMatch('<loc>https://tea.example</loc>')
  expect(await (await ask('/shop/sitemap/tea.xml')).text()).toMatch('<loc>https://shop.example/tea</loc>')
  const draft = await ask('/draft', { method: 'POST', body: '1234567890' })
  expect(draft.headers.getSetCookie()).toEqual([expect.stringMatching(/^__prerender_bypass=agreed;/)])
  expect((await ask('/draft', { method: 'POST', body: '12345678901' })).status).toBe(413)
  const failed = await ask('/draft', { method: 'PUT' })
  expect([failed.status, await failed.text()]).toEqual([503, '/draft: no drafts'])
  const slow = ask('/slow')
  await new Promise((resolve) => setTimeout(resolve, 100))
  const stopped = server.stop()
  expect(await (await slow).text()).toBe('done')
  expect(await stopped).toBe(0)
})

test('all processes that serve a build know what one of them has invalidated, also after a restart', async () => {
  const page = `import { read } from '../../lib/read.ts'
export async function GET() { return new Response(await read()) }`
  await using project = await hostProject({
    files: {
      'use-cache.config.ts': `import { lmdbStore } from 'use-cache/lmdb'
export default { cacheComponents: true, stores: { default: lmdbStore({ path: './cache' }) } }`,
      'app/asked/route.ts': page,
      'app/later/route.ts': page,
      'app/purge/route.ts': `import { updateTag } from 'next/cache'
export async function POST() { await updateTag('data'); return new Response(null, { status: 204 }) }`,
      'lib/read.ts': `import { readFileSync } from 'node:fs'
import { cacheTag } from 'next/cache'
export async function read() {
  'use cache'
  cacheTag('data')
  return readFileSync('data.txt', 'utf8')
}`,
      'data.txt': 'old',
    },
    dependencies: ['vite'],
  })
  expect((await project.run('node', command, 'build')).status).toBe(0)
  await project.write({ 'data.txt': 'new' })
  const ask = async ({ url }: { url: string }, path: string): Promise<unknown[]> => {
    const response = await fetch(url + path)
    return [response.headers.get('x-use-cache'), await response.text()]
  }
  await using one = await startCommand(project.root, 'start')
  await using other = await startCommand(project.root, 'start')
  expect(await ask(one, '/asked')).toEqual(['PRERENDER', 'old'])
  expect((await fetch(`${other.url}/purge`, { method: 'POST' })).status).toBe(204)
  expect(await ask(one, '/asked')).toEqual(['MISS', 'new'])
  await using again = await startCommand(project.root, 'start')
  expect(await ask(again, '/asked')).toEqual(['HIT', 'new'])
  expect(await ask(again, '/later')).toEqual(['MISS', 'new'])
  expect(again.output()).toMatch(`use-cache: default in lmdb (${join(project.root, 'cache')}).\n`)
})

test('build fails with all findings at once, or with what a handler throws', async () => {
  await using project = await hostProject({
    files: {
      'app/a/route.ts': `export async function GET() { 'use cache'; return Response.json(1) }`,
      'lib/b.ts': `export function price() { 'use cache'; return 1 }`,
    },
    dependencies: ['vite'],
  })
  const failed = await project.run('node', command, 'build')
  expect(failed.status).toBe(1)
  expect(failed.stdout).toMatch('handler-directive')
  expect(failed.stdout).toMatch('not-async')
  await writeFile(
    join(project.root, 'app/a/route.ts'),
    `export const dynamic = 'force-static'\nexport function GET() { throw new Error('no tea') }`,
  )
  await rm(join(project.root, 'lib'), { recursive: true })
  const threw = await project.run('node', command, 'build')
  expect(threw.stdout).toMatch(/✗ \/a failed in app\/a\/route\.ts:\nError: no tea/)
  expect(threw.status).toBe(1)
  expect(await project.run('node', command, 'start')).toMatchObject({
    status: 2,
    stderr: 'error: dist: the build was not finished. Run `use-cache build` again.\n',
  })
})

test('start and build say what is missing', async () => {
  await using project = await hostProject({ files: { 'app/a/route.ts': `export const GET = () => new Response('a')` } })
  expect(await project.run('node', command, 'start')).toMatchObject({
    status: 2,
    stderr: 'error: dist: there is no build. Run `use-cache build` first.\n',
  })
  const careless = await project.run('node', command, 'build', '--out', '.')
  expect(careless).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^error: --out \.: the folder is emptied/),
  })
  expect(await readFile(join(project.root, 'app/a/route.ts'), 'utf8')).toMatch('GET')
})
