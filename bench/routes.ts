/**
 * What answering a request costs: CPU time of the server for each, beside node:http by hand and the servers that people know.
 *
 * Each contender is a process of its own and is asked in turns, so that a slow moment of the machine falls on all of them; of several rounds the median
 * counts. The handlers are those of the founding document, as they are written there. Ratios are what to look at. Arguments name contenders: only those are asked, beside the floor.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { type Framework, frameworks, startFramework } from './frameworks.ts'
import { importPeer } from './peers.ts'
import { products } from './products.ts'

/** Listens on a free port of this machine and tells which. */
type Contender = () => Promise<number>

const host = '127.0.0.1'
const cases = {
  'JSON GET': '/api/hello',
  'GET /users/:id': '/users/7',
  'query string': '/search?q=shoes',
  'cached GET': '/cached',
  'prerendered GET': '/prerendered',
}
const kept = JSON.stringify(products)
const keptHeaders = {
  'content-type': 'application/json',
  'cache-control': 's-maxage=3600, stale-while-revalidate=82800',
  etag: '"0123456789abcdefghijklmnopq"',
}
const requestsPerRound = 5000
/** Until the engine has compiled what is asked most; frameworks, which take a millisecond for each, get as many as in a round. */
const requestsToWarmUp = 30_000
const rounds = 5
const connections = 16

const contenders: Readonly<Record<string, Contender>> = {
  'node:http by hand': nodeByHand,
  'use-cache': () => useCache(true),
  'use-cache, standard responses': () => useCache(false),
  'hono, @hono/node-server': hono,
  h3,
  fastify,
}

function nodeByHand(): Promise<number> {
  const json = (response: ServerResponse, value: unknown): void => {
    const body = JSON.stringify(value)
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    response.end(body)
  }
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (url.pathname === '/api/hello') return json(response, { hello: 'world' })
    if (url.pathname === '/cached' || url.pathname === '/prerendered') {
      const known = request.headers['if-none-match'] === keptHeaders.etag
      response.writeHead(known ? 304 : 200, { ...keptHeaders, 'content-length': Buffer.byteLength(kept) })
      return void response.end(known ? null : kept)
    }
    if (url.pathname === '/search') return json(response, { query: url.searchParams.get('q') ?? '' })
    const user = /^\/users\/([^/]+)$/.exec(url.pathname)
    return json(response, { id: user?.[1] })
  })
  return new Promise((resolve) => server.listen(0, host, () => resolve((server.address() as { port: number }).port)))
}

async function useCache(lightResponses: boolean): Promise<number> {
  const { createRoutes } = await import('../routes/index.ts')
  const { serve } = await import('../routes/serve/node.ts')
  const { NextResponse } = await import('../routes/server.ts')
  const { collectPrerendered, prerender } = await import('../routes/serve.ts')
  const route = (
    pattern: string,
    GET: unknown,
    config: object = {},
  ): { pattern: string; file: string; load: () => Promise<Readonly<Record<string, unknown>>> } => ({
    pattern,
    file: `app${pattern}/route.ts`,
    load: () => Promise.resolve({ ...config, GET }),
  })
  const answer = async (): Promise<Response> => Response.json(products)
  const manifest = {
    routes: [
      route('/cached', answer, { revalidate: 3600 }),
      route('/prerendered', answer, { dynamic: 'force-static' }),
      route('/api/hello', async () => Response.json({ hello: 'world' })),
      route('/users/[id]', async (_request: Request, context: { params: Promise<{ id: string }> }) => {
        const { id } = await context.params
        return Response.json({ id })
      }),
      route('/search', async (request: InstanceType<typeof import('../routes/server.ts').NextRequest>) => {
        const q = request.nextUrl.searchParams.get('q') ?? ''
        return NextResponse.json({ query: q })
      }),
    ],
  }
  const results = []
  for await (const result of prerender(manifest)) if (result.path === '/prerendered') results.push(result)
  const routes = createRoutes(manifest, { prerendered: collectPrerendered(results) })
  return (await serve(routes, { port: 0, host, lightResponses })).port
}

interface HonoContext {
  readonly req: { param(name: string): string; query(name: string): string | undefined }
  json(value: unknown): Response
  body(text: string, status: number, headers: object): Response
}

async function hono(): Promise<number> {
  const { Hono } = await importPeer<{
    readonly Hono: new () => { get(path: string, handler: (c: HonoContext) => Response): void; readonly fetch: unknown }
  }>('hono')
  const { serve } = await importPeer<{ serve: (options: object, listening: (info: { port: number }) => void) => void }>(
    '@hono/node-server',
  )
  const app = new Hono()
  app.get('/api/hello', (c) => c.json({ hello: 'world' }))
  app.get('/users/:id', (c) => c.json({ id: c.req.param('id') }))
  app.get('/search', (c) => c.json({ query: c.req.query('q') ?? '' }))
  for (const path of ['/cached', '/prerendered']) app.get(path, (c) => c.body(kept, 200, keptHeaders))
  return new Promise((resolve) => serve({ fetch: app.fetch, port: 0, hostname: host }, (info) => resolve(info.port)))
}

interface H3Event {
  readonly url: URL
  readonly res: { readonly headers: Headers }
  readonly context: { readonly params: Readonly<Record<string, string>> }
}

async function h3(): Promise<number> {
  const { H3, serve } = await importPeer<{
    readonly H3: new () => { get(path: string, handler: (event: H3Event) => unknown): void }
    serve: (app: object, options: object) => { ready(): Promise<{ readonly url: string }> }
  }>('h3')
  const app = new H3()
  app.get('/api/hello', () => ({ hello: 'world' }))
  app.get('/users/:id', (event) => ({ id: event.context.params['id'] }))
  app.get('/search', (event) => ({ query: event.url.searchParams.get('q') ?? '' }))
  const keptAnswer = (event: H3Event): string => {
    for (const [name, value] of Object.entries(keptHeaders)) event.res.headers.set(name, value)
    return kept
  }
  for (const path of ['/cached', '/prerendered']) app.get(path, keptAnswer)
  const server = await serve(app, { port: 0, hostname: host, silent: true }).ready()
  return Number(new URL(server.url).port)
}

