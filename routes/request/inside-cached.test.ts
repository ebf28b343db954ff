/** Request APIs, reached from cached functions. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cached, nextMoment } from '../../runtime/fixture-cached.ts'
import { type TestCache, testCache } from '../../runtime/testing.ts'
import { createRoutes } from '../create-routes.ts'
import { cookies, draftMode, headers } from '../headers.ts'
import { after, connection } from '../server.ts'

let cache: TestCache
beforeEach(() => {
  cache = testCache()
})
afterEach(() => cache.dispose())

/** What `handler` answers to a request, as JSON. */
async function answerOf(handler: () => Promise<unknown>, cookie = ''): Promise<unknown> {
  const GET = async (): Promise<Response> => Response.json((await handler()) ?? null)
  const routes = createRoutes({
    routes: [{ pattern: '/', file: 'app/route.ts', load: () => Promise.resolve({ GET }) }],
  })
  return (await routes.fetch(new Request('http://localhost/', { headers: { cookie } }))).json()
}

test.each([
  ['cookies()', () => cookies(), /It reads the cookies of one request, .* or make it private: 'use cache: private'\./],
  ['headers()', () => headers(), /It reads the headers of one request, .* pass what it needs as an argument/],
  ['connection()', () => connection(), /It waits for a request, .* Call it where a\.ts#page is called\./],
])('%s does not get into what everybody shares, however deep it is called', async (name, ask, message) => {
  const helper = async (): Promise<unknown> => {
    await nextMoment
    return ask()
  }
  const page = cached('a.ts#page', async () => String(await helper()))
  const own = cached('a.ts#own', () => page(), { kind: 'private' })
  for (const call of [page, own]) {
    const error = await answerOf(() => call().catch((error: Error) => pick(error)))
    expect(error).toMatchObject({
      name: 'PlaceError',
      code: 'request-api-inside',
      message: expect.stringMatching(message),
    })
    expect((error as Error).message).toContain(`${name} was called inside the cached function a.ts#page, at `)
  }
  expect(cache.counts.fills).toBe(0)
})

function pick({ name, message, code }: Error & { code?: string }): object {
  return { name, message, code }
}

test('private functions read cookies and headers; what waits for a request is not for them', async () => {
  const user = cached(
    'a.ts#user',
    async () => [(await cookies()).get('user')?.value, (await headers()).get('cookie')],
    {
      kind: 'private',
    },
  )
  expect(await answerOf(() => user(), 'user=ada')).toEqual(['ada', 'user=ada'])
  expect(await answerOf(() => user(), 'user=bob')).toEqual(['bob', 'user=bob'])
  const wait = cached('a.ts#wait', () => connection(), { kind: 'private' })
  expect(await answerOf(() => wait().catch(({ code }) => code))).toBe('request-api-inside')
})

test('draft mode may be asked for anywhere, and switched in handlers only', async () => {
  const isDraft = cached('a.ts#isDraft', async () => (await draftMode()).isEnabled)
  expect(await answerOf(isDraft)).toBe(false)
  const toggle = cached('a.ts#toggle', async (how: 'enable' | 'disable') => (await draftMode())[how]())
  for (const how of ['enable', 'disable'] as const) {
    expect(await answerOf(() => toggle(how).catch(({ message }) => message))).toContain(
      `draftMode().${how}() was called inside the cached function a.ts#toggle, at `,
    )
  }
})

test('tasks for after the response are no part of the cached function that gave them', async () => {
  const seen: unknown[] = []
  const page = cached('a.ts#page', async () => after(async () => seen.push((await cookies()).get('user')?.value)))
  await answerOf(page, 'user=ada')
  await expect.poll(() => seen).toEqual(['ada'])
})

test('draft mode goes past the cache, from the moment it is switched on until it is off', async () => {
  let published = 'first'
  const post = cached('a.ts#post', async () => published)
  let cookie = ''
  const GET = async (): Promise<Response> => {
    const before = await post()
    if (cookie === '') (await draftMode()).enable()
    published = 'draft'
    return Response.json([before, await post()])
  }
  const routes = createRoutes({
    routes: [{ pattern: '/', file: 'app/route.ts', load: () => Promise.resolve({ GET }) }],
  })
  const ask = (): Promise<Response> => routes.fetch(new Request('http://localhost/', { headers: { cookie } }))
  const on = await ask()
  expect(await on.json()).toEqual(['first', 'draft'])
  cookie = on.headers.getSetCookie()[0]!.split(';')[0]!
  published = 'second draft'
  expect(await (await ask()).json()).toEqual(['second draft', 'draft'])
  expect(await post(), 'everybody else').toBe('first')
  cookie = '__prerender_bypass=guessed'
  expect(await (await ask()).json()).toEqual(['first', 'first'])
})
