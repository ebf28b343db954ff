import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hostProject } from '../../transform/plugins/hosts/fixture-project.ts'
import { startCommand } from './fixture-server.ts'

const files = {
  'app/hello/route.ts': `import { cacheLife } from 'next/cache'
import { greeting } from '../../lib/greeting.ts'

let runs = 0
async function load(name: string) {
  'use cache'
  cacheLife('hours')
  return { name, greeting, run: ++runs }
}
export async function GET() {
  return Response.json(await load('tea'))
}
`,
  'app/users/[id]/route.ts': `export async function GET(_: Request, { params }: RouteContext<'/users/[id]'>) {
  return Response.json(await params)
}
export async function POST() {
  throw new Error('out of tea')
}
`,
  'app/robots.txt': 'User-Agent: *',
  'lib/greeting.ts': `export const greeting = 'hello'`,
}

test('dev serves the sources, says what the cache did, and sees what changes', async () => {
  await using project = await hostProject({ files, dependencies: ['vite'] })
  await using dev = await startCommand(project.root, 'dev')
  const ask = async (path: string, init?: RequestInit): Promise<string> => (await fetch(dev.url + path, init)).text()

  const first = await fetch(`${dev.url}/hello`)
  expect(await first.json()).toEqual({ name: 'tea', greeting: 'hello', run: 1 })
  expect(first.headers.get('server-timing')).toMatch(
    /^app;dur=[\d.]+, cache;desc="hits=0 stale=0 misses=1", fill;desc="app\/hello\/route.ts#load";dur=[\d.]+$/,
  )
  const second = await fetch(`${dev.url}/hello`)
  expect(second.headers.get('server-timing')).toMatch('hits=1 stale=0 misses=0')
  expect(await ask('/users/7')).toBe('{"id":"7"}')
  expect(await ask('/robots.txt')).toBe('User-Agent: *')
  expect(await ask('/users/7', { method: 'POST' })).toMatch(/^Error: out of tea\n +at POST \(.*route.ts:5:9\)/)
  expect(dev.output()).toMatch('use-cache: all results in memory; what is in memory ends with the process.\n')
  expect(dev.output()).toMatch(/200 GET \/hello {2}\d+ ms {2}1 miss\n200 GET \/hello {2}[\d.]+ ms {2}1 hit\n/)

  await project.write({ 'lib/greeting.ts': `export const greeting = 'good morning'` })
  await expect.poll(() => ask('/hello'), { timeout: 5000 }).toMatch('good morning')

  await project.write({
    'app/broken/route.ts': `export async function GET() { 'use cache'; return Response.json(1) }`,
    'app/more/[...path]/route.ts': `export const GET = () => new Response('more')`,
  })
  await expect.poll(() => ask('/broken'), { timeout: 5000 }).toMatch('handler-directive: `GET` is the GET handler')
  expect(await ask('/broken')).toMatch("> 1 | export async function GET() { 'use cache'")
  expect(await ask('/hello')).toMatch('good morning')
  expect(await ask('/more/a/b')).toBe('more')
  expect(await readFile(join(project.root, '.use-cache/types/routes.d.ts'), 'utf8')).toMatch(
    '"/more/[...path]": { "path": string[] }',
  )
  await project.write({ 'app/broken/route.ts': `export const GET = () => new Response('whole')` })
  await expect.poll(() => ask('/broken'), { timeout: 5000 }).toBe('whole')

  await project.write({ 'app/late/route.ts': `export { GET } from '../../lib/late.ts'` })
  await expect.poll(() => ask('/late'), { timeout: 5000 }).toMatch('Failed to load url ../../lib/late.ts')
  await project.write({ 'lib/late.ts': `export const GET = () => new Response('late')` })
  await expect.poll(() => ask('/late'), { timeout: 5000 }).toBe('late')
  expect(await dev.stop()).toBe(0)
})

