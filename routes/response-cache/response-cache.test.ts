import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cached } from '../../runtime/fixture-cached.ts'
import { cacheLife, cacheTag, revalidatePath, revalidateTag, updateTag } from '../../runtime/index.ts'
import { createRuntime, inUse, replace, type Runtime } from '../../runtime/instance.ts'
import { mapData, mapStore } from '../../runtime/stores/fixture-map-store.ts'
import { type TestCache, testCache } from '../../runtime/testing.ts'
import { servers } from '../fixture-servers.ts'
import { cookies, draftMode, headers } from '../headers.ts'
import { cors, createRoutes, type Manifest, type RoutesOptions } from '../index.ts'
import { notFound, redirect } from '../navigation.ts'
import { after, connection, NextRequest } from '../server.ts'

let cache: TestCache
beforeEach(() => {
  cache = testCache({ now: '2030-01-01' })
})
afterEach(() => cache.dispose())

type Ask = (path: string, init?: RequestInit) => Promise<Response>
const silent = { onError: () => undefined }

function routesOf(modules: Readonly<Record<string, object>>, options: RoutesOptions = silent, kind?: 'metadata'): Ask {
  const routes = Object.entries(modules).map(([pattern, module]): Manifest['routes'][number] => ({
    pattern,
    file: `app${pattern}/route.ts`,
    load: () => Promise.resolve({ ...module }),
    ...(kind && { kind }),
  }))
  const { fetch } = createRoutes({ routes }, options)
  return (path, init) => fetch(new Request(`http://app.test${path}`, init))
}

/** A GET that counts its runs, and says which it is. */
function counting(extra: object = { dynamic: 'force-static' }, respond = (run: number) => new Response(`run ${run}`)) {
  let runs = 0
  return { ...extra, GET: () => respond(++runs) }
}

const outcomeOf = (response: Response): string | null => response.headers.get('x-use-cache')

