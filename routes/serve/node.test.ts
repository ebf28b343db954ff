/** What only a wire can show: broken, slow, huge and vanishing clients, asked of a real server on a free port. */
import { spawn } from 'node:child_process'
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { listen } from '../fixture-servers.ts'
import { revalidatePath } from '../../runtime/index.ts'
import { createRoutes, type Handler, type RouteModule } from '../index.ts'
import { after } from '../server.ts'
import { serve } from './node.ts'

const hello = { GET: () => Response.json({ hello: 'world' }) }
const upload: Record<string, Handler> = {
  POST: async (incoming) => Response.json({ received: (await incoming.arrayBuffer()).byteLength }),
}

/** Sends text as it is, and gives what comes back until the server closes or falls silent. */
async function raw(port: number, text: string): Promise<string> {
  const socket = open(port)
  socket.write(text)
  let received = ''
  await new Promise<void>((resolve) => {
    // A busy machine may take its time for the first word; after that, silence is the end.
    let silence = setTimeout(resolve, 5000)
    socket.once('close', resolve)
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1')
      clearTimeout(silence)
      silence = setTimeout(resolve, 300)
    })
  })
  return received
}

function open(port: number): Socket {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  onTestFinished(() => void socket.destroy())
  return socket
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])
const line = (first: string, ...more: string[]) =>
  [first, 'host: localhost', 'connection: close', ...more, '', ''].join('\r\n')

test('one line of Allow, a status line with words, no name of the server', async () => {
  const { port } = await listen({ '/': hello })
  const answer = await raw(port, line('DELETE / HTTP/1.1'))
  expect(answer).toMatch(/^HTTP\/1\.1 405 Method Not Allowed\r\n/)
  expect(answer.match(/^allow: .*$/gim)).toEqual(['allow: GET, HEAD, OPTIONS'])
  expect(answer).not.toMatch(/^(?:server|x-powered-by):/im)
})

test.each([
  ['a path that climbs', 'GET /../../../etc/passwd HTTP/1.1', 404],
  ['an encoded climb', 'GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1', 404],
  ['a climb within a parameter', 'GET /p/..%2f..%2fetc HTTP/1.1', 200],
  ['a backslash', 'GET /p/..\\..\\etc HTTP/1.1', 404],
  ['NUL', 'GET /p/%00 HTTP/1.1', 400],
  ['a half escape', 'GET /p/%E0%A4%A HTTP/1.1', 400],
  ['half a character', 'GET /p/%ff HTTP/1.1', 400],
  ['a path of 60,000 characters', `GET /p/${'a'.repeat(60_000)} HTTP/1.1`, 431],
  ['many segments', `GET /${'a/'.repeat(3000)}a HTTP/1.1`, 404],
  ['no path', 'GET  HTTP/1.1', 400],
  ['a foreign absolute form', 'GET http://evil.example/p/x HTTP/1.1', 200],
  ['the asterisk', 'OPTIONS * HTTP/1.1', 404],
  ['TRACE', 'TRACE / HTTP/1.1', 405],
  ['a WebDAV method', 'PROPFIND / HTTP/1.1', 405],
  ['a method nobody knows', 'NONSENSE / HTTP/1.1', 400],
  ['a lower-case method', 'get / HTTP/1.1', 400],
])('%s', async (_name, first, status) => {
  const { port } = await listen({ '/': hello, '/p/[x]': hello })
  expect(statusOf(await raw(port, line(first)))).toBe(status)
  expect(statusOf(await raw(port, line('GET / HTTP/1.1')))).toBe(200)
})

