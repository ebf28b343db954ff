import {
  createECDH,
  createHash,
  createSign,
  generateKeyPairSync,
  randomBytes,
  randomInt,
  randomUUID,
  sign,
} from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { get } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { define, pick, run } from '../../runtime/abi.ts'
import { cached } from '../../runtime/fixture-cached.ts'
import { cacheLife, cacheTag, revalidateTag, updateTag } from '../../runtime/index.ts'
import { createRuntime, inUse, replace } from '../../runtime/instance.ts'
import { mapData, mapStore } from '../../runtime/stores/fixture-map-store.ts'
import { type TestCache, testCache } from '../../runtime/testing.ts'
import { createRoutes } from '../create-routes.ts'
import { cookies, draftMode, headers } from '../headers.ts'
import type { Route } from '../manifest.ts'
import { notFound, redirect } from '../navigation.ts'
import { connection, type NextRequest } from '../server.ts'
import { collectPrerendered, prerender, type PrerenderedRoute, type PrerenderOptions } from './prerender.ts'
import { type Prerendered, readPrerendered, writePrerendered } from './prerendered.ts'

let cache: TestCache
beforeEach(() => {
  cache = testCache()
})
afterEach(() => cache.dispose())

type Get = (request: NextRequest, context: { params: Promise<Record<string, string>> }) => unknown

/** How an answer was found, and what it was. */
type Ask = (path: string) => Promise<unknown[]>

function route(pattern: string, module: object, kind?: 'metadata'): Route {
  const file = `app${pattern === '/' ? '' : pattern}/route.ts`
  return { pattern, file, load: () => Promise.resolve({ ...module }), ...(kind && { kind }) }
}

async function prerenderAll(
  routes: Route[],
  options: PrerenderOptions = { cacheComponents: true },
): Promise<PrerenderedRoute[]> {
  const results: PrerenderedRoute[] = []
  for await (const result of prerender({ routes }, options)) results.push(result)
  return results
}

/** What becomes of a handler with Cache Components. */
async function outcomeOf(GET: Get): Promise<PrerenderedRoute> {
  return (await prerenderAll([route('/a', { GET })]))[0]!
}

const text = ({ answer }: PrerenderedRoute): string => new TextDecoder().decode(answer?.response.body ?? undefined)
const slowly = cached('src/slow.ts#slowly', async (what: string) => {
  await sleep(30)
  return what
})

const own = cached('src/own.ts#own', async () => 'mine', { kind: 'private' })

const random = cached('src/random.ts#random', async () => {
  await sleep(1)
  await readFile(import.meta.filename)
  return [Math.random(), Date.now(), new Date(), randomUUID(), crypto.getRandomValues(new Uint8Array(1))]
})

describe('static', () => {
  test.each<[string, Get]>([
    ['a constant', () => new Response('done')],
    ['awaits of what is there', async () => new Response(await Promise.resolve('done'))],
    [
      'process.nextTick',
      async () => (await new Promise<void>((resolve) => process.nextTick(resolve)), new Response('done')),
    ],
    ['what caches say, however long they take', async () => new Response(await slowly('done'))],
    [
      'caches in a row and side by side',
      async () => new Response((await Promise.all([slowly('do'), slowly('ne')])).join('') && (await slowly('done'))),
    ],
    ['a file read synchronously', () => new Response(readFileSync(import.meta.filename, 'utf8') && 'done')],
    ['the path and the method', (request) => new Response(request.nextUrl.pathname + request.method && 'done')],
    [
      'a given date, and time as a stopwatch',
      () => new Response(`${new Date(0).getTime() + (performance.now() && 0)}` && 'done'),
    ],
    [
      'a given date in words, and in a file',
      () => new Response(new Intl.DateTimeFormat().format(0) + new File([], 'a', { lastModified: 0 }).name && 'done'),
    ],
    ['a hash', () => new Response(createHash('sha256').update('x').digest('hex') && 'done')],
    [
      'a stream that is there',
      () =>
        new Response(
          new ReadableStream({
            start(controller) {
              controller.enqueue('do' as never)
              controller.enqueue(new TextEncoder().encode('ne'))
              controller.close()
            },
          }),
        ),
    ],
    ['draftMode().isEnabled', async () => new Response((await draftMode()).isEnabled ? '' : 'done')],
    ['timers that nobody waits for', () => (setTimeout(() => {}), new Response('done'))],
    [
      'whatever a cached function does',
      async () => {
        return new Response((await random()).length === 5 ? 'done' : '')
      },
    ],
  ])('%s', async (_name, GET) => {
    const result = await outcomeOf(GET)
    expect([result.outcome, result.reason, result.at, result.error]).toEqual(['static', null, null, null])
    expect([text(result), result.size]).toEqual(['done', 4])
  })

  test('redirects and notFound() are answers', async () => {
    expect((await outcomeOf(() => redirect('/b'))).answer?.response).toMatchObject({ status: 307 })
    expect((await outcomeOf(() => notFound())).answer?.response).toMatchObject({ status: 404, body: null })
    expect((await outcomeOf(() => new Response(null, { status: 204 }))).answer?.response).toMatchObject({ status: 204 })
  })

  test('it lives as long as what it was made of, and has its tags', async () => {
    const products = cached('src/products.ts#products', async () => {
      cacheLife('hours')
      cacheTag('products')
      return []
    })
    const { life, tags } = await outcomeOf(async () => Response.json(await products()))
    expect(life).toMatchObject({ revalidate: 3600, expire: 86_400 })
    expect(tags).toEqual(expect.arrayContaining(['products', '_N_T_/a', '_N_T_/a/route']))
  })
})