describe('what is kept', () => {
  test.each([
    ['no segment config', {}, null],
    ["dynamic = 'auto'", { dynamic: 'auto' }, null],
    ["dynamic = 'force-dynamic'", { dynamic: 'force-dynamic', revalidate: 60 }, null],
    ['revalidate = 0', { revalidate: 0 }, null],
    ["dynamic = 'force-static'", { dynamic: 'force-static' }, 's-maxage=31536000'],
    ["dynamic = 'error'", { dynamic: 'error' }, 's-maxage=31536000'],
    ['revalidate = false', { revalidate: false }, 's-maxage=31536000'],
    ['revalidate = 60', { revalidate: 60 }, 's-maxage=60, stale-while-revalidate=31535940'],
  ])('%s', async (_name, config, cacheControl) => {
    const ask = routesOf({ '/a': counting(config) })
    const first = await ask('/a')
    expect([await first.text(), first.headers.get('cache-control'), outcomeOf(first)]).toEqual([
      'run 1',
      cacheControl,
      cacheControl && 'MISS',
    ])
    const second = await ask('/a?other=query')
    expect([await second.text(), outcomeOf(second)]).toEqual(cacheControl ? ['run 1', 'HIT'] : ['run 2', null])
  })

  test('generateStaticParams: each path has its own answer, however it is written', async () => {
    let runs = 0
    const ask = routesOf({
      '/users/[id]': {
        generateStaticParams: () => [],
        GET: async (_request: NextRequest, { params }: { params: Promise<{ id: string }> }) =>
          new Response(`${(await params).id} ${++runs}`),
      },
    })
    const texts = async (...paths: string[]): Promise<string[]> =>
      Promise.all(paths.map(async (path) => (await ask(path)).text()))
    expect(await texts('/users/a%20b', '/users/%61%20b', '/users/7')).toEqual(['a b 1', 'a b 1', '7 2'])
  })

  test('dynamicParams = false: other paths are not there', async () => {
    const generateStaticParams = vi.fn(() => [{ id: '7' }])
    const ask = routesOf({ '/users/[id]': { ...counting(), generateStaticParams, dynamicParams: false } })
    expect([(await ask('/users/7')).status, (await ask('/users/8')).status]).toEqual([200, 404])
    expect(generateStaticParams).toHaveBeenCalledOnce()
  })

  test('dynamicParams = false holds for routes that run for each request, and for every method', async () => {
    const generateStaticParams = (): object[] => [{ id: '7' }]
    const module = { generateStaticParams, dynamicParams: false, dynamic: 'force-dynamic', ...counting({}) }
    const ask = routesOf({ '/users/[id]': { ...module, POST: () => new Response('posted') } })
    const statuses = async (path: string): Promise<number[]> => [
      (await ask(path)).status,
      (await ask(path, { method: 'POST' })).status,
    ]
    expect([await statuses('/users/7'), await statuses('/users/8')]).toEqual([
      [200, 200],
      [404, 404],
    ])
  })

  test('a thousand paths that depend on the request change nothing for the others', async () => {
    let runs = 0
    const GET = async (request: NextRequest, { params }: { params: Promise<{ id: string }> }): Promise<Response> => {
      if ((await params).id !== '7') request.headers.get('x')
      return new Response(`${++runs}`)
    }
    const ask = routesOf({ '/users/[id]': { revalidate: 60, GET } })
    for (let id = 1000; id < 2001; id++) await ask(`/users/${id}`)
    expect([outcomeOf(await ask('/users/7')), outcomeOf(await ask('/users/7'))]).toEqual(['MISS', 'HIT'])
  })

  test.each([
    [() => 'x' as never, 'must return an array, got a value of type string'],
    [() => [{ id: 7 as never }], '`id` must be a string, got a value of type number'],
  ])('generateStaticParams that lists no params is an error', async (generateStaticParams, words) => {
    const onError = vi.fn()
    const ask = routesOf({ '/users/[id]': { ...counting(), generateStaticParams, dynamicParams: false } }, { onError })
    expect((await ask('/users/7')).status).toBe(500)
    expect(String(onError.mock.calls[0]?.[0])).toContain(words)
  })

  test.each([
    [{ dynamic: 'static' }, {}, '`dynamic` as "static"'],
    [{ revalidate: 1.5 }, {}, '`revalidate` as 1.5'],
    [{ dynamicParams: 1 }, {}, '`dynamicParams` as 1'],
    [{ dynamic: 'force-static' }, { cacheComponents: true }, 'exports `dynamic`, which has no meaning'],
  ])('config that means nothing is an error: %o', async (config, options, words) => {
    const onError = vi.fn()
    const ask = routesOf({ '/a': counting(config) }, { onError, ...options })
    expect((await ask('/a')).status).toBe(500)
    expect(String(onError.mock.calls[0]?.[0])).toContain(words)
  })

  test('with Cache Components a handler that no build has looked at runs for each request', async () => {
    const ask = routesOf({ '/a': counting({}) }, { cacheComponents: true })
    expect([await (await ask('/a')).text(), await (await ask('/a')).text()]).toEqual(['run 1', 'run 2'])
  })

  test('special files are kept unless they read the request', async () => {
    const ask = routesOf({ '/robots.txt': counting({}) }, silent, 'metadata')
    expect([await (await ask('/robots.txt')).text(), await (await ask('/robots.txt')).text()]).toEqual([
      'run 1',
      'run 1',
    ])
  })
})

