/** What `next/server`, `next/headers` and `next/navigation` export, used without a server. */
import { describe, expect, test } from 'vitest'
import { NextRequest, NextResponse, NextURL, URLPattern, userAgent, userAgentFromString } from '../server.ts'
import * as server from '../server.ts'
import * as headers from '../headers.ts'
import * as navigation from '../navigation.ts'

test('everything that people import is there', () => {
  expect(Object.keys(server)).toEqual(
    expect.arrayContaining([
      'NextRequest',
      'NextResponse',
      'after',
      'connection',
      'userAgent',
      'userAgentFromString',
      'URLPattern',
    ]),
  )
  expect(Object.keys(headers)).toEqual(expect.arrayContaining(['cookies', 'draftMode', 'headers']))
  expect(Object.keys(navigation)).toEqual(
    expect.arrayContaining([
      'redirect',
      'permanentRedirect',
      'notFound',
      'forbidden',
      'unauthorized',
      'RedirectType',
      'unstable_rethrow',
    ]),
  )
})

describe('NextRequest', () => {
  test('is a Request', async () => {
    const request = new NextRequest('http://x.example/a?b=c', { method: 'POST', body: 'text', headers: { 'x-a': '1' } })
    expect(request).toBeInstanceOf(Request)
    expect(request).toBeInstanceOf(NextRequest)
    expect(new Request('http://x.example/')).not.toBeInstanceOf(NextRequest)
    expect([request.method, request.url, request.headers.get('x-a'), await request.text()]).toEqual([
      'POST',
      'http://x.example/a?b=c',
      '1',
      'text',
    ])
  })

  test('may be extended', () => {
    class Mine extends NextRequest {
      get mine(): string {
        return this.nextUrl.pathname
      }
    }
    const mine = new Mine('http://x.example/a')
    expect(mine.mine).toBe('/a')
    expect(mine).toBeInstanceOf(Mine)
    expect(new NextRequest('http://x.example/a')).not.toBeInstanceOf(Mine)
  })

  test('takes a stream as a body', async () => {
    const body = new ReadableStream({
      start: (controller) => (controller.enqueue(new TextEncoder().encode('x')), controller.close()),
    })
    expect(await new NextRequest('http://x.example/', { method: 'POST', body }).text()).toBe('x')
  })

  test('needs an absolute URL', () => {
    expect(() => new NextRequest('/relative')).toThrow(TypeError)
  })

  test('nextUrl can be changed and copied; the request stays as it was', () => {
    const request = new NextRequest('http://x.example/a?b=c#d')
    const url = request.nextUrl.clone()
    url.pathname = '/login'
    url.searchParams.set('from', '/a')
    expect(url).toBeInstanceOf(NextURL)
    expect(url.href).toBe('http://x.example/login?b=c&from=%2Fa#d')
    expect(request.nextUrl.toString()).toBe('http://x.example/a?b=c#d')
    const { basePath, locale, defaultLocale, domainLocale, buildId } = url
    expect({ basePath, locale, defaultLocale, domainLocale, buildId }).toEqual({ basePath: '', locale: '' })
  })

  test('cookies can be read and changed, and the header follows', () => {
    const { cookies, headers } = new NextRequest('http://x.example/', {
      headers: { cookie: 'a=1; b=%7B%7D; a=again; c' },
    })
    expect([...cookies]).toEqual([
      ['a', { name: 'a', value: '1' }],
      ['b', { name: 'b', value: '{}' }],
    ])
    expect([cookies.get('a'), cookies.get('z'), cookies.getAll('b'), cookies.has('z'), cookies.size]).toEqual([
      { name: 'a', value: '1' },
      undefined,
      [{ name: 'b', value: '{}' }],
      false,
      2,
    ])
    cookies.set('a', 'x y').set({ name: 'd', value: '4' })
    expect(headers.get('cookie')).toBe('a=x%20y; b=%7B%7D; d=4')
    expect([cookies.delete('a'), cookies.delete(['b', 'z'])]).toEqual([true, [true, false]])
    expect(cookies.toString()).toBe('d=4')
    cookies.clear()
    expect(headers.has('cookie')).toBe(false)
  })

  test('a name that no cookie can have is refused; those that came stay', () => {
    const { cookies, headers } = new NextRequest('http://x.example/', { headers: { cookie: 'foo bar=1; =2' } })
    expect(() => cookies.set('a;b', '1')).toThrow('a;b')
    cookies.set('a', '3')
    expect(headers.get('cookie')).toBe('foo bar=1; =2; a=3')
  })

  test('a cookie that cannot be decoded is kept as it is', () => {
    expect(
      new NextRequest('http://x.example/', { headers: { cookie: 'a=%E0%A4%A; __proto__=x' } }).cookies.getAll(),
    ).toEqual([
      { name: 'a', value: '%E0%A4%A' },
      { name: '__proto__', value: 'x' },
    ])
  })
})