test('dev keeps answers until their code changes, and goes on when the configuration does', async () => {
  const more = {
    'app/kept/route.ts': `let runs = 0
export const dynamic = 'force-static'
export function GET() { return new Response(String(++runs)) }
`,
    'app/price/route.ts': `import { cacheLife } from 'next/cache'
async function price() { 'use cache'; cacheLife('shop'); return 'free' }
export async function GET() { return new Response(await price()) }
`,
  }
  await using project = await hostProject({ files: { ...files, ...more }, dependencies: ['vite'] })
  await using dev = await startCommand(project.root, 'dev')
  const ask = async (path: string): Promise<string> => (await fetch(dev.url + path)).text()
  const kept: (string | null)[] = []
  for (let time = 0; time < 4; time++) {
    await project.write({ 'app/data.json': `${time}` })
    kept.push((await fetch(`${dev.url}/kept`)).headers.get('x-use-cache'))
    // For what must not happen.
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  expect(kept).toEqual(['MISS', 'HIT', 'HIT', 'HIT'])

  expect(await ask('/price')).toMatch('unknown-profile')
  await project.write({
    'use-cache.config.ts': `export default {
  cacheLife: { shop: { revalidate: 60 } },
  server: { onError: (error, { route }) => new Response(route.pattern + ': ' + error.message, { status: 503 }) },
}`,
  })
  await expect.poll(() => ask('/price'), { timeout: 5000 }).toBe('free')
  const failed = await fetch(`${dev.url}/users/7`, { method: 'POST' })
  expect([failed.status, await failed.text()]).toEqual([503, '/users/[id]: out of tea'])
  expect(dev.output()).toMatch(/POST \/users\/7 failed in app\/users\/\[id\]\/route.ts:\nError: out of tea/)
  expect(await ask('/hello')).toMatch('hello')
  await project.write({ 'lib/greeting.ts': `export const greeting = 'good evening'` })
  await expect.poll(() => ask('/hello'), { timeout: 5000 }).toMatch('good evening')
  await project.write({ 'app/added/route.ts': `export const GET = () => new Response('added')` })
  await expect.poll(() => ask('/added'), { timeout: 5000 }).toBe('added')
  expect(await dev.stop()).toBe(0)
})

test('routes and typegen say what there is', async () => {
  const more = {
    'app/members/route.ts': `export * from '../../lib/members'`,
    'app/orders/route.ts': `export * from 'orders'\nexport const GET = () => new Response('orders')`,
    'lib/members.ts': `export * from './members'\nexport { list as GET, add as POST } from './members/all.ts'`,
  }
  await using project = await hostProject({ files: { ...files, ...more } })
  const command = 'node_modules/use-cache/dist/cli/bin.js'
  expect(await project.run('node', command, 'routes')).toEqual({
    status: 0,
    stderr: '',
    stdout: `route        methods   file
/hello       GET       app/hello/route.ts
/members     GET POST  app/members/route.ts
/orders      GET ?     app/orders/route.ts
/robots.txt  GET       app/robots.txt
/users/[id]  GET POST  app/users/[id]/route.ts
`,
  })
  const written = await project.run('node', command, 'typegen', '.')
  expect(written.stdout).toMatch('use-cache-env.d.ts\n')
  expect(await project.run('node', command, 'typegen')).toMatchObject({
    stdout: '',
    stderr: 'Types for 5 routes: nothing has changed.\n',
  })
  await project.write({ 'app/users/[name]/route.ts': '' })
  const conflicting = await project.run('node', command, 'routes')
  expect(conflicting.status).toBe(1)
  expect(conflicting.stderr).toMatch('app/users/[name]/route.ts')
})

test('what cannot be done is said in a sentence', async () => {
  await using project = await hostProject({ files: {} })
  const run = (...args: string[]): Promise<unknown> =>
    project.run('node', 'node_modules/use-cache/dist/cli/bin.js', ...args)
  expect(await run('dev', 'nowhere')).toMatchObject({ status: 2, stderr: 'error: nowhere: there is no such folder.\n' })
  expect(await run('routes')).toMatchObject({
    status: 2,
    stderr:
      'error: There is no app directory in this folder. Create `app/` (or `src/app/`) and put a `route.ts` into it.\n',
  })
})
