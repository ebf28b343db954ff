import { expect, onTestFinished, test, vi } from 'vitest'
import { cookies, headers } from './headers.ts'
import { testRoute, type Handler } from './index.ts'

test('a handler with params, query, headers and a JSON body', async () => {
  const POST: Handler = async (request, { params }) => {
    const { id } = await params
    const body: unknown = await request.json()
    return Response.json({
      id,
      q: request.nextUrl.searchParams.get('q'),
      body,
      type: request.headers.get('content-type'),
      a: (await headers()).get('x-a'),
    })
  }
  const response = await testRoute(
    { POST },
    { url: '/users/7?q=x', method: 'POST', params: { id: '7' }, headers: { 'x-a': '1' }, body: { name: 'Ana' } },
  )
  expect(await response.json()).toEqual({ id: '7', q: 'x', body: { name: 'Ana' }, type: 'application/json', a: '1' })
})

test('every other body is sent as it is', async () => {
  const POST: Handler = async (request) =>
    new Response(`${request.headers.get('content-type')} ${await request.text()}`)
  const send = async (body: string | URLSearchParams | readonly number[]) =>
    (await testRoute({ POST }, { method: 'POST', body })).text()
  expect(await send('x')).toBe('text/plain;charset=UTF-8 x')
  expect(await send(new URLSearchParams({ a: '1' }))).toBe('application/x-www-form-urlencoded;charset=UTF-8 a=1')
  expect(await send([1, 2])).toBe('application/json [1,2]')
})

test('methods answer as on a server', async () => {
  const response = await testRoute({ POST: () => new Response() }, { method: 'PUT' })
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'OPTIONS, POST'])
  expect((await testRoute({ GET: () => new Response('x') }, { method: 'HEAD' })).body).toBeNull()
})

test('paths are listed as on a server', async () => {
  const module = {
    dynamicParams: false,
    generateStaticParams: () => [{ id: '7', path: ['a', 'é b'] }],
    GET: (() => new Response()) satisfies Handler,
  }
  const ask = (url: string, id: string, path: readonly string[]) =>
    testRoute(module, { url, params: { id, path: [...path] } })
  expect((await ask('/users/7/a/é b', '7', ['a', 'é b'])).status).toBe(200)
  expect((await ask('/users/8/a/é b', '8', ['a', 'é b'])).status).toBe(404)
  expect((await ask('/users/7/a', '7', ['a'])).status).toBe(404)
})

test('cookies come in and go out', async () => {
  const GET = async () => {
    const jar = await cookies()
    jar.set('seen', String(Number(jar.get('seen')?.value ?? 0) + 1))
    return new Response()
  }
  const response = await testRoute({ GET }, { headers: { cookie: 'seen=1' } })
  expect(response.headers.getSetCookie()).toEqual(['seen=2; Path=/'])
})

test('errors can be let through', async () => {
  const error = new Error('no')
  const onError = (thrown: unknown) => {
    throw thrown
  }
  await expect(testRoute({ GET: () => Promise.reject(error) }, { onError })).rejects.toBe(error)
})

test('a stream of text can be read', async () => {
  const GET = () => {
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue('a')
        controller.enqueue('b')
        controller.close()
      },
    })
    return new Response(stream)
  }
  expect(await (await testRoute({ GET })).text()).toBe('ab')
})

test('an absolute URL, and a signal', async () => {
  const controller = new AbortController()
  const GET: Handler = (request) => Response.json([request.url, request.signal.aborted])
  controller.abort()
  const response = await testRoute({ GET }, { url: new URL('https://x.example/a'), signal: controller.signal })
  expect(await response.json()).toEqual(['https://x.example/a', true])
})

test('draft mode without a secret says once that it ends with the process', async () => {
  vi.resetModules()
  const [{ testRoute }, { draftMode }] = await Promise.all([import('./index.ts'), import('./headers.ts')])
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  onTestFinished(() => warn.mockRestore())
  const POST = async () => ((await draftMode()).enable(), new Response())
  await testRoute({ POST }, { method: 'POST', draftSecret: 'agreed' })
  expect(warn).not.toHaveBeenCalled()
  await testRoute({ POST }, { method: 'POST' })
  await testRoute({ POST }, { method: 'POST' })
  expect(warn.mock.calls).toEqual([[expect.stringContaining('there is no draftSecret')]])
})