describe('NextResponse', () => {
  test('is a Response, and may be extended', async () => {
    class Mine extends NextResponse {}
    const response = new NextResponse('text', { status: 201 })
    expect(response).toBeInstanceOf(Response)
    expect(response).toBeInstanceOf(NextResponse)
    expect(new Response()).not.toBeInstanceOf(NextResponse)
    expect([response.status, await response.text()]).toEqual([201, 'text'])
    const mine = new Mine('x')
    mine.cookies.set('a', '1')
    expect(mine).toBeInstanceOf(Mine)
    expect(mine.headers.getSetCookie()).toEqual(['a=1; Path=/'])
  })

  test('json() keeps what the init says', async () => {
    const response = NextResponse.json(
      { a: [1] },
      { status: 202, headers: { 'x-a': '1', 'content-type': 'application/problem+json' } },
    )
    expect([
      response.status,
      response.headers.get('x-a'),
      response.headers.get('content-type'),
      await response.json(),
    ]).toEqual([202, '1', 'application/problem+json', { a: [1] }])
    expect(NextResponse.json(null).headers.get('content-type')).toBe('application/json')
    expect(() => NextResponse.json(undefined)).toThrow('was given undefined')
  })

  test('redirect() takes an absolute URL and a status that redirects', () => {
    const response = NextResponse.redirect('http://x.example/a', { status: 303, headers: { 'x-a': '1' } })
    expect([response.status, response.headers.get('location'), response.headers.get('x-a')]).toEqual([
      303,
      'http://x.example/a',
      '1',
    ])
    expect(NextResponse.redirect(new URL('http://x.example/a'), 308).status).toBe(308)
    expect(() => NextResponse.redirect('/a')).toThrow("new URL('/a', request.url)")
    expect(() => NextResponse.redirect('http://x.example/', 200)).toThrow(RangeError)
  })

  test('cookies set, read, replace and delete', () => {
    const { cookies, headers } = new NextResponse()
    cookies.set('a', '1').set('b', '2', {
      domain: 'x.example',
      path: '/b',
      secure: true,
      sameSite: 'none',
      priority: 'high',
      partitioned: true,
    })
    cookies.set('a', 'ü', { expires: new Date(0) })
    expect(headers.getSetCookie()).toEqual([
      'b=2; Domain=x.example; Path=/b; Secure; Partitioned; Priority=High; SameSite=None',
      'a=%C3%BC; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
    ])
    expect([cookies.get('b')?.domain, cookies.has('z'), cookies.getAll().length]).toEqual(['x.example', false, 2])
    cookies.delete({ name: 'b', domain: 'x.example', path: '/b' })
    expect(headers.getSetCookie()[1]).toBe('b=; Domain=x.example; Path=/b; Expires=Thu, 01 Jan 1970 00:00:00 GMT')
  })

  test('maxAge comes with the moment that it means', () => {
    const response = new NextResponse()
    const before = Date.now()
    response.cookies.set({ name: 'a', value: '1', maxAge: 3600 })
    const { maxAge, expires } = response.cookies.get('a')!
    expect(maxAge).toBe(3600)
    expect(Number(expires)).toBeGreaterThanOrEqual(before + 3_599_000)
    expect(Number(expires)).toBeLessThanOrEqual(Date.now() + 3_601_000)
  })

  test.each([
    ['a name with a space', () => new NextResponse().cookies.set('a b', '1')],
    ['a path with a line break', () => new NextResponse().cookies.set('a', '1', { path: '/\r\nx: y' })],
  ])('%s is refused', (_name, call) => {
    expect(call).toThrow(TypeError)
  })
})

test('userAgent() tells browsers from robots', () => {
  const iphone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1'
  const request = new NextRequest('http://x.example/', { headers: { 'user-agent': iphone } })
  expect(userAgent(request)).toMatchObject({
    isBot: false,
    ua: iphone,
    browser: { name: 'Mobile Safari', version: '17.0', major: '17' },
    device: { model: 'iPhone', type: 'mobile', vendor: 'Apple' },
    engine: { name: 'WebKit' },
    os: { name: 'iOS', version: '17.0' },
  })
  expect(userAgentFromString('Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)').isBot).toBe(
    true,
  )
  expect(userAgentFromString()).toMatchObject({ isBot: false, ua: '', browser: {} })
})

test('URLPattern', () => {
  const pattern = new URLPattern({ pathname: '/users/:id' })
  expect(pattern.exec('http://x.example/users/7')?.pathname.groups).toEqual({ id: '7' })
})
