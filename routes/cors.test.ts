import { describe, expect, test } from 'vitest'
import { cors, testRoute } from './index.ts'
import { notFound } from './navigation.ts'

const ok = () => Response.json({ ok: true })
const app = 'https://app.example'
const cross = (headers: Record<string, string> = {}) => ({ headers: { origin: app, ...headers } })
const preflight = (method: string, headers: Record<string, string> = {}) => ({
  method: 'OPTIONS',
  ...cross({ 'access-control-request-method': method, ...headers }),
})
const corsHeaders = (response: Response) =>
  Object.fromEntries([...response.headers].filter(([name]) => name.startsWith('access-control-') || name === 'vary'))

describe('preflight', () => {
  test.each([
    ['GET alone', { GET: ok }, 'GET, HEAD, OPTIONS'],
    ['POST alone', { POST: ok }, 'OPTIONS, POST'],
    ['several', { DELETE: ok, PUT: ok, GET: ok }, 'DELETE, GET, HEAD, OPTIONS, PUT'],
  ])('is answered for %s', async (_name, handlers, methods) => {
    const response = await testRoute(
      cors({}, handlers),
      preflight('POST', { 'access-control-request-headers': 'x-a, content-type' }),
    )
    expect(response.status).toBe(204)
    expect(response.headers.get('allow')).toBe(methods)
    expect(corsHeaders(response)).toEqual({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': methods,
      'access-control-allow-headers': 'x-a, content-type',
      vary: 'Access-Control-Request-Headers, Origin',
    })
  })

  test('with everything said', async () => {
    const options = {
      origin: [app, 'https://other.example'],
      credentials: true,
      allowHeaders: ['x-a'],
      exposeHeaders: ['x-b'],
      maxAge: 600,
    }
    expect(corsHeaders(await testRoute(cors(options, { POST: ok }), preflight('POST')))).toEqual({
      'access-control-allow-origin': app,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'OPTIONS, POST',
      'access-control-allow-headers': 'x-a',
      'access-control-expose-headers': 'x-b',
      'access-control-max-age': '600',
      vary: 'Origin',
    })
  })

  test('from an origin that is not allowed: nothing is allowed', async () => {
    const response = await testRoute(cors({ origin: 'https://else.example' }, { POST: ok }), preflight('POST'))
    expect([response.status, corsHeaders(response)]).toEqual([204, { vary: 'Origin' }])
  })

  test('an OPTIONS handler of one’s own stays', async () => {
    const response = await testRoute(cors({}, { OPTIONS: () => new Response('own') }), preflight('GET'))
    expect([await response.text(), response.headers.get('access-control-allow-origin')]).toEqual(['own', '*'])
  })
})

test.each([
  ['a name', app, true],
  ['another name', 'https://app.example.evil.example', false],
  ['a list', [app], true],
  ['a pattern', /^https:\/\/\w+\.example$/g, true],
  ['a function', (origin: string) => origin.endsWith('.example'), true],
  ['a function that says no', () => false, false],
])('origins by %s', async (_name, origin, allowed) => {
  const module = cors({ origin }, { GET: ok })
  for (let time = 0; time < 2; time++) {
    const response = await testRoute(module, cross())
    expect(response.headers.get('access-control-allow-origin')).toBe(allowed ? app : null)
    expect(response.headers.get('vary')).toBe('Origin')
  }
})

test('without an origin nothing is said but Vary', async () => {
  expect(corsHeaders(await testRoute(cors({ origin: app }, { GET: ok })))).toEqual({ vary: 'Origin' })
})

test('Vary is added to', async () => {
  const response = await testRoute(
    cors({}, { GET: () => new Response(null, { headers: { vary: 'Accept' } }) }),
    cross(),
  )
  expect(response.headers.get('vary')).toBe('Accept, Origin')
})

test.each([
  ['a failure', () => Promise.reject(new Error('no')), 500],
  ['a wrong answer', () => 'text', 500],
  ['notFound()', () => notFound(), 404],
])('errors are readable too: %s', async (_name, GET, status) => {
  const response = await testRoute(cors({ origin: app }, { GET }), { ...cross(), onError: () => {} })
  expect([response.status, corsHeaders(response)]).toEqual([
    status,
    { 'access-control-allow-origin': app, vary: 'Origin' },
  ])
})

const large = { maxBodyBytes: 3, method: 'POST', ...cross({ 'content-length': '4' }), body: 'four' }

test.each([
  ['a body that is too large', {}, large, 413],
  ['a method that is not there', {}, { ...cross(), method: 'DELETE' }, 405],
  ['parameters that are not listed', { generateStaticParams: () => [] }, cross(), 404],
  ['a list of parameters that is none', { generateStaticParams: () => 'none' }, cross(), 500],
])('answers that come without the handler are readable too: %s', async (_name, more, test, status) => {
  const module = { ...cors({ origin: app }, { GET: ok, POST: ok }), ...more, dynamicParams: false }
  const response = await testRoute(module, { ...test, onError: () => {} })
  expect([response.status, corsHeaders(response)]).toEqual([
    status,
    { 'access-control-allow-origin': app, vary: 'Origin' },
  ])
})

test('a handler without cors() is answered for without its headers', async () => {
  const response = await testRoute({ ...cors({ origin: app }, { GET: ok }), POST: ok }, large)
  expect([response.status, corsHeaders(response)]).toEqual([413, {}])
})

test('a handler called alone gets its headers as well', async () => {
  const { GET } = cors({}, { GET: (request: Request) => new Response(request.url) })
  const response = await GET(new Request('http://x.example/', cross()))
  expect([response.headers.get('access-control-allow-origin'), await response.text()]).toEqual([
    '*',
    'http://x.example/',
  ])
})

test('credentials need named origins', () => {
  expect(() => cors({ credentials: true }, { GET: ok })).toThrow('Name the origins')
  expect(() => cors({ credentials: true, origin: ['*'] }, { GET: ok })).toThrow('Name the origins')
})

test('everybody may be one of a list', async () => {
  const response = await testRoute(cors({ origin: ['https://else.example', '*'] }, { GET: ok }), cross())
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
})

test.each(['https://app.example/', 'app.example', 'https://*.example', 'https://App.example', ''])(
  'an origin that no browser sends is refused: %s',
  (origin) => {
    expect(() => cors({ origin: [app, origin] }, { GET: ok })).toThrow(`the origin "${origin}", which no browser sends`)
  },
)

test.each(['http://localhost:3000', 'https://[::1]:8443', 'chrome-extension://abc', 'null'])('%s is one', (origin) => {
  expect(() => cors({ origin }, { GET: ok })).not.toThrow()
})
