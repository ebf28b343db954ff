import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { servers, type Ask } from './fixture-servers.ts'
import { cookies, draftMode, headers } from './headers.ts'
import type { FailedRequest, Handler, RouteModule } from './index.ts'
import { forbidden, notFound, permanentRedirect, redirect, unauthorized, unstable_rethrow } from './navigation.ts'
import { after, connection, NextRequest, NextResponse } from './server.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe.each(servers)('behind $name', (server) => {
  const answer = async (module: RouteModule, path = '/', init: Parameters<Ask>[1] = {}) =>
    (await server.start({ '/': module }))(path, init)
  const text = async (module: RouteModule, init: Parameters<Ask>[1] = {}) => (await answer(module, '/', init)).text()

  describe('methods', () => {
    const all = Object.fromEntries(
      ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => [
        method,
        (request: Request) => new Response(`${method} ${request.method}`),
      ]),
    )

    test('each of the seven reaches its handler', async () => {
      const ask = await server.start({
        '/': {
          ...all,
          HEAD: () => new Response(null, { headers: { own: 'head' } }),
          OPTIONS: () => new Response('own options'),
        },
      })
      for (const method of Object.keys(all))
        expect(await (await ask('/', { method })).text()).toBe(`${method} ${method}`)
      expect((await ask('/', { method: 'HEAD' })).headers.get('own')).toBe('head')
      const options = await ask('/', { method: 'OPTIONS' })
      expect(await options.text()).toBe('own options')
      expect(options.headers.has('allow')).toBe(false)
    })

    test('HEAD without a handler: status and headers of GET, no body', async () => {
      const response = await answer(
        { GET: () => Response.json({ a: 1 }, { status: 201, headers: { 'x-a': '1' } }) },
        '/',
        { method: 'HEAD' },
      )
      expect([response.status, response.headers.get('x-a'), response.headers.get('content-type')]).toEqual([
        201,
        '1',
        'application/json',
      ])
      if (server.name !== 'fetch') expect(await response.text()).toBe('')
    })

    test('HEAD ends the stream that GET returns', async () => {
      const cancel = vi.fn<() => void>()
      const response = await answer({ GET: () => new Response(new ReadableStream({ cancel })) }, '/', {
        method: 'HEAD',
      })
      expect(await response.text()).toBe('')
      await vi.waitFor(() => expect(cancel).toHaveBeenCalledOnce())
    })

    test.each([
      ['all', { ...all }, 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT'],
      ['POST alone', { POST: all['POST'] }, 'OPTIONS, POST'],
      ['none', {}, 'OPTIONS'],
    ])('OPTIONS without a handler: 204 and one sorted Allow, with %s', async (_name, module, allow) => {
      const response = await answer(module, '/', { method: 'OPTIONS' })
      expect([response.status, response.headers.get('allow'), await response.text()]).toEqual([204, allow, ''])
    })

    test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'PROPFIND', 'QUERY'])(
      '%s without a handler: 405 with Allow',
      async (method) => {
        const response = await answer({ GET: all['GET'] }, '/', { method })
        expect([response.status, response.headers.get('allow'), await response.text()]).toEqual([
          405,
          'GET, HEAD, OPTIONS',
          '',
        ])
        if (server.name !== 'fetch') expect(response.statusText).toBe('Method Not Allowed')
      },
    )

    test('HEAD where only POST is: 405', async () => {
      expect((await answer({ POST: all['POST'] }, '/', { method: 'HEAD' })).status).toBe(405)
    })

    test('a method that nobody knows', async () => {
      // Node's parser refuses it before anybody can ask.
      expect((await answer(all, '/', { method: 'NONSENSE' })).status).toBe(server.name === 'fetch' ? 501 : 400)
    })

    test('exports that are no methods are not called', async () => {
      const response = await answer({ get: all['GET'], default: all['GET'], GET: 'text', toString: all['GET'] })
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'OPTIONS'])
    })
  })

  describe('what the handler is given', () => {
    test('a NextRequest, and params that are a Promise of the decoded values', async () => {
      const GET: Handler = async (request, context) => {
        expect(request).toBeInstanceOf(NextRequest)
        expect(request).toBeInstanceOf(Request)
        expect(Object.keys(context)).toEqual(['params'])
        expect(context.params).toBeInstanceOf(Promise)
        return Response.json(await context.params)
      }
      const ask = await server.start({ '/': { GET }, '/users/[id]': { GET }, '/files/[[...path]]': { GET } })
      expect(await (await ask('/')).json()).toEqual({})
      expect(await (await ask('/users/a%2Fb')).json()).toEqual({ id: 'a/b' })
      expect(await (await ask('/files')).json()).toEqual({})
      expect(await (await ask('/files/x/y%20z')).json()).toEqual({ path: ['x', 'y z'] })
    })

    test('nextUrl and cookies', async () => {
      const GET: Handler = (request) => {
        const { pathname, searchParams, search } = request.nextUrl
        return Response.json({
          pathname,
          q: searchParams.get('q'),
          search,
          a: request.cookies.get('a')?.value,
          same: request.nextUrl === request.nextUrl,
        })
      }
      const response = await answer({ GET }, '/?q=x%20y', { headers: { cookie: 'a=1%202; b=3' } })
      expect(await response.json()).toEqual({ pathname: '/', q: 'x y', search: '?q=x%20y', a: '1 2', same: true })
    })

    test('the raw body, for signatures', async () => {
      const POST: Handler = async (request) => new Response(await request.arrayBuffer())
      const body = new Uint8Array([0, 255, 10, 13, 0, 128])
      expect(new Uint8Array(await (await answer({ POST }, '/', { method: 'POST', body })).arrayBuffer())).toEqual(body)
    })

    test('a body once as text, and again from a clone', async () => {
      const POST: Handler = async (request) => {
        const copy = request.clone()
        return new Response(`${await request.text()} ${JSON.stringify(await copy.json())} ${request.bodyUsed}`)
      }
      expect(await text({ POST }, { method: 'POST', body: '{"a":1}' })).toBe('{"a":1} {"a":1} true')
    })

    test('a form', async () => {
      const POST: Handler = async (request) => {
        const form = await request.formData()
        const file = form.get('file') as File
        return Response.json([form.get('name'), file.name, await file.text()])
      }
      const body = new FormData()
      body.set('name', 'Ana')
      body.set('file', new File(['content'], 'a.txt'))
      expect(JSON.parse(await text({ POST }, { method: 'POST', body }))).toEqual(['Ana', 'a.txt', 'content'])
    })

    test('a streamed body as it comes', async () => {
      const POST: Handler = (request) => new Response(request.body)
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('a'))
          controller.enqueue(new TextEncoder().encode('b'))
          controller.close()
        },
      })
      expect(await text({ POST }, { method: 'POST', body, duplex: 'half' })).toBe('ab')
    })

    test('a request that can be copied, and sent on', async () => {
      const upstream = await servers[1]!.start({
        '/': {
          POST: async (request: Request) => new Response(`${request.headers.get('x-a')} ${await request.text()}`),
        },
      })
      const target = (await upstream('/', { method: 'OPTIONS' })).url
      const POST: Handler = (request) => fetch(new Request(target, request))
      const copies: Handler = async (request) => new Response(await new NextRequest(request).text())
      const ask = await server.start({ '/': { POST }, '/copy': { POST: copies } })
      expect(await (await ask('/', { method: 'POST', body: 'sent on', headers: { 'x-a': '1' } })).text()).toBe(
        '1 sent on',
      )
      expect(await (await ask('/copy', { method: 'POST', body: 'copied' })).text()).toBe('copied')
    })
  })

  describe('what the handler returns', () => {
    test('is sent as it is', async () => {
      const GET = () =>
        new Response('made', {
          status: 418,
          statusText: 'Teapot',
          headers: [
            ['x-a', '1'],
            ['set-cookie', 'a=1'],
            ['set-cookie', 'b=2'],
          ],
        })
      const response = await answer({ GET })
      expect([
        response.status,
        response.statusText,
        response.headers.get('x-a'),
        response.headers.getSetCookie(),
        await response.text(),
      ]).toEqual([418, 'Teapot', '1', ['a=1', 'b=2'], 'made'])
    })

    test.each([
      ['text', 'héllo', 'text/plain;charset=UTF-8'],
      ['bytes', new TextEncoder().encode('héllo'), null],
      ['a blob', new Blob(['héllo'], { type: 'text/x' }), 'text/x'],
      ['search parameters', new URLSearchParams({ 'a b': 'c' }), 'application/x-www-form-urlencoded;charset=UTF-8'],
    ])('%s', async (_name, body, type) => {
      const response = await answer({ GET: () => new Response(body) })
      expect(response.headers.get('content-type')?.replace('; ', ';') ?? null).toBe(type)
      expect(await response.text()).toBe(body instanceof URLSearchParams ? 'a+b=c' : 'héllo')
    })

    test('headers that are no text, or have space around them', async () => {
      const headers = { 'x-number': 1, 'x-line': ' made of a file\n' } as Record<string, unknown>
      const response = await answer({ GET: () => new Response('x', { headers: headers as Record<string, string> }) })
      expect([response.headers.get('x-number'), response.headers.get('x-line')]).toEqual(['1', 'made of a file'])
    })

    test.each([204, 205, 304])('%s, which has no body', async (status) => {
      const response = await answer({ GET: () => new Response(null, { status }) })
      expect([response.status, await response.text()]).toEqual([status, ''])
    })

    test('Response.redirect() and NextResponse.redirect()', async () => {
      const ask = await server.start({
        '/a': { GET: () => Response.redirect('https://x.example/1', 301) },
        '/b': { GET: (request: Request) => NextResponse.redirect(new URL('/c?d=e', request.url)) },
      })
      const [a, b] = [await ask('/a'), await ask('/b')]
      expect([a.status, a.headers.get('location')]).toEqual([301, 'https://x.example/1'])
      expect([b.status, new URL(b.headers.get('location')!).pathname]).toEqual([307, '/c'])
    })

    test('one response returned twice is the same twice, and keeps nobody’s cookies', async () => {
      const kept = new Response(null, { status: 204, headers: { 'x-a': '1' } })
      const GET: Handler = async (request) => {
        const user = request.nextUrl.searchParams.get('user')
        if (user !== null) (await cookies()).set('user', user)
        return kept
      }
      const ask = await server.start({ '/': { GET } })
      const [first, second] = [await ask('/?user=ana'), await ask('/')]
      expect([first.status, first.headers.get('x-a'), first.headers.getSetCookie()]).toEqual([
        204,
        '1',
        ['user=ana; Path=/'],
      ])
      expect([second.status, second.headers.get('x-a'), second.headers.getSetCookie()]).toEqual([204, '1', []])
    })

    describe('how long it is and how it travels is for the server to say', () => {
      const lies = {
        'Content-Length': '3',
        'transfer-encoding': 'chunked',
        connection: 'x-a',
        'keep-alive': 'timeout=1',
        trailer: 'x-a',
        'x-a': '1',
      }
      const stream = (): ReadableStream => new Blob(['hello']).stream()
      test.each([
        ['text', () => new Response('hello', { headers: lies })],
        ['bytes', () => new NextResponse(bytes('hello'), { headers: Object.entries(lies) })],
        ['a blob', () => new Response(new Blob(['hello']), { headers: new Headers(lies) })],
        ['a stream', () => new Response(stream(), { headers: lies })],
        [
          'headers that are set afterwards',
          () => {
            const response = new Response('hello')
            for (const [name, value] of Object.entries(lies)) response.headers.set(name, value)
            return response
          },
        ],
      ])('%s', async (_name, GET) => {
        const ask = await server.start({ '/': { GET } })
        for (let time = 0; time < 2; time++) {
          const response = await ask('/')
          const { headers } = response
          expect([headers.get('x-a'), headers.get('trailer'), headers.get('keep-alive') === 'timeout=1']).toEqual([
            '1',
            null,
            false,
          ])
          expect(headers.get('content-length') ?? '5').toBe('5')
          expect(await response.text()).toBe('hello')
        }
      })

      test('where onError answers, too', async () => {
        const onError = () => new Response('sorry', { headers: lies })
        const ask = await server.start({ '/': { GET: () => Promise.reject(new Error('no')) } }, { onError })
        expect(await (await ask('/')).text()).toBe('sorry')
      })

      test('a HEAD handler says how long the body would be', async () => {
        const ask = await server.start({
          '/known': { HEAD: () => new Response(null, { headers: { 'content-length': '1234' } }) },
          '/unknown': { HEAD: () => new Response(null) },
        })
        const lengthOf = async (path: string) => (await ask(path, { method: 'HEAD' })).headers.get('content-length')
        expect([await lengthOf('/known'), await lengthOf('/unknown')]).toEqual(['1234', null])
      })
    })

    describe('what fetch() gave was decoded', () => {
      const text = 'unpacked '.repeat(100)
      const packed = async (): Promise<string> => {
        const upstream = createServer((_request, response) => {
          response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'text/plain', 'x-a': '1' })
          response.end(gzipSync(text))
        }).listen(0, '127.0.0.1')
        onTestFinished(() => void upstream.close())
        await new Promise((resolve) => upstream.once('listening', resolve))
        return `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/`
      }
      test.each<[string, (target: string) => Promise<Response>]>([
        ['itself', (target) => fetch(target)],
        [
          'its body and its headers',
          async (target) => {
            const response = await fetch(target)
            return new Response(response.body, response)
          },
        ],
        [
          'its text and its headers',
          async (target) => {
            const response = await fetch(target)
            return new NextResponse(await response.text(), { headers: new Headers(response.headers) })
          },
        ],
      ])('%s', async (_name, make) => {
        const target = await packed()
        const ask = await server.start({
          '/': { GET: () => make(target) },
          '/kept': { dynamic: 'force-static', GET: () => make(target) },
        })
        for (const path of ['/', '/kept', '/kept']) {
          const response = await ask(path)
          expect([response.headers.get('content-encoding'), response.headers.get('x-a')]).toEqual([null, '1'])
          expect(await response.text()).toBe(text)
        }
      })
    })

    test('what a handler has encoded itself says so', async () => {
      const gzip = gzipSync('unpacked')
      const ask = await server.start({
        '/bytes': {
          GET: () =>
            new Response(gzip, { headers: { 'content-encoding': 'gzip', 'content-length': `${gzip.length}` } }),
        },
        '/stream': {
          GET: () => {
            const stream = new Blob(['unpacked']).stream().pipeThrough(new CompressionStream('gzip'))
            return new Response(stream, { headers: { 'content-encoding': 'gzip' } })
          },
        },
      })
      for (const path of ['/bytes', '/stream']) {
        const response = await ask(path)
        expect(response.headers.get('content-encoding')).toBe('gzip')
        const body = await response.bytes()
        expect(new TextDecoder().decode(server.name === 'fetch' ? gunzipSync(body) : body)).toBe('unpacked')
      }
    })
  })

  describe('failures', () => {
    const failing = async (GET: (request: NextRequest) => unknown) => {
      const failures: [unknown, FailedRequest][] = []
      const ask = await server.start(
        { '/': { GET } },
        { onError: (error, where) => void failures.push([error, where]) },
      )
      const response = await ask('/')
      return {
        status: response.status,
        body: await response.text(),
        type: response.headers.get('content-type'),
        errors: failures.map(([error]) => error),
        where: failures[0]?.[1],
      }
    }

    test.each([
      [
        'throws',
        () => {
          throw new RangeError('no')
        },
      ],
      ['rejects', () => Promise.reject(new RangeError('no'))],
    ])('a handler that %s: 500, empty, said once', async (_name, GET) => {
      const result = await failing(GET)
      expect(result).toMatchObject({ status: 500, body: '', type: null, errors: [new RangeError('no')] })
      expect(result.where?.route.file).toBe('app/route.ts')
    })

    test.each([
      [undefined, 'returned nothing'],
      [null, 'returned null'],
      ['text', 'returned a string'],
      [{ a: 1 }, 'returned a plain object'],
      [[1], 'returned an array'],
      [new Date(), 'returned an instance of Date'],
      [NextResponse.next(), 'returned NextResponse.next()'],
      [NextResponse.rewrite('http://x.example/'), 'returned NextResponse.rewrite()'],
      [Response.error(), 'returned Response.error()'],
    ])('a handler that returns %s: 500, and an error that names file, method and what came', async (value, message) => {
      const { status, body, errors } = await failing(() => value)
      expect([status, body, errors.length]).toEqual([500, '', 1])
      expect((errors[0] as Error).message).toContain(`The GET handler of app/route.ts (/) ${message}`)
    })

    test('a response whose body was read already', async () => {
      const GET = async () => {
        const response = new Response(new ReadableStream({ start: (controller) => controller.close() }))
        await response.text()
        return response
      }
      expect((await failing(GET)).status).toBe(500)
    })

    test.each([
      ['a value of two lines', () => new Response('x', { headers: { a: 'b\r\nx: 1' } })],
      ['a value of two lines, in a list', () => new Response('x', { headers: [['a', 'b\nx: 1']] })],
      ['a value beyond Latin-1', () => new NextResponse('x', { headers: { a: '✓' } })],
      ['a name with a space', () => new Response('x', { headers: { 'a b': '1' } })],
      ['a reason of two lines', () => new Response('x', { statusText: 'a\r\nb: c' })],
    ])('a header that cannot be sent: %s', async (_name, GET) => {
      const { status, body, errors, where } = await failing(GET)
      expect([status, body, errors]).toEqual([500, '', [expect.any(TypeError)]])
      expect(where?.route.file).toBe('app/route.ts')
    })

    test('without onError they are logged', async () => {
      const log = vi.spyOn(console, 'error').mockImplementation(() => {})
      const error = new Error('no')
      const response = await answer({ GET: () => Promise.reject(error) }, '/?secret=1')
      expect(response.status).toBe(500)
      expect(log.mock.calls).toEqual([['GET / failed in app/route.ts:', error]])
      log.mockRestore()
    })

    test('onError may answer', async () => {
      const ask = await server.start(
        { '/': { GET: () => Promise.reject(new Error('no')) } },
        { onError: () => new Response('sorry', { status: 503 }) },
      )
      const response = await ask('/')
      expect([response.status, await response.text()]).toEqual([503, 'sorry'])
    })
  })

  describe('redirect() and its like', () => {
    const ending = async (end: () => void, init: Parameters<Ask>[1] = {}) => {
      const handler = async () => {
        ;(await cookies()).set('seen', '1')
        end()
      }
      const response = await answer({ GET: handler, POST: handler }, '/', init)
      return [response.status, response.headers.get('location'), await response.text(), response.headers.getSetCookie()]
    }
    const seen = ['seen=1; Path=/']

    test('statuses, empty bodies, and the cookies that were set', async () => {
      expect(await ending(() => redirect('/next'))).toEqual([307, '/next', '', seen])
      expect(await ending(() => permanentRedirect('https://x.example/a?b=c#d'))).toEqual([
        308,
        'https://x.example/a?b=c#d',
        '',
        seen,
      ])
      expect(await ending(notFound)).toEqual([404, null, '', seen])
      expect(await ending(forbidden)).toEqual([403, null, '', seen])
      expect(await ending(unauthorized)).toEqual([401, null, '', seen])
    })

    test('303 after a form was posted', async () => {
      const post = async (end: () => void, body: FormData | URLSearchParams | string) =>
        (await ending(end, { method: 'POST', body }))[0]
      const form = new FormData()
      form.set('a', '1')
      expect(await post(() => redirect('/n'), new URLSearchParams({ a: '1' }))).toBe(303)
      expect(await post(() => permanentRedirect('/n'), form)).toBe(303)
      expect(await post(() => redirect('/n'), '{}')).toBe(307)
    })

    test('a location cannot smuggle headers in', async () => {
      expect(await ending(() => redirect('/ü\r\nset-cookie: x=y'))).toEqual([
        307,
        '/%C3%BC%0D%0Aset-cookie:%20x=y',
        '',
        seen,
      ])
    })

    test('unstable_rethrow lets them pass a catch', async () => {
      const GET = () => {
        try {
          notFound()
        } catch (error) {
          unstable_rethrow(new Error('other'))
          unstable_rethrow(new Error('wrapped', { cause: error }))
        }
        return new Response('caught')
      }
      expect((await answer({ GET })).status).toBe(404)
    })
  })

  describe('cookies(), headers(), connection(), draftMode()', () => {
    test('headers() are those of the request, and cannot be changed', async () => {
      const GET = async () => {
        await connection()
        const given = await headers()
        expect(() => (given as Headers).set('x-a', '2')).toThrow("can't be changed")
        return Response.json({
          a: given.get('X-A'),
          same: given === (await headers()),
          all: [...given].filter(([name]) => name === 'x-a'),
        })
      }
      expect(JSON.parse(await text({ GET }, { headers: { 'x-a': '1' } }))).toEqual({
        a: '1',
        same: true,
        all: [['x-a', '1']],
      })
    })

    test('cookies() reads, sets and deletes', async () => {
      const GET = async () => {
        const jar = await cookies()
        const before = jar.getAll().map(({ name, value }) => `${name}=${value}`)
        jar.set('b', 'two words', { httpOnly: true, maxAge: 60, sameSite: 'lax' }).delete('a')
        jar.set({ name: 'c', value: '3', path: '/only', secure: true })
        return Response.json({ before, a: jar.has('a'), b: jar.get('b'), size: jar.size })
      }
      const response = await answer({ GET }, '/', { headers: { cookie: 'a=1; z=%E4%BD%A0' } })
      expect(await response.json()).toEqual({
        before: ['a=1', 'z=你'],
        a: false,
        b: { name: 'b', value: 'two words' },
        size: 3,
      })
      expect(response.headers.getSetCookie()).toEqual([
        expect.stringMatching(/^b=two%20words; Max-Age=60; Path=\/; Expires=.* GMT; HttpOnly; SameSite=Lax$/),
        'a=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
        'c=3; Path=/only; Secure',
      ])
    })

    test('cookies of other systems, whatever their names, do not keep a handler from setting its own', async () => {
      const GET = async () => {
        const jar = await cookies()
        jar.set('own', '1')
        return new Response(jar.toString())
      }
      const response = await answer({ GET }, '/', { headers: { cookie: 'foo bar=1; é=2; =3; a=4' } })
      expect([response.status, response.headers.getSetCookie()]).toEqual([200, ['own=1; Path=/']])
      expect(await response.text()).toBe('foo bar=1; é=2; =3; a=4; own=1')
    })

    test('what the response sets itself wins over cookies()', async () => {
      const GET = async () => {
        ;(await cookies()).set('a', 'ambient').set('b', 'ambient')
        const response = NextResponse.json({})
        response.cookies.set('a', 'own')
        return response
      }
      expect((await answer({ GET })).headers.getSetCookie()).toEqual(['a=own; Path=/', 'b=ambient; Path=/'])
    })

    test('cookies() also reach responses whose headers cannot be changed', async () => {
      const GET = async () => {
        ;(await cookies()).set('a', '1')
        return Response.redirect('https://x.example/')
      }
      expect((await answer({ GET })).headers.getSetCookie()).toEqual(['a=1; Path=/'])
    })

    test('requests at the same time do not see each other', async () => {
      const GET: Handler = async (request) => {
        const id = request.nextUrl.searchParams.get('id')!
        ;(await cookies()).set('id', id)
        await new Promise((resolve) => setTimeout(resolve, 10))
        return new Response(`${id} ${(await headers()).get('x-id')} ${(await cookies()).get('id')?.value}`)
      }
      const ask = await server.start({ '/': { GET } })
      const answers = await Promise.all(
        Array.from({ length: 20 }, async (_, id) => (await ask(`/?id=${id}`, { headers: { 'x-id': `${id}` } })).text()),
      )
      expect(answers).toEqual(Array.from({ length: 20 }, (_, id) => `${id} ${id} ${id}`))
    })

    test('draft mode lives in a cookie that cannot be guessed', async () => {
      const ask = await server.start({
        '/': { GET: async () => new Response(String((await draftMode()).isEnabled)) },
        '/on': { GET: async () => ((await draftMode()).enable(), new Response(String((await draftMode()).isEnabled))) },
        '/off': { GET: async () => ((await draftMode()).disable(), new Response()) },
      })
      expect(await (await ask('/')).text()).toBe('false')
      const on = await ask('/on')
      expect(await on.text()).toBe('true')
      const [cookie = ''] = on.headers.getSetCookie()
      expect(cookie).toMatch(/^__prerender_bypass=.{30,}; Path=\/; HttpOnly; SameSite=Lax$/)
      expect(await (await ask('/', { headers: { cookie: cookie.split(';')[0]! } })).text()).toBe('true')
      expect(await (await ask('/', { headers: { cookie: '__prerender_bypass=guess' } })).text()).toBe('false')
      expect((await ask('/off')).headers.getSetCookie()[0]).toContain('Expires=Thu, 01 Jan 1970')
    })
  })

  test('an empty draftSecret lets nobody see drafts', async () => {
    const GET = async () => new Response(String((await draftMode()).isEnabled))
    const ask = await server.start({ '/': { GET } }, { draftSecret: '' })
    expect(await (await ask('/', { headers: { cookie: '__prerender_bypass=' } })).text()).toBe('false')
    expect(await (await ask('/')).text()).toBe('false')
  })

  describe('streams', () => {
    test('text and bytes, in the order given', async () => {
      const GET = () => {
        const stream = new ReadableStream({
          start(controller) {
            controller.enqueue('hello ')
            controller.enqueue(new TextEncoder().encode('wörld'))
            controller.close()
          },
        })
        return new Response(stream, { headers: { 'content-type': 'text/plain' } })
      }
      expect(await text({ GET })).toBe('hello wörld')
    })

    test('each chunk leaves when it is there: server-sent events', async () => {
      let next: (() => void) | undefined
      const GET = () => {
        const stream = new ReadableStream({
          async pull(controller) {
            await new Promise<void>((resolve) => (next = resolve))
            controller.enqueue('data: tick\n\n')
          },
        })
        return new Response(stream, { headers: { 'content-type': 'text/event-stream' } })
      }
      const reader = (await answer({ GET })).body!.getReader()
      for (let tick = 0; tick < 3; tick++) {
        const chunk = reader.read()
        await vi.waitFor(() => expect(next).toBeDefined())
        next!()
        next = undefined
        expect(await new Response((await chunk).value).text()).toBe('data: tick\n\n')
      }
      await reader.cancel()
    })

    test('a reader that leaves cancels the stream', async () => {
      const cancel = vi.fn<() => void>()
      const GET = () =>
        new Response(new ReadableStream({ pull: (controller) => controller.enqueue(bytes('x')), cancel }))
      const reader = (await answer({ GET })).body!.getReader()
      await reader.read()
      await reader.cancel()
      await vi.waitFor(() => expect(cancel).toHaveBeenCalledOnce())
    })

    test('a stream that fails half-way cuts the answer, and is said once', async () => {
      const errors: unknown[] = []
      const GET = () => {
        let chunks = 0
        const pull = async (controller: ReadableStreamDefaultController) => {
          if (chunks++ === 0) return controller.enqueue(bytes('half'))
          await new Promise((resolve) => setTimeout(resolve, 50))
          throw new Error('broken')
        }
        return new Response(new ReadableStream({ pull }))
      }
      const ask = await server.start({ '/': { GET } }, { onError: (error) => void errors.push(error) })
      const response = await ask('/')
      expect(response.status).toBe(200)
      await expect(response.text()).rejects.toThrow()
      expect(errors).toEqual([new Error('broken')])
    })
  })

  describe('streams of other things', () => {
    test.each([
      ['an object', { a: 1 }],
      ['a number', 1],
      ['null', null],
      ['numbers', new Uint16Array(1)],
    ])('%s: the answer is cut, and what was wrong is said once', async (_name, chunk) => {
      const errors: unknown[] = []
      const cancel = vi.fn<() => void>()
      const GET = () => {
        const pull = (controller: ReadableStreamDefaultController) => controller.enqueue(chunk)
        return new Response(new ReadableStream({ pull, cancel }))
      }
      const ask = await server.start({ '/': { GET } }, { onError: (error) => void errors.push(error) })
      await expect(ask('/').then((response) => response.text())).rejects.toThrow()
      await vi.waitFor(() => expect(cancel).toHaveBeenCalledOnce())
      expect(errors.map(String)).toEqual([expect.stringMatching(/^TypeError: .* must be text or bytes/)])
    })
  })

  describe('after()', () => {
    test('runs when the response is sent, in order, with the request still there', async () => {
      const ran: string[] = []
      let finish: (() => void) | undefined
      const GET = () => {
        after(async () => void ran.push(`first ${(await headers()).get('x-a')}`))
        after(() => {
          ran.push('second')
          after(() => void ran.push('nested'))
        })
        const stream = new ReadableStream({
          start: (controller) => (controller.enqueue('x'), (finish = () => controller.close())),
        })
        return new Response(stream)
      }
      const response = await answer({ GET }, '/', { headers: { 'x-a': '1' } })
      await new Promise((resolve) => setTimeout(resolve, 20))
      expect(ran).toEqual([])
      finish!()
      expect(await response.text()).toBe('x')
      await vi.waitFor(() => expect(ran.toSorted()).toEqual(['first 1', 'nested', 'second']))
    })

    test.each([
      ['a plain answer', () => new Response('x')],
      ['an answer without a body', () => new Response(null, { status: 204 })],
      ['a redirect', () => redirect('/x')],
      ['a failure', () => Promise.reject(new Error('no'))],
      [
        'an answer that cannot be sent',
        async () => {
          const response = new Response(new ReadableStream({ start: (controller) => controller.close() }))
          await response.text()
          return response
        },
      ],
    ])('runs after %s', async (_name, end) => {
      const task = vi.fn<() => void>()
      const ask = await server.start({ '/': { GET: () => (after(task), end()) } }, { onError: () => {} })
      await (await ask('/')).text()
      await vi.waitFor(() => expect(task).toHaveBeenCalledOnce())
    })

    test('a task that fails is logged and changes nothing', async () => {
      const log = vi.spyOn(console, 'error').mockImplementation(() => {})
      const GET = () => {
        after(() => {
          throw new Error('task')
        })
        after(Promise.reject(new Error('promise')))
        return new Response('fine')
      }
      expect(await text({ GET })).toBe('fine')
      await vi.waitFor(() => expect(log).toHaveBeenCalledTimes(2))
      expect(log.mock.calls.map(([, error]) => (error as Error).message).toSorted()).toEqual(['promise', 'task'])
      log.mockRestore()
    })
  })

  describe('limits', () => {
    const reading = { POST: async (request: Request) => new Response(`${(await request.text()).length}`) }
    const limited = () =>
      server.start(
        { '/': reading, '/large': reading },
        { maxBodyBytes: (pattern) => (pattern === '/large' ? 1000 : 10) },
      )
    const chunks = (count: number) =>
      new ReadableStream({
        start(controller) {
          for (let index = 0; index < count; index++) controller.enqueue(new TextEncoder().encode('xxxxx'))
          controller.close()
        },
      })

    test('a body that says that it is too large: 413, and the handler never runs', async () => {
      const ask = await limited()
      expect((await ask('/', { method: 'POST', body: 'x'.repeat(11) })).status).toBe(413)
      expect(await (await ask('/', { method: 'POST', body: 'x'.repeat(10) })).text()).toBe('10')
      expect(await (await ask('/large', { method: 'POST', body: 'x'.repeat(1000) })).text()).toBe('1000')
    })

    test('a body that turns out to be too large: 413', async () => {
      const ask = await limited()
      expect((await ask('/', { method: 'POST', body: chunks(3), duplex: 'half' })).status).toBe(413)
      expect(await (await ask('/', { method: 'POST', body: chunks(2), duplex: 'half' })).text()).toBe('10')
    })

    test('a handler cannot hide it', async () => {
      const POST = async (request: Request) => new Response(await request.text().catch(() => 'hidden'))
      const ask = await server.start({ '/': { POST } }, { maxBodyBytes: 10 })
      expect((await ask('/', { method: 'POST', body: chunks(3), duplex: 'half' })).status).toBe(413)
    })
  })

  describe('paths', () => {
    test('404, 400, and 308 to the path without superfluous slashes, whatever the method', async () => {
      const ask = await server.start({ '/a/[b]': { GET: () => new Response('a') } })
      const outcome = async (path: string, init?: RequestInit) => {
        const response = await ask(path, init)
        return [response.status, response.headers.get('location'), await response.text()]
      }
      expect(await outcome('/a/b')).toEqual([200, null, 'a'])
      expect(await outcome('/nowhere')).toEqual([404, null, ''])
      expect(await outcome('/nowhere', { method: 'OPTIONS' })).toEqual([404, null, ''])
      expect(await outcome('/a/%zz')).toEqual([400, null, ''])
      expect(await outcome('/a/%00')).toEqual([400, null, ''])
      expect(await outcome('/a/b/?q=1/')).toEqual([308, '/a/b?q=1/', ''])
      expect(await outcome('/a//b', { method: 'POST', body: 'x' })).toEqual([308, '/a/b', ''])
      expect(await outcome('/x/../a/./b')).toEqual([200, null, 'a'])
      expect(await outcome('/x/%2e%2e/a/b')).toEqual([200, null, 'a'])
    })
  })
})