describe('what the handler sees', () => {
  const everything = async (request: NextRequest): Promise<Response> => {
    await connection()
    return Response.json({
      url: request.url,
      href: request.nextUrl.href,
      query: [...request.nextUrl.searchParams],
      headers: [...request.headers],
      own: [...(await headers())],
      cookies: [request.cookies.size, (await cookies()).size],
      draft: (await draftMode()).isEnabled,
      method: request.method,
      pathname: request.nextUrl.pathname,
    })
  }

  test('force-static: a request without headers, cookies and query, the same for all', async () => {
    const ask = routesOf({ '/a/[id]': { dynamic: 'force-static', GET: everything } })
    const response = await ask('/a/b%20c?q=1', { method: 'HEAD', headers: { cookie: 'a=1', authorization: 'secret' } })
    expect(response.status).toBe(200)
    expect(await (await ask('/a/b%20c')).json()).toEqual({
      url: 'http://localhost:3000/a/b%20c',
      href: 'http://localhost:3000/a/b%20c',
      query: [],
      headers: [],
      own: [],
      cookies: [0, 0],
      draft: false,
      method: 'GET',
      pathname: '/a/b%20c',
    })
  })

  const readings: [string, (request: NextRequest) => unknown][] = [
    ['headers()', () => headers()],
    ['cookies()', () => cookies()],
    ['connection()', () => connection()],
    ['draftMode().enable()', async () => (await draftMode()).enable()],
    ['revalidateTag()', () => revalidateTag('t')],
    ['revalidatePath()', () => revalidatePath('/')],
    ['updateTag()', () => updateTag('t')],
    ['request.url', (request) => request.url],
    ['request.headers', (request) => request.headers.get('x')],
    ['request.cookies', (request) => request.cookies.get('x')],
    ['request.body', (request) => request.body],
    ['request.text()', (request) => request.text()],
    ['request.json()', (request) => request.json()],
    ['request.clone()', (request) => request.clone()],
    ['new Request(request)', (request) => new Request(request)],
    ['new Request(request)', (request) => new NextRequest(request)],
    ['new Request(request)', (request) => fetch(request, { signal: AbortSignal.abort() })],
    ['request.nextUrl.search', (request) => request.nextUrl.search],
    ['request.nextUrl.searchParams', (request) => request.nextUrl.searchParams],
    ['request.nextUrl.host', (request) => request.nextUrl.host],
    ['request.nextUrl.toString()', (request) => String(request.nextUrl)],
  ]

  test.each(readings)('auto: a handler that reads %s runs for each request, with that request', async (_name, read) => {
    let runs = 0
    const GET = async (request: NextRequest): Promise<Response> => {
      await (async () => read(request))().catch(() => {})
      return new Response(`${++runs} ${request.headers.get('x-who')}`)
    }
    const ask = routesOf({ '/a': { revalidate: 60, GET } })
    const as = async (who: string): Promise<[string, string | null]> => {
      const response = await ask('/a', { headers: { 'x-who': who } })
      return [(await response.text()).split(' ')[1]!, outcomeOf(response)]
    }
    expect(await Promise.all([as('ann'), as('bob')])).toEqual([
      ['ann', null],
      ['bob', null],
    ])
    expect(await as('cid')).toEqual(['cid', null])
  })

  test('auto: a handler that reads the request in a refresh runs for each request from then on', async () => {
    let isPersonal = false
    const GET = async (): Promise<Response> => new Response(isPersonal ? (await headers()).get('x-who') : 'everybody')
    const ask = routesOf({ '/a': { revalidate: 60, GET } })
    const as = async (who: string): Promise<string> => (await ask('/a', { headers: { 'x-who': who } })).text()
    expect(await as('ann')).toBe('everybody')
    isPersonal = true
    cache.clock.advance('61s')
    expect(await as('ann')).toBe('everybody')
    await cache.settled()
    expect([await as('ann'), await as('bob')]).toEqual(['ann', 'bob'])
  })

  test.each(readings)("dynamic = 'error': reading %s is an error that says where", async (name, read) => {
    const onError = vi.fn()
    const GET = async (request: NextRequest): Promise<Response> => {
      await (async () => read(request))().catch(() => {})
      return new Response('caught')
    }
    const ask = routesOf({ '/a': { dynamic: 'error', GET } }, { onError })
    expect((await ask('/a')).status).toBe(500)
    expect(onError).toHaveBeenCalledOnce()
    expect(String(onError.mock.calls[0]?.[0])).toContain(
      `GET of app/a/route.ts exports \`dynamic = 'error'\` and reads ${name}, at routes/response-cache/response-cache.test.ts:`,
    )
  })

  test('the path and the method are the same for all', async () => {
    const GET = (request: NextRequest): Response => new Response(request.method + request.nextUrl.pathname)
    const ask = routesOf({ '/a': { dynamic: 'error', GET } })
    expect(await (await ask('/a')).text()).toBe('GET/a')
  })

  test('private functions are not for answers that everybody gets', async () => {
    const own = cached('src/own.ts#own', async () => 'mine', { kind: 'private' })
    const GET = async (): Promise<Response> => new Response(await own())
    const ask = routesOf({
      '/auto': { revalidate: 60, GET },
      '/static': { dynamic: 'force-static', GET },
      '/dynamic': { GET },
    })
    const results = await Promise.all(['/auto', '/static', '/dynamic'].map((path) => ask(path)))
    expect(results.map((response) => [response.status, outcomeOf(response)])).toEqual([
      [200, null],
      [500, null],
      [200, null],
    ])
  })
})