describe('dynamic, with the call and its line', () => {
  const server = 'http://127.0.0.1:9'
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  test.each<[string, Get]>([
    ['Math.random()', () => new Response(String(Math.random()))],
    ['Date.now()', () => new Response(String(Date.now()))],
    ['new Date()', () => new Response(String(new Date().getTime()))],
    ['Date()', () => new Response(Date())],
    ['crypto.randomUUID()', () => new Response(crypto.randomUUID())],
    ['crypto.randomUUID()', () => new Response(randomUUID())],
    ['crypto.getRandomValues()', () => new Response(crypto.getRandomValues(new Uint8Array(1)))],
    ['crypto.randomBytes()', () => new Response(new Uint8Array(randomBytes(1)))],
    ['crypto.randomInt()', () => new Response(String(randomInt(2)))],
    ['crypto.sign()', () => new Response(new Uint8Array(sign(null, Buffer.from('x'), key)))],
    ['Sign.sign()', () => new Response(createSign('sha256').update('x').sign(key, 'hex'))],
    ['ECDH.generateKeys()', () => new Response(createECDH('secp256k1').generateKeys('hex'))],
    ['Intl.DateTimeFormat.format()', () => new Response(new Intl.DateTimeFormat().format())],
    ['Intl.DateTimeFormat.formatToParts()', () => Response.json(new Intl.DateTimeFormat().formatToParts())],
    ['new File()', () => new Response(String(new File([], 'a').lastModified))],
    ['headers()', async () => Response.json([...(await headers())])],
    ['cookies()', async () => Response.json((await cookies()).size)],
    ['connection()', async () => (await connection(), new Response())],
    ['draftMode().enable()', async () => ((await draftMode()).enable(), new Response())],
    ['revalidateTag()', async () => (await revalidateTag('t', 'max'), new Response())],
    ['request.url', (request) => new Response(request.url)],
    ['request.headers', (request) => new Response(request.headers.get('x'))],
    ['request.nextUrl.searchParams', (request) => new Response(request.nextUrl.searchParams.get('q'))],
    ['new Request(request)', (request) => new Response(new Request(request).headers.get('x'))],
    ['request.json()', async (request) => Response.json(await request.json())],
    ['fetch()', async () => new Response(await (await fetch(server)).text())],
    ['setTimeout()', async () => (await new Promise((resolve) => void setTimeout(resolve, 1)), new Response())],
    ['setImmediate()', async () => (await new Promise((resolve) => void setImmediate(resolve)), new Response())],
    ['readFile()', async () => new Response(await readFile(import.meta.filename))],
    ['get()', async () => (await new Promise((resolve) => get(server, resolve).on('error', resolve)), new Response())],
    ['gzip()', async () => (await new Promise((resolve) => zlib.gzip('x', resolve)), new Response())],
    ['ZLIB', async () => (await promisify(zlib.gzip)('x'), new Response())],
    ['MESSAGEPORT', async () => (await once(new MessageChannel().port1, 'close'), new Response())],
    ['the private function src/own.ts#own', async () => new Response(await own())],
    ['the private function src/own.ts#own', async () => (await Promise.resolve(), new Response(await own()))],
  ])('%s', async (what, GET) => {
    const result = await outcomeOf(GET)
    expect([result.outcome, result.reason, result.error]).toEqual(['dynamic', what, null])
    const line = Number(/^routes\/prerender\/prerender\.test\.ts:(\d+):\d+$/.exec(result.at ?? '')?.[1])
    const source = readFileSync(import.meta.filename, 'utf8').split('\n')[line - 1]
    expect(source).toContain(`['${what}'`)
  })

  test.each<[string, () => () => unknown]>([
    ['Math.random()', () => Math.random],
    ['Date.now()', () => Date.now],
    [
      'crypto.randomUUID()',
      () => (createRequire(import.meta.url)('node:crypto') as { randomUUID: () => string }).randomUUID,
    ],
  ])('%s that a module took aside when it was loaded', async (what, loaded) => {
    const load = async (): Promise<object> => {
      const value = loaded()
      return { GET: () => new Response(String(value())) }
    }
    const [result] = await prerenderAll([{ ...route('/a', {}), load: load as Route['load'] }])
    expect([result?.outcome, result?.reason]).toEqual(['dynamic', what])
  })

  test('that the handler catches it changes nothing', async () => {
    const caught = async (): Promise<Response> => {
      try {
        await cookies()
      } catch {
        // Goes on.
      }
      return new Response('fallback')
    }
    expect(await outcomeOf(caught)).toMatchObject({ outcome: 'dynamic', reason: 'cookies()' })
  })

  test('what a cached function captures of the request is read by the handler', async () => {
    const url = async (request: NextRequest): Promise<unknown> =>
      run(define('src/url.ts#url'), [], async () => 1, [pick(request, { url: 0 })])
    const result = await outcomeOf(async (request) => Response.json(await url(request)))
    expect([result.outcome, result.reason, result.error]).toEqual(['dynamic', 'request.url', null])
    expect(result.at).toMatch(/^routes\/prerender\/prerender\.test\.ts:/)
  })

  test('in a helper, the helper is named', async () => {
    const helper = (): number => Math.random()
    const { at } = await outcomeOf(() => new Response(String(helper())))
    const line = readFileSync(import.meta.filename, 'utf8')
      .split('\n')
      .findIndex((line) => line.includes('const helper ='))
    expect(at).toMatch(new RegExp(`^routes/prerender/prerender.test.ts:${line + 1}:`))
  })

  test('an uncached fetch is not sent; one of a cached function is', async () => {
    const sent = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response('data'))
    const data = cached('src/data.ts#data', async () => (await fetch('http://data.test')).text())
    expect(await outcomeOf(async () => fetch('http://data.test'))).toMatchObject({ outcome: 'dynamic' })
    expect(sent).not.toHaveBeenCalled()
    expect(text(await outcomeOf(async () => new Response(await data())))).toBe('data')
    expect(sent).toHaveBeenCalledOnce()
    sent.mockRestore()
  })

  test('short lives, arguments that differ, states that pass', async () => {
    const brief = cached('src/brief.ts#brief', async () => cacheLife('seconds'))
    const count = cached('src/count.ts#count', async (n: number) => (await sleep(1), n))
    let n = 0
    expect((await outcomeOf(async () => (await brief(), new Response()))).reason).toContain(
      'a short life (stale 30, revalidate 1, expire 60',
    )
    expect((await outcomeOf(async () => Response.json(await count(++n)))).reason).toBe(
      'src/count.ts#count, of which nothing is kept: it throws, or has other arguments each time',
    )
    const missing = cached('src/missing.ts#missing', async () => (await sleep(1), notFound()))
    expect((await outcomeOf(async () => Response.json(await missing()))).reason).toMatch(
      /^src\/missing.ts#missing, of which nothing is kept: it throws/,
    )
    expect((await outcomeOf(() => new Response(null, { status: 503 }))).reason).toBe('the status 503')
  })

  test('a body that takes its time', async () => {
    const GET = (): Response => {
      const stream = new ReadableStream({
        async pull(controller) {
          await sleep(5)
          controller.close()
        },
      })
      return new Response(stream)
    }
    expect((await outcomeOf(GET)).outcome).toBe('dynamic')
  })

  test('globals are what they were, afterwards and for everybody else', async () => {
    const before = [
      Math.random,
      Date,
      Date.now,
      Reflect.get(crypto, 'randomUUID'),
      globalThis.fetch,
      Date.prototype.constructor,
    ]
    let during: unknown[] = []
    const outside = sleep(5).then(() => (during = [Math.random() < 1, new Date() instanceof Date, Date.now() > 0]))
    await outcomeOf(async () => new Response(await slowly('x')))
    await outside
    expect(during).toEqual([true, true, true])
    expect([
      Math.random,
      Date,
      Date.now,
      Reflect.get(crypto, 'randomUUID'),
      globalThis.fetch,
      Date.prototype.constructor,
    ]).toEqual(before)
  })
})