interface FastifyReply {
  headers(headers: object): FastifyReply
  send(value: unknown): void
}

interface FastifyRequest {
  readonly params: { readonly id: string }
  readonly query: { readonly q?: string }
}

async function fastify(): Promise<number> {
  const peer = await importPeer<{
    fastify(): {
      get(path: string, handler: (request: FastifyRequest, reply: FastifyReply) => void): void
      listen(options: object): Promise<string>
    }
  }>('fastify')
  const app = peer.fastify()
  app.get('/api/hello', (_request, reply) => reply.send({ hello: 'world' }))
  app.get('/users/:id', (request, reply) => reply.send({ id: request.params.id }))
  app.get('/search', (request, reply) => reply.send({ query: request.query.q ?? '' }))
  for (const path of ['/cached', '/prerendered'])
    app.get(path, (_request, reply) => reply.headers(keptHeaders).send(kept))
  return Number(new URL(await app.listen({ port: 0, host })).port)
}

/** A contender that runs, and how to ask what it has cost so far. */
interface Running {
  readonly port: number
  cpu(): Promise<number>
  stop(): Promise<void>
}

function isFramework(name: string): name is Framework {
  return frameworks.some((framework) => framework === name)
}

async function start(name: string): Promise<Running> {
  if (isFramework(name)) {
    const server = await startFramework(name)
    const { port } = server
    const stop = async (): Promise<void> => server[Symbol.asyncDispose]()
    return { port, cpu: () => server.ask('/cpu') as Promise<number>, stop }
  }
  const child = fork(import.meta.filename, ['serve', name])
  const port = (await next(child)) as number
  const cpu = (): Promise<number> => {
    child.send('cpu')
    return next(child) as Promise<number>
  }
  // Some of them would wait for connections to end.
  const stop = async (): Promise<void> => void child.kill('SIGKILL')
  return { port, cpu, stop }
}

async function next(child: ChildProcess): Promise<unknown> {
  const settled = new AbortController()
  const { signal } = settled
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`A contender ended with ${String(code)}.`)
  })
  try {
    const [message] = (await Promise.race([once(child, 'message', { signal }), ended])) as [unknown]
    return message
  } finally {
    settled.abort()
    ended.catch(() => {})
  }
}

/** Asks `count` times over a few connections that are kept, one request after the other on each. */
async function ask(port: number, path: string, count: number): Promise<void> {
  let left = count
  await Promise.all(Array.from({ length: connections }, () => askOn(port, path, () => left-- > 0)))
}

function askOn(port: number, path: string, more: () => boolean): Promise<void> {
  const request = `GET ${path} HTTP/1.1\r\nhost: ${host}:${port}\r\nuser-agent: bench\r\naccept: */*\r\n\r\n`
  return new Promise((resolve, reject) => {
    const socket = connect(port, host)
    let received = ''
    const send = (): void => void (more() ? socket.write(request) : socket.end(resolve))
    socket.on('connect', send).on('error', reject)
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1')
      if (!isWhole(received)) return
      if (!received.startsWith('HTTP/1.1 200')) return reject(new Error(`Answered ${received.slice(0, 40)}`))
      received = ''
      send()
    })
  })
}

function isWhole(answer: string): boolean {
  const body = answer.indexOf('\r\n\r\n') + 4
  if (body === 3) return false
  const length = /^content-length: (\d+)/im.exec(answer.slice(0, body))?.[1]
  return length === undefined ? answer.endsWith('0\r\n\r\n') : answer.length - body >= Number(length)
}

/** Microseconds of server CPU for each request: one number a contender and case. */
async function compare(): Promise<void> {
  const asked = process.argv.slice(2)
  const names = [...Object.keys(contenders), ...frameworks].filter(
    (name, index) => index === 0 || asked.length === 0 || asked.includes(name),
  )
  const servers = new Map<string, Running>()
  for (const name of names) servers.set(name, await start(name))
  const table: Record<string, Record<string, string>> = Object.fromEntries(names.map((name) => [name, {}]))
  for (const [title, path] of Object.entries(cases)) {
    for (const [name, server] of servers)
      await ask(server.port, path, isFramework(name) ? requestsPerRound : requestsToWarmUp)
    const costs = new Map<string, number[]>(names.map((name) => [name, []]))
    for (let round = 0; round < rounds; round++) {
      for (const [name, server] of servers) {
        // While the others were asked, connections have ended and code has cooled.
        await ask(server.port, path, requestsPerRound)
        const before = await server.cpu()
        await ask(server.port, path, requestsPerRound)
        costs.get(name)!.push(((await server.cpu()) - before) / requestsPerRound)
      }
    }
    const floor = median(costs.get(names[0]!)!)
    for (const name of names) {
      const cost = median(costs.get(name)!)
      table[name]![title] = `${cost.toFixed(1)} µs  ${(cost / floor).toFixed(2)}×`
    }
  }
  for (const server of servers.values()) await server.stop()
  console.log(
    `Server CPU per request, Node ${process.version}, median of ${rounds} rounds of ${requestsPerRound} requests over ${connections} connections`,
  )
  console.table(table)
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!
}

if (process.argv[2] === 'serve') {
  const port = await contenders[process.argv[3]!]!()
  process.on('disconnect', () => process.exit())
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send!(user + system)
  })
  process.send!(port)
} else await compare()