describe('methods', () => {
  const module = { ...counting(), POST: async (request: Request) => new Response(`posted ${await request.text()}`) }

  test('only GET and HEAD consult and fill', async () => {
    const ask = routesOf({ '/a/[id]': { ...counting(), POST: module.POST, generateStaticParams: () => [] } })
    const form = { 'content-type': 'application/x-www-form-urlencoded', 'next-action': 'x' }
    expect(await (await ask('/a/1', { method: 'POST', body: 'x', headers: form })).text()).toBe('posted x')
    for (const method of ['DELETE', 'PUT', 'PATCH']) expect((await ask('/a/1', { method })).status).toBe(405)
    expect((await ask('/a/1', { method: 'PROPFIND' })).status).toBe(405)
    const options = await ask('/a/1', { method: 'OPTIONS' })
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS, POST'])
    expect(outcomeOf(await ask('/a/1'))).toBe('MISS')
    expect(await (await ask('/a/1', { method: 'POST', body: 'y' })).text()).toBe('posted y')
    expect(await (await ask('/a/1')).text()).toBe('run 1')
  })

  test.each(servers)('HEAD fills with the answer to GET, and has its length ($name)', async (server) => {
    const ask = await server.start({ '/a': counting() })
    const head = await ask('/a', { method: 'HEAD' })
    expect([outcomeOf(head), head.headers.get('content-length'), await head.text()]).toEqual(['MISS', '5', ''])
    const get = await ask('/a')
    expect([outcomeOf(get), await get.text()]).toEqual(['HIT', 'run 1'])
  })

  test('a HEAD of its own is asked itself', async () => {
    const ask = routesOf({ '/a': { ...counting(), HEAD: () => new Response(null, { headers: { x: 'own' } }) } })
    expect((await ask('/a', { method: 'HEAD' })).headers.get('x')).toBe('own')
  })

  test('a Range is for those who have it; the whole is always right', async () => {
    const ask = routesOf({ '/a': counting() })
    const response = await ask('/a', { headers: { range: 'bytes=0-1' } })
    expect([response.status, await response.text()]).toEqual([200, 'run 1'])
  })
})

describe.each(servers)('headers ($name)', (server) => {
  test('an ETag, and 304 for those who have the answer', async () => {
    const ask = await server.start({ '/a': counting() })
    const etag = (await ask('/a')).headers.get('etag')!
    expect(etag).toMatch(/^"[\w-]{27}"$/)
    const status = async (value: string): Promise<number> =>
      (await ask('/a', { headers: { 'if-none-match': value } })).status
    const values = [etag, `W/${etag}`, '*', `"other", W/${etag}`, '"other"', etag.slice(1, -1)]
    expect(await Promise.all(values.map(status))).toEqual([304, 304, 304, 304, 200, 200])
    const known = await ask('/a', { headers: { 'if-none-match': etag } })
    expect([await known.text(), known.headers.get('etag'), known.headers.get('cache-control')]).toEqual([
      '',
      etag,
      's-maxage=31536000',
    ])
    expect([known.headers.get('content-type'), outcomeOf(known)]).toEqual([null, 'HIT'])
  })

  test('a 304 says where the answer has a place of its own', async () => {
    const GET = (): Response => new Response('a', { headers: { etag: '"a"', 'content-location': '/a.txt' } })
    const ask = await server.start({ '/a': { dynamic: 'force-static', GET } })
    const { status, headers } = await ask('/a', { headers: { 'if-none-match': '"a"' } })
    expect([status, headers.get('content-location'), headers.get('content-type')]).toEqual([304, '/a.txt', null])
  })

  test('bytes, types and repeated headers come back as they were', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
    const GET = (): Response => {
      const response = new Response(bytes, { status: 203, headers: { 'content-type': 'image/x', link: '<a>', x: '1' } })
      response.headers.append('link', '<b>')
      return response
    }
    const ask = await server.start({ '/a': { dynamic: 'force-static', GET } })
    for (const outcome of ['MISS', 'HIT']) {
      const response = await ask('/a')
      expect([response.status, outcomeOf(response), response.headers.get('link')]).toEqual([203, outcome, '<a>, <b>'])
      expect(response.headers.get('content-type')).toBe('image/x')
      expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
    }
  })

  test.each([204, 205])('the status %i, which has no body', async (status) => {
    const ask = await server.start({ '/a': { dynamic: 'force-static', GET: () => new Response(null, { status }) } })
    expect([(await ask('/a')).status, (await ask('/a')).status]).toEqual([status, status])
  })

  test('a stream is read once and kept', async () => {
    const GET = (): Response => {
      const stream = new ReadableStream({
        async start(controller) {
          for (const part of ['a', 'b']) {
            await new Promise((resolve) => setTimeout(resolve, 1))
            controller.enqueue(part)
          }
          controller.close()
        },
      })
      return new Response(stream)
    }
    const ask = await server.start({ '/a': { dynamic: 'force-static', GET } })
    expect([await (await ask('/a')).text(), await (await ask('/a')).text()]).toEqual(['ab', 'ab'])
  })
})