test('a module that fails to load: 500, and another try at the next request', async () => {
  const { createRoutes } = await import('./index.ts')
  const errors: unknown[] = []
  let tries = 0
  const load = () =>
    ++tries === 1
      ? Promise.reject(new SyntaxError('half written'))
      : Promise.resolve({ GET: () => new Response('fine') })
  const routes = createRoutes(
    { routes: [{ pattern: '/', file: 'app/route.ts', load }] },
    { onError: (error) => void errors.push(error) },
  )
  const ask = () => routes.fetch(new Request('http://localhost/'))
  expect((await ask()).status).toBe(500)
  expect(await (await ask()).text()).toBe('fine')
  expect(await (await ask()).text()).toBe('fine')
  expect([tries, errors]).toEqual([2, [new SyntaxError('half written')]])
})

test('the host is asked to stay for what after() was given', async () => {
  const { createRoutes } = await import('./index.ts')
  class Context {
    readonly kept: Promise<unknown>[] = []
    waitUntil(promise: Promise<unknown>): void {
      this.kept.push(promise)
    }
  }
  const done: string[] = []
  const GET = () => {
    after(new Promise<void>((resolve) => setTimeout(resolve, 20)).then(() => done.push('promise')))
    after(() => void done.push('task'))
    return new Response('x')
  }
  const routes = createRoutes({
    routes: [{ pattern: '/', file: 'app/route.ts', load: () => Promise.resolve({ GET }) }],
  })
  const context = new Context()
  await (await routes.fetch(new Request('http://localhost/'), context)).text()
  await vi.waitFor(() => expect(context.kept).toHaveLength(2))
  await Promise.all(context.kept)
  expect(done.toSorted()).toEqual(['promise', 'task'])
})

test.each([
  ['cookies()', () => cookies()],
  ['headers()', () => headers()],
  ['draftMode()', () => draftMode()],
  ['connection()', () => connection()],
  ['after()', async () => after(() => {})],
])('%s outside of a request says so', async (name, call) => {
  await expect(call()).rejects.toThrow(`${name} was called outside of a request`)
})
