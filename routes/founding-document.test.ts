/** The code blocks of the founding document, word for word, from an app directory, behind everything that can serve them. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { servers } from './fixture-servers.ts'
import type { RouteModule } from './index.ts'
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

  test('a handler that fetches', async () => {
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