describe('what is left out', () => {
  test('Set-Cookie is never kept, and the developer is told', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const GET = async (): Promise<Response> => {
      ;(await cookies()).set('session', 'secret')
      return new Response('hello', { headers: { 'set-cookie': 'other=secret' } })
    }
    const ask = routesOf({ '/cookies': { dynamic: 'force-static', GET } })
    expect((await ask('/cookies')).headers.getSetCookie()).toEqual([])
    expect((await ask('/cookies')).headers.getSetCookie()).toEqual([])
    expect(warn.mock.calls).toEqual([
      ['GET of app/cookies/route.ts sets cookies, but its answer is kept for everybody: they are left out.'],
    ])
    warn.mockRestore()
  })

  test("a Cache-Control of the handler's own is left alone", async () => {
    const ask = routesOf({ '/a': counting(undefined, () => new Response('', { headers: { 'cache-control': 'x' } })) })
    expect((await ask('/a')).headers.get('cache-control')).toBe('x')
  })

  test('cors() looks at each request, also where the answer is kept', async () => {
    const route = cors({ origin: ['https://a.test', 'https://b.test'] }, { GET: counting().GET })
    const ask = routesOf({ '/a': { dynamic: 'force-static', ...route } })
    const allowed = async (origin: string): Promise<unknown[]> => {
      const response = await ask('/a', { headers: { origin } })
      return [response.headers.get('access-control-allow-origin'), response.headers.get('vary'), await response.text()]
    }
    expect(await allowed('https://a.test')).toEqual(['https://a.test', 'Origin', 'run 1'])
    expect(await allowed('https://b.test')).toEqual(['https://b.test', 'Origin', 'run 1'])
    expect(await allowed('https://c.test')).toEqual([null, 'Origin', 'run 1'])
  })
})

describe('time', () => {
  test('stale answers are served while they are made anew, once for all', async () => {
    const ask = routesOf({ '/a': counting({ revalidate: 60 }) })
    await ask('/a')
    cache.clock.advance('61s')
    const both = await Promise.all([ask('/a'), ask('/a')])
    expect(both.map(outcomeOf)).toEqual(['STALE', 'STALE'])
    expect([both[0].headers.get('age'), await both[0].text(), await both[1].text()]).toEqual(['61', 'run 1', 'run 1'])
    await cache.settled()
    const fresh = await ask('/a')
    expect([outcomeOf(fresh), await fresh.text(), fresh.headers.get('age')]).toEqual(['HIT', 'run 2', null])
  })

  test('the handler runs once for all who ask at the same time', async () => {
    const ask = routesOf({ '/a': counting() })
    const texts = await Promise.all(Array.from({ length: 10 }, async () => (await ask('/a')).text()))
    expect(new Set(texts)).toEqual(new Set(['run 1']))
  })

  test('an answer lives no longer than the caches it used, and has their tags', async () => {
    let queries = 0
    const products = cached('src/products.ts#products', async () => {
      cacheLife('hours')
      cacheTag('products')
      return ++queries
    })
    const GET = async (): Promise<Response> => Response.json(await products())
    const ask = routesOf({ '/a': { dynamic: 'force-static', GET }, '/b': { revalidate: 60, GET } })
    expect((await ask('/a')).headers.get('cache-control')).toBe('s-maxage=3600, stale-while-revalidate=82800')
    expect((await ask('/b')).headers.get('cache-control')).toBe('s-maxage=60, stale-while-revalidate=86340')
    await revalidateTag('products', 'max')
    const stale = await ask('/a')
    expect([outcomeOf(stale), await stale.json()]).toEqual(['STALE', 1])
    await cache.settled()
    const fresh = await ask('/a')
    expect([outcomeOf(fresh), await fresh.json()]).toEqual(['HIT', 2])
    await updateTag('products')
    const missed = await ask('/a')
    expect([outcomeOf(missed), await missed.json()]).toEqual(['MISS', 3])
  })

  test.each([
    [{ expire: 20 }, { dynamic: 'force-static' }, 's-maxage=20'],
    [{ revalidate: 5, expire: 20 }, { dynamic: 'force-static' }, 's-maxage=5, stale-while-revalidate=15'],
    [{ expire: 20 }, { revalidate: 60 }, 's-maxage=20'],
    [{ revalidate: 1.5, expire: 20 }, { revalidate: 60 }, 's-maxage=1, stale-while-revalidate=19'],
  ])('made of what has %o, with %o: caches between are told of no more', async (life, config, cacheControl) => {
    const short = cached('src/short.ts#short', async () => (cacheLife(life), 'tea'))
    const ask = routesOf({ '/a': { ...config, GET: async () => new Response(await short()) } })
    expect((await ask('/a')).headers.get('cache-control')).toBe(cacheControl)
  })

  test('so does one that a cached function has thrown', async () => {
    let there = false
    const product = cached('src/product.ts#product', async () => {
      cacheLife('hours')
      cacheTag('product')
      return there ? 'tea' : notFound()
    })
    const ask = routesOf({ '/a': { dynamic: 'force-static', GET: async () => new Response(await product()) } })
    const missing = await ask('/a')
    expect(missing.status).toBe(404)
    expect(missing.headers.get('cache-control')).toBe('s-maxage=3600, stale-while-revalidate=82800')
    there = true
    expect(outcomeOf(await ask('/a'))).toBe('HIT')
    await updateTag('product')
    expect(await (await ask('/a')).text()).toBe('tea')
  })

  test('what uses something that is not kept is not kept', async () => {
    let runs = 0
    const now = cached('src/now.ts#now', async () => {
      cacheLife({ revalidate: 0 })
      return ++runs
    })
    const ask = routesOf({ '/a': { dynamic: 'force-static', GET: async () => Response.json(await now()) } })
    const response = await ask('/a')
    expect(response.headers.get('cache-control')).toBe('private, no-cache, no-store, max-age=0, must-revalidate')
    expect(await (await ask('/a')).json()).toBe(2)
  })
})

