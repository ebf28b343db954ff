/** The founding document's app with Cache Components, in a project of a user: built ahead of time, then served from what was built. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { hostProject } from '../../transform/plugins/hosts/fixture-project.ts'

const fixture = resolve(import.meta.dirname, '../../fixtures/founding-document')
const files = readdirSync(fixture, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
const app = Object.fromEntries(
  files
    // Segment config belongs to apps without Cache Components.
    .filter((path) => !path.includes('data'))
    .map((path) => [path, readFileSync(join(fixture, path), 'utf8')]),
)

const dice = `import { lucky } from '../../lib/lucky.js'

interface Thrown {
  readonly eyes: number
}

async function label(name: string): Promise<string> {
  'use cache'
  return name
}

export async function GET(): Promise<Response> {
  const name: string = await label('eyes')
  return Response.json({ name, eyes: lucky() } satisfies Thrown & { name: string })
}
`
const lucky = `export const lucky = (): number => {
  type Eyes = number
  return (1 + Math.floor(6 * Math.random())) as Eyes
}
`

test('what can be made ahead of time is; of the rest, the call and its line in the source', async () => {
  await using project = await hostProject({
    files: {
      ...app,
      'app/dice/route.ts': dice,
      'app/me/route.ts': `import { headers } from 'next/headers'
export async function GET() {
  return Response.json((await headers()).get('x-me'))
}
`,
      'app/wait/route.ts': `import { readFile } from 'node:fs/promises'
export async function GET() {
  return new Response(await readFile('package.json'))
}
`,
      'lib/lucky.ts': lucky,
      'db.ts': `let queries = 0
Object.assign(globalThis, { db: { query: async (sql: string) => [{ sql, run: ++queries }] } })
`,
      'build.ts': `import './db.ts'
import { collectPrerendered, prerender, scan, writePrerendered } from 'use-cache/serve'

const results = []
for await (const result of prerender(await scan('.'), { cacheComponents: true })) results.push(result)
await writePrerendered('out/prerendered', collectPrerendered(results))
console.log(JSON.stringify(Object.fromEntries(results.map(({ route, outcome, reason, at, error }) => [route.pattern, [outcome, reason, at, error && String(error)]]))))
`,
      'start.ts': `import './db.ts'
import { createRoutes } from 'use-cache/routes'
import { readPrerendered, scan, serve } from 'use-cache/serve'

const prerendered = await readPrerendered('out/prerendered')
const server = await serve(createRoutes(await scan('.'), { cacheComponents: true, prerendered }), { port: 0, host: '127.0.0.1' })
const ask = async (path: string, init?: RequestInit) => {
  const response = await fetch(server.url + path, init)
  return [response.status, response.headers.get('x-use-cache'), response.headers.get('cache-control'), await response.text()]
}
const etag = (await fetch(server.url + '/products')).headers.get('etag') ?? ''
console.log(JSON.stringify({
  hello: await ask('/api/hello'),
  products: await ask('/products'),
  known: (await ask('/products', { headers: { 'if-none-match': etag } }))[0],
  search: await ask('/search?q=shoes'),
  webhook: await ask('/webhook', { method: 'POST', body: '{}' }),
  stream: await ask('/stream'),
}))
await server.close()
`,
    },
  })
  const built = await project.run('node', '--import', 'use-cache/register', 'build.ts')
  expect(built.stderr).toBe('')
  expect(JSON.parse(built.stdout)).toEqual({
    '/api/hello': ['static', null, null, null],
    '/products': ['static', null, null, null],
    '/stream': ['static', null, null, null],
    '/search': ['dynamic', 'request.nextUrl.searchParams', 'app/search/route.ts:4:25', null],
    '/users/[id]': ['dynamic', 'parameters: no generateStaticParams', null, null],
    '/webhook': ['dynamic', 'no GET', null, null],
    '/dice': ['dynamic', 'Math.random()', 'lib/lucky.ts:3:35', null],
    '/me': ['dynamic', 'headers()', 'app/me/route.ts:3:31', null],
    '/wait': ['dynamic', 'readFile()', 'app/wait/route.ts:3:29', null],
  })
  const started = await project.run('node', '--import', 'use-cache/register', 'start.ts')
  expect(started.stderr).toBe('')
  expect(JSON.parse(started.stdout)).toEqual({
    hello: [200, 'PRERENDER', 's-maxage=31536000', '{"hello":"world"}'],
    products: [
      200,
      'PRERENDER',
      's-maxage=3600, stale-while-revalidate=82800',
      '[{"sql":"SELECT * FROM products","run":1}]',
    ],
    known: 304,
    search: [200, null, null, '{"query":"shoes"}'],
    webhook: [200, null, null, 'ok'],
    stream: [200, 'PRERENDER', 's-maxage=31536000', 'hello world'],
  })
})