describe('failures', () => {
  test('a handler that throws, or answers with nothing, fails the build', async () => {
    expect(
      await outcomeOf(() => {
        throw new Error('down')
      }),
    ).toMatchObject({ outcome: 'failed', error: { message: 'down' } })
    expect((await outcomeOf(() => undefined)).error).toMatchObject({
      message: expect.stringContaining('returned nothing'),
    })
  })

  test('a cache that is never filled is named', async () => {
    const never = cached('src/never.ts#never', () => new Promise(() => {}))
    const [result] = await prerenderAll([route('/a', { GET: async () => Response.json(await never()) })], {
      cacheComponents: true,
      timeoutSeconds: 0.05,
    })
    expect(String(result?.error)).toContain('src/never.ts#never did not return')
  })

  test.each<[string, Partial<Route>, object]>([
    ['GET of app/a/[id]/route.ts did not answer for /a/1', {}, { GET: () => new Promise(() => {}) }],
    [
      'GET of app/a/[id]/route.ts did not answer for /a/1',
      {},
      {
        GET: () => new Response(new ReadableStream({ pull: (c) => sleep(1).then(() => c.enqueue(new Uint8Array(1))) })),
      },
    ],
    [
      'generateStaticParams() of app/a/[id]/route.ts did not return',
      {},
      { generateStaticParams: () => new Promise(() => {}) },
    ],
    ['app/a/[id]/route.ts was not loaded', { load: () => new Promise(() => {}) }, {}],
  ])('what takes too long is named: %s', async (what, over, module) => {
    const fine = { dynamic: 'force-static', generateStaticParams: () => [{ id: '1' }], GET: () => new Response() }
    const slow = { ...route('/a/[id]', { ...fine, ...module }), ...over }
    const results = await prerenderAll([slow, route('/b', fine)], { timeoutSeconds: 0.05 })
    expect(results.map(({ outcome }) => outcome)).toEqual(['failed', 'static'])
    expect(String(results[0]?.error)).toContain(`${what} within 0.05 s.`)
  })

  test('segment config', async () => {
    const [result] = await prerenderAll([route('/a', { dynamic: 'force-static', GET: () => new Response() })])
    expect(String(result?.error)).toContain('exports `dynamic`, which has no meaning in an app with cacheComponents')
  })
})