test('in a store that several processes share, one makes the answer for all', async () => {
  const data = mapData()
  let runs = 0
  const inProcess = async (work: (ask: Ask) => Promise<void>): Promise<void> => {
    const before = replace(
      createRuntime({ stores: { default: mapStore(data, () => cache.clock.now()) }, clock: cache.clock }),
    )
    try {
      const GET = (): Response =>
        new Response(Uint8Array.of(++runs), { status: 203, headers: { 'x-made': `run ${runs}` } })
      await work(routesOf({ '/a': { revalidate: 60, GET } }))
      await inUse.runtime.outer.settled()
    } finally {
      replace(before)
    }
  }
  const outcomes: unknown[] = []
  const expectRun = async (ask: Ask, run: number): Promise<void> => {
    const response = await ask('/a')
    outcomes.push(outcomeOf(response))
    expect([response.status, response.headers.get('x-made'), [...(await response.bytes())]]).toEqual([
      203,
      `run ${run}`,
      [run],
    ])
  }
  await inProcess((ask) => expectRun(ask, 1))
  cache.clock.advance('10s')
  await inProcess(async (ask) => {
    await expectRun(ask, 1)
    expect((await ask('/a')).headers.get('age')).toBe('10')
    expect(outcomes).toEqual(['MISS', 'HIT'])
    await revalidatePath('/a')
    await expectRun(ask, 2)
  })
  await inProcess((ask) => expectRun(ask, 2))
})

