/** The code blocks of the founding document, word for word, from an app directory, behind everything that can serve them. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { servers } from './fixture-servers.ts'
import { cookies } from './headers.ts'
import type { RouteModule } from './index.ts'
import { prerender } from './prerender/prerender.ts'
import { scan } from './scan.ts'

const root = join(import.meta.dirname, '../fixtures/founding-document')

describe.each(servers)('behind $name', (server) => {
  const start = async () => {
    const { routes, conflicts } = await scan(root)
    expect(conflicts).toEqual([])
    const modules = await Promise.all(
      routes.map(async (route): Promise<[string, RouteModule]> => [route.pattern, await route.load()]),
    )
    return server.start(Object.fromEntries(modules))
  }

  test('app/api/hello/route.ts answers with JSON', async () => {
    const response = await (await start())('/api/hello')
    expect([response.status, response.headers.get('content-type'), await response.json()]).toEqual([
      200,
      'application/json',
      { hello: 'world' },
    ])
  })

  test('methods that are not implemented return 405 Method Not Allowed', async () => {
    const ask = await start()
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const response = await ask('/api/hello', { method })
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
    }
  })

  test('NextRequest and NextResponse', async () => {
    const ask = await start()
    expect(await (await ask('/search?q=caf%C3%A9')).json()).toEqual({ query: 'café' })
    expect(await (await ask('/search')).json()).toEqual({ query: '' })
  })

  test('handlers are not cached by default', async () => {
    let runs = 0
    const ask = await server.start({ '/now': { GET: () => new Response(String(++runs)) } })
    expect([await (await ask('/now')).text(), await (await ask('/now')).text()]).toEqual(['1', '2'])
    expect((await ask('/now')).headers.get('cache-control')).toBeNull()
  })

  test("dynamic = 'force-static': GET is cached, and fetches once", async () => {
    // The address in the document leads nowhere; it is sent to a server that is there.
    const asked: unknown[] = []
    const upstream = createServer((request, response) => {
      asked.push(request.headers['api-key'])
      response.end('["document"]')
    })
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve))
    const { port } = upstream.address() as AddressInfo
    const realFetch = globalThis.fetch
    const ask = await start()
    const fetchNow = globalThis.fetch
    globalThis.fetch = (input, init) =>
      fetchNow(
        typeof input === 'string' && input.startsWith('https://data.mongodb-api.com/')
          ? `http://127.0.0.1:${port}/`
          : input,
        init,
      )
    process.env['DATA_API_KEY'] = 'key'
    onTestFinished(() => {
      globalThis.fetch = realFetch
      delete process.env['DATA_API_KEY']
      upstream.close()
    })
    const response = await ask('/data')
    expect([await response.json(), asked]).toEqual([{ data: ['document'] }, ['key']])
    const again = await ask('/data?for=somebody', { headers: { cookie: 'session=1' } })
    expect([await again.json(), again.headers.get('x-use-cache'), asked]).toEqual([
      { data: ['document'] },
      'HIT',
      ['key'],
    ])
  })

  test('other methods are not cached, even if they share a file with a cached GET', async () => {
    let runs = 0
    const count = (): Response => new Response(String(++runs))
    const all = { GET: count, POST: count, PUT: count, PATCH: count, DELETE: count }
    const ask = await server.start({ '/shared': { dynamic: 'force-static', ...all } })
    const answers = ['GET', 'POST', 'GET', 'PUT', 'PATCH', 'DELETE', 'POST', 'GET', 'HEAD'].map(
      (method) => async () => (await ask('/shared', { method })).text(),
    )
    const texts: string[] = []
    for (const answer of answers) texts.push(await answer())
    expect(texts).toEqual(['1', '2', '1', '3', '4', '5', '6', '1', ''])
  })

  test('params are typed by RouteContext, and awaited', async () => {
    expect(await (await (await start())('/users/42')).json()).toEqual({ id: '42' })
  })

  test('a webhook', async () => {
    const ask = await start()
    expect(await (await ask('/webhook', { method: 'POST', body: '{"event":"paid"}' })).text()).toBe('ok')
  })

  test('a ReadableStream is returned directly', async () => {
    const response = await (await start())('/stream')
    expect([response.headers.get('content-type'), await response.text()]).toEqual(['text/plain', 'hello world'])
  })
})

test('special files are static', async () => {
  const outcomes: Record<string, string> = {}
  for await (const { route, path, outcome } of prerender(await scan(join(root, '../metadata-routes')), {
    cacheComponents: true,
  })) {
    outcomes[path ?? route.pattern] = outcome
  }
  expect(outcomes).toMatchObject({
    '/sitemap.xml': 'static',
    '/robots.txt': 'static',
    '/manifest.webmanifest': 'static',
  })
  expect(Object.values(outcomes)).not.toContain('failed')
})

describe.each<[file: string, make: () => unknown]>([
  ['sitemap.ts', () => []],
  ['robots.ts', () => ({ rules: [] })],
  ['manifest.ts', () => ({})],
  ['icon.tsx', () => new Response('')],
  ['apple-icon.tsx', () => new Response('')],
  ['opengraph-image.tsx', () => new Response('')],
  ['twitter-image.tsx', () => new Response('')],
])('%s', (file, make) => {
  test.each<[name: string, config: object, use: () => unknown, expected: string]>([
    ['is static', {}, () => new Date(), 'static'],
    ['is dynamic where it uses runtime APIs', {}, () => cookies(), 'dynamic'],
    ['is dynamic where it says so', { dynamic: 'force-dynamic' }, () => undefined, 'dynamic'],
  ])('%s', async (_name, config, use, expected) => {
    const app = mkdtempSync(join(tmpdir(), 'use-cache-special-'))
    onTestFinished(() => rmSync(app, { recursive: true }))
    mkdirSync(join(app, 'app'))
    writeFileSync(join(app, 'app', file), '')
    const module = {
      ...config,
      async default() {
        await use()
        return make()
      },
    }
    const outcomes: string[] = []
    for await (const { outcome } of prerender(await scan(app, { load: async () => module }))) outcomes.push(outcome)
    expect(outcomes).toEqual([expected])
  })
})

test('the documentation says when to pick a Route Handler and when a Server Action', () => {
  const page = readFileSync(join(root, '../../docs/route-handlers.md'), 'utf8')
  const table = page.slice(page.indexOf('## Route Handler or Server Action?'), page.indexOf('## Files and paths'))
  const picks = [...table.matchAll(/^\| (.+) \| (Server Action|Route Handler) \|$/gm)].map(([, situation, pick]) => [
    pick,
    situation,
  ])
  expect(picks).toEqual([
    ['Server Action', expect.stringMatching(/forms.*UI/)],
    ['Route Handler', expect.stringMatching(/webhooks.*OAuth/)],
    ['Route Handler', expect.stringMatching(/mobile.*third/)],
    ['Route Handler', expect.stringMatching(/HTTP method/)],
  ])
})