describe('paths', () => {
  const GET: Get = async (_request, { params }) => new Response((await params)['id'])

  test('each that generateStaticParams lists; without it, none', async () => {
    const generateStaticParams = async (): Promise<object[]> => [{ id: '7' }, { id: 'a b' }]
    const results = await prerenderAll([
      route('/users/[id]', { GET, generateStaticParams }),
      route('/posts/[id]', { GET }),
      route('/webhook', { POST: GET }),
    ])
    expect(results.map(({ path, outcome, reason }) => [path, outcome, reason])).toEqual([
      ['/users/7', 'static', null],
      ['/users/a%20b', 'static', null],
      [null, 'dynamic', 'parameters: no generateStaticParams'],
      [null, 'dynamic', 'no GET'],
    ])
    expect(results.slice(0, 2).map(text)).toEqual(['7', 'a b'])
  })

  test('a list of none says nothing about the paths there are: the handler runs for each request', async () => {
    let runs = 0
    const routes = [route('/users/[id]', { GET: () => new Response(`${++runs}`), generateStaticParams: () => [] })]
    const results = await prerenderAll(routes)
    expect(results.map(({ path, outcome, reason }) => [path, outcome, reason])).toEqual([
      [null, 'dynamic', 'parameters: generateStaticParams lists nothing that could be tried'],
    ])
    const { fetch } = createRoutes({ routes }, { cacheComponents: true, prerendered: collectPrerendered(results) })
    const ask = async (): Promise<string> => (await fetch(new Request('http://app.test/users/7'))).text()
    expect([await ask(), await ask()]).toEqual(['1', '2'])
  })

  test('where the file decides, paths that are not listed are kept when they are first asked for', async () => {
    const asked: [Route, PrerenderOptions][] = [
      [route('/posts/[id]', { GET, revalidate: 60 }), {}],
      [route('/users/[id]', { GET, generateStaticParams: () => [] }), {}],
      [route('/posts/[id]/icon', { GET }, 'metadata'), {}],
      [route('/posts/[id]/icon', { GET }, 'metadata'), { cacheComponents: true }],
    ]
    for (const [route, options] of asked) {
      const results = await prerenderAll([route], options)
      expect(results.map(({ path, outcome, reason }) => [path, outcome, reason])).toEqual([[null, 'on-demand', null]])
      const { fetch } = createRoutes({ routes: [route] }, { ...options, prerendered: collectPrerendered(results) })
      const ask = async (): Promise<string | null> =>
        (await fetch(new Request(`http://app.test${route.pattern.replace('[id]', '7')}`))).headers.get('x-use-cache')
      expect([await ask(), await ask()]).toEqual(['MISS', 'HIT'])
      cache.dispose()
      cache = testCache()
    }
  })

  test('special files are static unless they read the request', async () => {
    const results = await prerenderAll([
      route(
        '/sitemap.xml',
        { GET: async () => (await sleep(5), new Response(String(Date.now() && 'map'))) },
        'metadata',
      ),
      route('/icon', { GET: async () => Response.json((await cookies()).size) }, 'metadata'),
    ])
    expect(results.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['static', null],
      ['dynamic', 'cookies()'],
    ])
    expect(results[1]?.at).toMatch(/^routes\/prerender\/prerender\.test\.ts:\d+:\d+$/)
  })

  test('without Cache Components, those whose file asks for it', async () => {
    const random: Get = async () => (await sleep(5), new Response(String(Math.random())))
    const results = await prerenderAll(
      [
        route('/plain', { GET: random }),
        route('/static', { GET: random, dynamic: 'force-static', revalidate: 60 }),
        route('/auto', { GET: async () => Response.json((await headers()).get('x')), revalidate: 60 }),
        route('/error', { GET: async () => Response.json((await headers()).get('x')), dynamic: 'error' }),
        route('/dynamic', { GET: random, dynamic: 'force-dynamic' }),
      ],
      {},
    )
    expect(results.map(({ path, outcome, reason }) => [path, outcome, reason])).toEqual([
      [null, 'dynamic', 'it does not ask to be kept'],
      ['/static', 'static', null],
      ['/auto', 'dynamic', 'headers()'],
      ['/error', 'failed', null],
      [null, 'dynamic', "dynamic = 'force-dynamic'"],
    ])
    expect(results[1]?.life).toMatchObject({ revalidate: 60, expire: 31_536_000 })
    expect(String(results[3]?.error)).toContain("exports `dynamic = 'error'` and reads headers()")
  })
})

