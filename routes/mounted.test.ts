/** Routes within the servers that people have already: the real packages, on free ports. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve as serveHono } from '@hono/node-server'
import express from 'express'
import { H3, serve as serveH3 } from 'h3'
import { Hono } from 'hono'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { cookies } from './headers.ts'
import { createRoutes, type Handler, type RouteModule } from './index.ts'
import { nodeHandler } from './serve.ts'
import { NextRequest } from './server.ts'

const aborted = vi.fn<() => void>()
const modules: Readonly<Record<string, RouteModule>> = {
  '/users/[id]': {
    GET: (async (request, { params }) => {
      ;(await cookies()).set('seen', '1')
      return Response.json({
        id: (await params).id,
        q: request.nextUrl.searchParams.get('q'),
        next: request instanceof NextRequest,
      })
    }) satisfies Handler,
    POST: (async (request) => Response.json(await request.json())) satisfies Handler,
  },
  '/copy': {
    POST: (async (request) => {
      const copies = [new Request(request.clone()), new NextRequest(request.clone()), new Request(request)]
      return Response.json(await Promise.all(copies.map(async (copy) => [copy.headers.get('x'), await copy.text()])))
    }) satisfies Handler,
  },
  '/proxy': { GET: ((request) => fetch(new Request(new URL('/stream', request.url), request))) satisfies Handler },

  '/stream': {
    GET: () => {
      const stream = new ReadableStream({
        start(controller) {
          controller.enqueue('hello ')
          controller.enqueue('world')
          controller.close()
        },
      })
      return new Response(stream)
    },
  },
  '/slow': {
    GET: (async (request) => {
      await new Promise<void>((resolve) => request.signal.addEventListener('abort', () => (aborted(), resolve())))
      return new Response()
    }) satisfies Handler,
  },
}
const routes = createRoutes({
  routes: Object.entries(modules).map(([pattern, module]) => ({
    pattern,
    file: 'app/route.ts',
    load: () => Promise.resolve(module),
  })),
})

async function listening(server: Server): Promise<string> {
  if (!server.listening) await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const hosts: readonly [name: string, start: () => Promise<string>][] = [
  [
    'Hono',
    async () => {
      const app = new Hono().get('/own', (c) => c.text('own')).all('*', (c) => routes.fetch(c.req.raw))
      return listening(serveHono({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server)
    },
  ],
  [
    'h3',
    async () => {
      const app = new H3().get('/own', () => 'own').all('/**', (event) => routes.fetch(event.req))
      const server = await serveH3(app, { port: 0, hostname: '127.0.0.1', silent: true }).ready()
      return listening(server.node?.server as Server)
    },
  ],
  [
    'Express',
    async () => {
      const app = express()
      app.get('/own', (_request, response) => void response.send('own'))
      app.use(nodeHandler(routes))
      return listening(app.listen(0, '127.0.0.1'))
    },
  ],
  ['node:http', async () => listening(createServer(nodeHandler(routes)).listen(0, '127.0.0.1'))],
]

describe.each(hosts)('in %s', (name, start) => {
  test('requests, answers, methods, streams', async () => {
    const url = await start()
    const get = await fetch(`${url}/users/7?q=x`)
    expect(await get.json()).toEqual({ id: '7', q: 'x', next: true })
    expect(get.headers.getSetCookie()).toEqual(['seen=1; Path=/'])
    expect(await (await fetch(`${url}/users/7`, { method: 'POST', body: '{"a":1}' })).json()).toEqual({ a: 1 })
    const wrong = await fetch(`${url}/users/7`, { method: 'DELETE' })
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS, POST'])
    expect(await (await fetch(`${url}/stream`)).text()).toBe('hello world')
    expect((await fetch(`${url}/nowhere`)).status).toBe(404)
    if (name !== 'node:http') expect(await (await fetch(`${url}/own`)).text()).toBe('own')
  })

  test('a request can be copied and sent on', async () => {
    const url = await start()
    const copied = await fetch(`${url}/copy`, { method: 'POST', body: 'text', headers: { x: '1' } })
    expect(await copied.json()).toEqual([
      ['1', 'text'],
      ['1', 'text'],
      ['1', 'text'],
    ])
    expect(await (await fetch(`${url}/proxy`)).text()).toBe('hello world')
  })

  test('a client that goes away aborts request.signal', async () => {
    aborted.mockClear()
    const url = await start()
    const leaving = new AbortController()
    const request = fetch(`${url}/slow`, { signal: leaving.signal })
    setTimeout(() => leaving.abort(), 50)
    await expect(request).rejects.toThrow()
    await vi.waitFor(() => expect(aborted).toHaveBeenCalledOnce())
  })
})