describe('failures', () => {
  const failing = [
    [
      'throws',
      () => {
        throw new Error('down')
      },
    ],
    ['answers 503', () => new Response('down', { status: 503 })],
    ['answers with nothing', () => undefined as never],
    ['has a body that breaks', () => new Response(new ReadableStream({ start: (c) => c.error(new Error('cut')) }))],
  ] as const

  test.each(failing)('a refresh that %s leaves the good answer', async (_name, fail) => {
    const ask = routesOf({
      '/a': counting({ revalidate: 60 }, (run) => (run === 2 ? fail() : new Response(`run ${run}`))),
    })
    await ask('/a')
    cache.clock.advance('61s')
    expect(await (await ask('/a')).text()).toBe('run 1')
    await cache.settled()
    const still = await ask('/a')
    expect([still.status, await still.text(), outcomeOf(still)]).toEqual([200, 'run 1', 'STALE'])
    await cache.settled()
    expect(await (await ask('/a')).text()).toBe('run 3')
  })

  test.each(failing)(
    'a first GET that %s is an error for those who waited, told once, and tried again',
    async (_name, fail) => {
      const onError = vi.fn()
      const ask = routesOf(
        { '/a': counting(undefined, (run) => (run === 1 ? fail() : new Response('good'))) },
        { onError },
      )
      const both = await Promise.all([ask('/a'), ask('/a')])
      const status = _name === 'answers 503' ? 503 : 500
      expect(both.map((response) => [response.status, outcomeOf(response)])).toEqual([
        [status, null],
        [status, null],
      ])
      expect(onError).toHaveBeenCalledTimes(status === 503 ? 0 : 1)
      expect(both[0].headers.get('cache-control')).toBe('private, no-cache, no-store, max-age=0, must-revalidate')
      expect(await (await ask('/a')).text()).toBe('good')
    },
  )

  test.each([400, 401, 403, 429, 500])('%i is not kept', async (status) => {
    const ask = routesOf({ '/a': counting(undefined, (run) => new Response(`${run}`, { status })) })
    expect([await (await ask('/a')).text(), await (await ask('/a')).text()]).toEqual(['1', '2'])
  })

  test('what onError answers with, for all who waited, has nothing of one client', async () => {
    const onError: RoutesOptions['onError'] = (_, { request: { url, headers } }) =>
      new Response(`sorry ${headers.get('cookie')} ${url}`)
    const { promise, reject } = Promise.withResolvers<Response>()
    const ask = routesOf({ '/a': { revalidate: 60, GET: () => promise } }, { onError })
    const asked = ['alice', 'bob'].map((cookie) => ask(`/a?${cookie}`, { headers: { cookie } }))
    reject(new Error('broken'))
    for (const response of await Promise.all(asked))
      expect(await response.text()).toBe('sorry null http://localhost:3000/a')
  })

  test('what onError answers with is not kept', async () => {
    const onError = (): Response => new Response('sorry')
    const ask = routesOf(
      { '/a': counting(undefined, (run) => (run === 1 ? (undefined as never) : new Response('good'))) },
      { onError },
    )
    expect([await (await ask('/a')).text(), await (await ask('/a')).text()]).toEqual(['sorry', 'good'])
  })

  test('the request has long been answered when after() runs, and its tasks may invalidate', async () => {
    const order: string[] = []
    const GET = (): Response => {
      after(async () => {
        await revalidateTag('t')
        order.push('after')
      })
      order.push('handler')
      return new Response('')
    }
    const ask = routesOf({ '/a': { dynamic: 'force-static', GET } })
    await ask('/a')
    order.push('answered')
    await vi.waitFor(() => expect(order).toEqual(['handler', 'answered', 'after']))
    await ask('/a')
    expect(order).toHaveLength(3)
  })
})