describe('in a server', () => {
  const folders: string[] = []
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
  })

  test('what a build made is there from the start, and made anew as other answers are', async () => {
    let runs = 0
    const counted = cached('src/count.ts#counted', async () => {
      cacheLife({ revalidate: 60, expire: 3600 })
      return ++runs
    })
    const GET: Get = async (_request, { params }) => Response.json([(await params)['id'], await counted()])
    const routes = [
      route('/all/[id]', { GET, generateStaticParams: () => [{ id: '1' }] }),
      route('/some/[id]', {
        GET: async (request: NextRequest, context: { params: Promise<Record<string, string>> }) => {
          if ((await context.params)['id'] === '2') await cookies()
          return GET(request, context)
        },
        generateStaticParams: () => [{ id: '1' }, { id: '2' }],
      }),
      route('/now', { GET: () => Response.json(Date.now()) }),
    ]
    const folder = await mkdtemp(join(tmpdir(), 'prerendered-'))
    folders.push(folder)
    await writePrerendered(folder, collectPrerendered(await prerenderAll(routes)))
    cache.dispose()
    cache = testCache()
    const { fetch } = createRoutes({ routes }, { cacheComponents: true, prerendered: await readPrerendered(folder) })
    const ask = async (path: string): Promise<unknown[]> => {
      const response = await fetch(new Request(`http://app.test${path}`))
      return [response.headers.get('x-use-cache'), response.status === 200 && (await response.json())]
    }
    expect(runs).toBe(1)
    expect(await ask('/all/1')).toEqual(['PRERENDER', ['1', 1]])
    expect(await ask('/all/3')).toEqual(['MISS', ['3', 2]])
    expect(await ask('/all/3')).toEqual(['HIT', ['3', 2]])
    expect(await ask('/some/1')).toEqual(['PRERENDER', ['1', 1]])
    expect(await ask('/some/2')).toEqual([null, ['2', 2]])
    expect(await ask('/some/3')).toEqual([null, ['3', 2]])
    expect((await ask('/now'))[0]).toBe(null)
    cache.clock.advance('61s')
    expect(await ask('/all/1')).toEqual(['STALE', ['1', 1]])
    await cache.settled()
    expect(await ask('/all/1')).toEqual(['HIT', ['1', 3]])
  })

  test('a store decides first: what it has is newer, and it knows what was invalidated since', async () => {
    const data = mapData()
    let runs = 0
    const tagged = cached('src/tagged.ts#tagged', async (tag: string) => {
      cacheLife('hours')
      cacheTag(tag)
      return ++runs
    })
    const GET: Get = async (_request, { params }) => Response.json(await tagged((await params)['tag'] as string))
    const generateStaticParams = (): object[] => ['asked', 'gone', 'stale', 'kept'].map((tag) => ({ tag }))
    const routes = [route('/[tag]', { GET, generateStaticParams })]
    const build = async (): Promise<Prerendered> => collectPrerendered(await prerenderAll(routes))
    const inProcess = async (prerendered: Prerendered, work: (ask: Ask) => Promise<void>): Promise<void> => {
      const { clock } = cache
      const stores = { default: mapStore(data, () => clock.now()) }
      const before = replace(createRuntime({ stores, clock }))
      const { fetch } = createRoutes(
        { routes },
        { cacheComponents: true, prerendered, version: `${prerendered.answers[0]?.at}` },
      )
      await work(async (path) => {
        const response = await fetch(new Request(`http://app.test${path}`))
        return [response.headers.get('x-use-cache'), await response.json()]
      })
      await inUse.runtime.outer.settled()
      replace(before)
      clock.advance('1m')
    }
    const first = await build()
    cache.clock.advance('1m')
    await inProcess(first, async (ask) => {
      expect(await ask('/asked')).toEqual(['PRERENDER', 1])
      expect(await ask('/asked')).toEqual(['PRERENDER', 1])
      await updateTag('asked')
      expect(await Promise.all([ask('/asked'), ask('/asked')])).toEqual([
        ['MISS', 5],
        ['MISS', 5],
      ])
      await updateTag('gone')
      await revalidateTag('stale', 'max')
    })
    await inProcess(first, async (ask) => {
      expect(await ask('/asked')).toEqual(['HIT', 5])
      expect(await ask('/gone')).toEqual(['MISS', 6])
      expect(await ask('/stale')).toEqual(['STALE', 3])
      expect(await ask('/kept')).toEqual(['PRERENDER', 4])
    })
    cache.dispose()
    cache = testCache({ now: cache.clock.now() })
    const second = await build()
    cache.clock.advance('1m')
    await inProcess(second, async (ask) => {
      for (const path of ['/asked', '/gone', '/kept']) expect((await ask(path))[0]).toBe('PRERENDER')
    })
  })
})