test.each([
  ['two hosts', 'GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n', 400],
  ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
  ['two lengths', 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab', 400],
  [
    'a length and chunks',
    'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
  ['a header with a line break in its name', 'GET / HTTP/1.1\r\nhost: a\r\nx\ny: 1\r\n\r\n', 400],
  ['100 KB of headers', `GET / HTTP/1.1\r\nhost: a\r\n${'x: 1234567890\r\n'.repeat(8000)}\r\n`, 431],
])('%s', async (_name, text, status) => {
  const { port } = await listen({ '/': { ...hello, ...upload } })
  expect(statusOf(await raw(port, text))).toBe(status)
  expect(statusOf(await raw(port, line('GET / HTTP/1.1')))).toBe(200)
})

test.each([
  ['a/b@c?', 400],
  ['a@b', 400],
  ['a b<>', 400],
  ['[::1', 400],
  ['1.2.3.999', 400],
  ['x.example:99999', 400],
  ['x.example:3000', 200],
  ['a_b', 200],
  ['[::1]:3000', 200],
  ['', 200],
])('the host %j', async (host, status) => {
  const { port } = await listen({ '/': hello })
  expect(statusOf(await raw(port, `GET / HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`))).toBe(status)
})

test('repeated headers are joined', async () => {
  const GET: Handler = (incoming) => Response.json([incoming.headers.get('x-a'), incoming.headers.get('cookie')])
  const { port } = await listen({ '/': { GET } })
  expect(await raw(port, line('GET / HTTP/1.1', 'x-a: 1', 'x-a: 2', 'cookie: a=1', 'cookie: b=2'))).toContain(
    '["1, 2","a=1; b=2"]',
  )
})

test('10 MB against a limit of 1 MB: 413, announced or not, and the server stays', async () => {
  const { url } = await listen({ '/': upload }, { maxBodyBytes: 1_000_000 })
  const send = (headers: Record<string, string | number>) =>
    new Promise<number>((resolve, reject) => {
      const outgoing = request(url, { method: 'POST', headers }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      // The server has answered and closed; what is still to be sent meets a closed door.
      outgoing.on('error', (error: NodeJS.ErrnoException) =>
        ['EPIPE', 'ECONNRESET'].includes(error.code ?? '') ? undefined : reject(error),
      )
      const part = Buffer.alloc(100_000)
      const write = (left: number): void => {
        if (left === 0) outgoing.end()
        else outgoing.write(part, () => write(left - 1))
      }
      write(100)
    })
  expect(await send({ 'content-length': 10_000_000 })).toBe(413)
  expect(await send({ 'transfer-encoding': 'chunked' })).toBe(413)
  const small = await fetch(url, { method: 'POST', body: new Uint8Array(999_999) })
  expect(await small.json()).toEqual({ received: 999_999 })
})

test('an upload that stops half-way: the handler’s reading fails, and nobody is told of a failure', async () => {
  const errors: unknown[] = []
  const read = vi.fn<(outcome: string) => void>()
  const POST: Handler = async (incoming) => {
    read('begun')
    await incoming.text().then(
      () => read('whole'),
      (error: Error) => {
        read(`aborted: ${incoming.signal.aborted}`)
        throw error
      },
    )
    return new Response()
  }
  const { port } = await listen({ '/': { POST } }, { onError: (error) => void errors.push(error) })
  const socket = open(port)
  socket.write('POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1000\r\n\r\nhalf')
  await vi.waitFor(() => expect(read).toHaveBeenCalledWith('begun'))
  socket.destroy()
  await vi.waitFor(() => expect(read).toHaveBeenCalledWith('aborted: true'))
  expect(errors).toEqual([])
})

test('a slow body is waited for', async () => {
  const { port } = await listen({ '/': upload })
  const socket = open(port)
  let received = ''
  socket.on('data', (chunk: Buffer) => (received += chunk.toString()))
  socket.write('POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\n\r\n')
  for (const letter of 'abc') {
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(received).toBe('')
    socket.write(letter)
  }
  await vi.waitFor(() => expect(received).toContain('{"received":3}'))
})

test('a client that goes away aborts request.signal', async () => {
  const aborted = vi.fn<() => void>()
  let arrived = false
  const GET: Handler = async (incoming) => {
    arrived = true
    await new Promise<void>((resolve) => incoming.signal.addEventListener('abort', () => (aborted(), resolve())))
    return new Response('too late')
  }
  const { port } = await listen({ '/': { GET } })
  const socket = open(port)
  socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n')
  await vi.waitFor(() => expect(arrived).toBe(true))
  expect(aborted).not.toHaveBeenCalled()
  socket.destroy()
  await vi.waitFor(() => expect(aborted).toHaveBeenCalledOnce())
})

test('a request that was answered was not aborted', async () => {
  let signal: AbortSignal | undefined
  const GET: Handler = (incoming) => ((signal = incoming.signal), new Response('x'))
  const { url } = await listen({ '/': { GET } })
  await (await fetch(url)).text()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(signal?.aborted).toBe(false)
})

test('the headers of a stream are there before its first chunk', async () => {
  const GET = () => new Response(new ReadableStream({}), { headers: { 'content-type': 'text/event-stream' } })
  const { url } = await listen({ '/': { GET } })
  const controller = new AbortController()
  const response = await fetch(url, { signal: controller.signal })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  controller.abort()
})

test('thousands of clients of server-sent events that leave are all let go', { timeout: 60_000 }, async () => {
  const most = Number(process.env['CROWD'] ?? 2000)
  let opened = 0
  let cancelled = 0
  const GET = () => {
    const stream = new ReadableStream({
      start(controller) {
        opened++
        controller.enqueue(new TextEncoder().encode('data: hello\n\n'))
      },
      cancel() {
        cancelled++
      },
    })
    return new Response(stream, { headers: { 'content-type': 'text/event-stream' } })
  }
  const { port } = await listen({ '/': { GET, POST: hello.GET } })
  // In a process of their own: each end of a connection takes a file descriptor.
  const clients = spawn(process.execPath, ['-e', crowd, String(port), String(most)], {
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  onTestFinished(() => void clients.kill())
  await vi.waitFor(() => expect(opened).toBe(most), { timeout: 50_000, interval: 100 })
  clients.kill('SIGKILL')
  await vi.waitFor(() => expect(cancelled).toBe(most), { timeout: 50_000, interval: 100 })
  expect(statusOf(await raw(port, line('POST / HTTP/1.1', 'content-length: 0')))).toBe(200)
})

/** Connects as often as it is told, a hundred at a time. */
const crowd = `
const { connect } = require('node:net')
const [port, most] = process.argv.slice(1).map(Number)
let asked = 0
const next = () => {
  if (asked++ >= most) return
  const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\\r\\nhost: a\\r\\n\\r\\n'))
  socket.once('data', next)
  socket.on('error', (error) => { throw error })
}
for (let index = 0; index < 100; index++) next()
`

test('a stream waits for a client that does not read', async () => {
  let chunks = 0
  const GET = () => {
    const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
      chunks++
      controller.enqueue(new Uint8Array(65_536))
    }
    return new Response(new ReadableStream({ pull }))
  }
  const { port } = await listen({ '/': { GET } })
  const socket = open(port)
  socket.pause()
  socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n')
  await new Promise((resolve) => setTimeout(resolve, 300))
  const early = chunks
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(chunks).toBe(early)
  // What the kernel's buffers take is all that was made.
  expect(chunks * 65_536).toBeLessThan(50_000_000)
})

test('closing lets a running request finish, and takes no new one', async () => {
  let finish: (() => void) | undefined
  const GET = () => new Promise<Response>((resolve) => (finish = () => resolve(new Response('finished'))))
  const server = await listen({ '/': { GET } })
  const running = raw(server.port, 'GET / HTTP/1.1\r\nhost: localhost\r\n\r\n')
  await vi.waitFor(() => expect(finish).toBeDefined())
  const closing = server.close()
  finish!()
  expect(await running).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\nConnection: close\r\n[^]*finished$/)
  await closing
  await expect(fetch(server.url)).rejects.toThrow()
})

test('closing waits for what after() was given, also where it has not begun', async () => {
  let finish: (() => void) | undefined
  let ended = false
  const GET = async () => {
    after(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      ended = true
    })
    await new Promise<void>((resolve) => (finish = resolve))
    return new Response('finished')
  }
  const routes = createRoutes({
    routes: [{ pattern: '/', file: 'app/route.ts', load: () => Promise.resolve({ GET }) }],
  })
  const server = await serve(routes, { port: 0, host: '127.0.0.1' })
  const running = fetch(server.url, { headers: { connection: 'close' } })
  await vi.waitFor(() => expect(finish).toBeDefined())
  const closing = server.close()
  finish!()
  expect(await (await running).text()).toBe('finished')
  await closing
  expect(ended).toBe(true)
})

test('closing cuts what does not finish in time', async () => {
  const server = await listen({ '/': { GET: () => new Response(new ReadableStream({})) } })
  const response = await fetch(server.url)
  await server.close()
  await expect(response.text()).rejects.toThrow()
})

test('a port that is taken is an error, and changes nothing', async () => {
  const response = globalThis.Response
  const taken = await listen({ '/': hello }, undefined, false)
  const second = serve(createRoutes({ routes: [] }), { port: taken.port, host: '127.0.0.1' })
  await expect(second).rejects.toThrow('EADDRINUSE')
  expect(globalThis.Response).toBe(response)
})

test('what is kept is the same on the wire, whoever asks, until it is made anew', async () => {
  let data = 'old'
  const get = async (_request: Request, { params }: { params: Promise<object> }): Promise<Response> =>
    Response.json(await params)
  const modules: Record<string, RouteModule> = {
    '/static': { dynamic: 'force-static', GET: () => Response.json(data, { headers: { 'x-own': 'a, b' } }) },
    '/large': { revalidate: 60, GET: () => new Response('x'.repeat(20_000)) },
    '/empty': { revalidate: 60, GET: () => new Response(null, { status: 204 }) },
    '/items/[id]': { revalidate: 60, GET: get },
    '/heads': { revalidate: 60, GET: () => new Response('got'), HEAD: () => new Response(null, { status: 202 }) },
    '/purge': { POST: async () => (await revalidatePath('/static'), new Response(null)) },
  }
  const server = await listen(modules)
  const { fetch: direct } = createRoutes({
    routes: Object.entries(modules).map(([pattern, module]) => ({
      pattern,
      file: `app${pattern}/route.ts`,
      load: () => Promise.resolve(module),
    })),
  })
  const seen = async (response: Response): Promise<object> => {
    const headers = new Headers(response.headers)
    for (const name of ['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding']) headers.delete(name)
    return { status: response.status, headers: [...headers], body: await response.text() }
  }
  const etag = (await fetch(`${server.url}/static`)).headers.get('etag')!
  const questions: [string, RequestInit?][] = [
    ...[
      '/static',
      '/static?q=1',
      '/static/',
      '/./static',
      '/%73tatic',
      '/large',
      '/empty',
      '/items/a%20b',
      '/items/x.y',
      '/heads',
    ].map((path): [string] => [path]),
    ['/static', { method: 'HEAD' }],
    ['/heads', { method: 'HEAD' }],
    ['/static', { headers: { 'if-none-match': etag } }],
    ['/static', { headers: { 'if-none-match': `"other", W/${etag}` } }],
    ['/static', { headers: { 'if-none-match': '"other"' } }],
    ['/static', { headers: { cookie: '__prerender_bypass=x; a=b' } }],
    ['/static', { method: 'POST' }],
  ]
  for (const [path, init] of questions) {
    const asked = async (): Promise<object> => seen(await fetch(server.url + path, { redirect: 'manual', ...init }))
    const expected = async (): Promise<object> => seen(await direct(new Request(`http://localhost${path}`, init)))
    // Once made or looked at more closely, then ready.
    for (let time = 0; time < 2; time++) await Promise.all([asked(), expected()])
    expect([path, init, await asked()]).toEqual([path, init, await expected()])
  }
  const current = async (): Promise<unknown> => (await fetch(`${server.url}/static`)).json()
  data = 'new'
  expect(await current()).toBe('old')
  await fetch(`${server.url}/purge`, { method: 'POST' })
  expect(await current()).toBe('new')
})