describe('revalidatePath', () => {
  const users = () => {
    let runs = 0
    const GET = (): Response => new Response(`${++runs}`)
    return { '/users/[id]': { generateStaticParams: () => [], GET } }
  }

  test.each<[string, Parameters<typeof revalidatePath>, boolean]>([
    ['a literal path', ['/users/a b'], true],
    ['a literal path as in a URL', ['/users/a%20b'], true],
    ['a pattern of a route', ['/users/[id]', 'route'], true],
    ["a pattern of a 'page'", ['/users/[id]', 'page'], true],
    ['the layout above', ['/users', 'layout'], true],
    ['everything', ['/', 'layout'], true],
    ['a pattern with groups', ['/(shop)/users/(list)/[id]', 'route'], true],
    ['the layout of a group', ['/(shop)', 'layout'], true],
    ['another path', ['/users/b'], false],
    ['another layout', ['/user', 'layout'], false],
    ['another pattern', ['/users/[name]', 'route'], false],
    ['the path above', ['/users'], false],
  ])('%s', async (_name, path, gone) => {
    const ask = routesOf(users())
    await ask('/users/a%20b')
    await revalidatePath(...path)
    const response = await ask('/users/a%20b')
    expect([outcomeOf(response), await response.text()]).toEqual(gone ? ['MISS', '2'] : ['HIT', '1'])
  })

  test('redirects and answers that something is not there can be removed, too', async () => {
    let there = false
    const GET = (): Response => {
      if (there) return new Response('there')
      return notFound()
    }
    const ask = routesOf({
      '/a': { dynamic: 'force-static', GET },
      '/b': { dynamic: 'force-static', GET: () => (there ? new Response('there') : redirect('/c')) },
    })
    expect([(await ask('/a')).status, (await ask('/b')).status]).toEqual([404, 307])
    expect([outcomeOf(await ask('/a')), (await ask('/b')).headers.get('location')]).toEqual(['HIT', '/c'])
    there = true
    await revalidatePath('/a')
    await revalidatePath('/b')
    expect([await (await ask('/a')).text(), await (await ask('/b')).text()]).toEqual(['there', 'there'])
  })

  test('a handler that runs for each request gets nothing older, whoever has used it meanwhile', async () => {
    let queries = 0
    const data = cached('src/data.ts#data', async (name: string) => `${name} ${++queries}`)
    const outer = cached('src/data.ts#outer', async () => data('nested'))
    const GET = async (): Promise<Response> => new Response(`${await data('x')}, ${await outer()}`)
    const ask = routesOf({ '/a': { GET }, '/b': { GET } })
    const texts = async (...paths: string[]): Promise<string[]> => {
      const found: string[] = []
      for (const path of paths) found.push(await (await ask(path)).text())
      return found
    }
    expect(await texts('/a', '/b')).toEqual(['x 1, nested 2', 'x 1, nested 2'])
    await revalidatePath('/a')
    expect(await texts('/b', '/b', '/a', '/a', '/b')).toEqual([
      'x 1, nested 2',
      'x 1, nested 2',
      'x 3, nested 4',
      'x 3, nested 4',
      'x 3, nested 4',
    ])
  })

  test('what the route is made of is made anew with it, and stays for others', async () => {
    let queries = 0
    const data = cached('src/data.ts#data', async (name: string) => `${name} ${++queries}`)
    const outer = cached('src/data.ts#outer', async () => data('nested'))
    const GET = async (): Promise<Response> => new Response(`${await data('x')}, ${await outer()}`)
    const ask = routesOf({ '/a': { dynamic: 'force-static', GET } })
    expect(await (await ask('/a')).text()).toBe('x 1, nested 2')
    await revalidatePath('/a')
    expect(await (await ask('/a')).text()).toBe('x 3, nested 4')
    expect(await (await ask('/a')).text()).toBe('x 3, nested 4')
  })

  test('what it is made of is made anew in other processes, too, and in those that start later', async () => {
    const data = mapData()
    const start = (): Runtime => {
      const store = { ...mapStore(data, () => cache.clock.now()), subscribe: () => () => {} }
      return createRuntime({ clock: cache.clock, stores: { default: store } })
    }
    const inProcess = async <Value>(runtime: Runtime, work: () => Promise<Value>): Promise<Value> => {
      const before = replace(runtime)
      const value = await work()
      await runtime.outer.settled()
      replace(before)
      return value
    }
    let queries = 0
    const price = cached('src/price.ts#price', async () => ++queries)
    const GET = async (): Promise<Response> => Response.json(await price())
    const ask = routesOf({ '/a': { GET }, '/b': { dynamic: 'force-static', GET } })
    const json = (runtime: Runtime, path: string): Promise<number> =>
      inProcess(runtime, async () => (await ask(path)).json() as Promise<number>)
    const [one, other] = [start(), start()]
    expect([await json(one, '/a'), await json(other, '/a')]).toEqual([1, 1])
    cache.clock.advance('10s')
    await inProcess(one, () => revalidatePath('/a'))
    expect([await json(other, '/a'), await json(other, '/a')]).toEqual([2, 2])
    cache.clock.advance('10s')
    await inProcess(one, () => revalidatePath('/b'))
    cache.clock.advance('10s')
    const later = start()
    expect([await json(later, '/b'), await json(later, '/b'), await json(later, '/a')]).toEqual([3, 3, 3])
  })
})

test('draft mode goes past what is kept, and changes nothing of it', async () => {
  const draftSecret = 'a secret of the app'
  const GET = async (request: NextRequest): Promise<Response> =>
    new Response(`${(await draftMode()).isEnabled} ${request.headers.get('x')}`)
  const ask = routesOf(
    {
      '/static': { dynamic: 'force-static', GET },
      '/auto': { revalidate: 60, GET: counting().GET },
      '/dynamic': { GET },
    },
    { draftSecret },
  )
  const headers = { cookie: `__prerender_bypass=${draftSecret}`, x: 'own' }
  const asDraft = async (path: string): Promise<unknown[]> => {
    const response = await ask(path, { headers })
    return [await response.text(), outcomeOf(response), response.headers.get('cache-control')]
  }
  const keptByNobody = 'private, no-cache, no-store, max-age=0, must-revalidate'
  expect(await asDraft('/static')).toEqual(['true null', null, keptByNobody])
  expect(await (await ask('/static')).text()).toBe('false null')
  expect(await asDraft('/static')).toEqual(['true null', null, keptByNobody])
  expect(await (await ask('/auto')).text()).toBe('run 1')
  expect(await asDraft('/auto')).toEqual(['run 2', null, keptByNobody])
  expect(await (await ask('/auto')).text()).toBe('run 1')
  expect(await asDraft('/dynamic')).toEqual(['true own', null, keptByNobody])
  const wrong = await ask('/auto', { headers: { cookie: '__prerender_bypass=guess' } })
  expect(outcomeOf(wrong)).toBe('HIT')
})
