/** The special files of an app, asked for as a crawler or a browser does. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createRoutes } from '../index.ts'
import { scan } from '../scan.ts'

const root = join(import.meta.dirname, '../../fixtures/metadata-routes')
const { routes, conflicts } = await scan(root)
const app = createRoutes({ routes })
const ask = (path: string, init?: RequestInit) => app.fetch(new Request(`http://localhost${path}`, init))

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

/** A project with these files. */
function project(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'use-cache-metadata-'))
  folders.push(folder)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

test('all are found, and marked', () => {
  expect(conflicts).toEqual([])
  expect(routes.every((route) => route.kind === 'metadata')).toBe(true)
})

test.each([
  ['/robots.txt', 'text/plain', 'User-Agent: *\nDisallow: /private/\n\nSitemap: https://x.example/sitemap.xml\n'],
  [
    '/manifest.webmanifest',
    'application/manifest+json',
    '{"name":"Shop","short_name":"Shop","start_url":"/","display":"standalone"}',
  ],
  ['/sitemap.xml', 'application/xml', '<urlset/>\n'],
  ['/favicon.ico', 'image/x-icon', '\0\0\u0001\0'],
])('%s', async (path, type, text) => {
  for (let time = 0; time < 2; time++) {
    const response = await ask(path)
    expect([
      response.status,
      response.headers.get('content-type'),
      response.headers.get('cache-control'),
      await response.text(),
    ]).toEqual([200, type, 'public, max-age=0, must-revalidate', text])
  }
})

test('generateSitemaps: one sitemap for each id, and no other', async () => {
  for (const id of ['0', 'books']) {
    const response = await ask(`/shop/sitemap/${id}.xml`)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/xml'])
    expect(await response.text()).toContain(`<loc>https://x.example/shop/${id}?a=1&amp;b=2</loc>`)
  }
  for (const path of ['/shop/sitemap/1.xml', '/shop/sitemap/0']) {
    const response = await ask(path)
    expect([response.status, await response.text()]).toEqual([404, 'Not Found'])
  }
  expect((await ask('/shop/sitemap.xml')).status).toBe(404)
})

test('generateImageMetadata: one image for each id, with the params', async () => {
  const response = await ask('/blog/hello/icon/small')
  expect([response.headers.get('content-type'), await response.text()]).toEqual(['image/svg+xml', 'hello small'])
  expect(await (await ask('/blog/hello/icon/hello')).text()).toBe('hello hello')
  expect((await ask('/blog/hello/icon/other')).status).toBe(404)
  expect((await ask('/blog/hello/icon')).status).toBe(404)
})

test('an ImageResponse is a real PNG of the size asked for', async () => {
  const response = await ask('/blog/hello/opengraph-image')
  expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([
    200,
    'image/png',
    'public, max-age=0, must-revalidate',
  ])
  const png = new DataView(await response.arrayBuffer())
  expect([png.getUint32(0), png.getUint32(4)]).toEqual([0x89504e47, 0x0d0a1a0a])
  expect([png.getUint32(16), png.getUint32(20)]).toEqual([120, 63])
})

test('they have the methods of every route', async () => {
  expect((await ask('/robots.txt', { method: 'HEAD' })).status).toBe(200)
  const response = await ask('/robots.txt', { method: 'POST' })
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
})

test.each([
  ['app/robots.js', 'export const x = 1', '/robots.txt', 'app/robots.js has no default export'],
  ['app/robots.js', 'export default () => null', '/robots.txt', 'app/robots.js returned null; return an object.'],
  ['app/icon.js', 'export default () => ({})', '/icon', 'app/icon.js returned object; return a Response'],
  [
    'app/sitemap.js',
    'export const generateSitemaps = () => [{}]\nexport default () => []',
    '/sitemap/0.xml',
    'generateSitemaps() in app/sitemap.js returned an item without an id.',
  ],
  [
    'app/sitemap.js',
    'export const generateSitemaps = 1\nexport default () => []',
    '/sitemap/0.xml',
    'generateSitemaps of app/sitemap.js is no function.',
  ],
])('%s that says %j fails with a sentence', async (file, source, path, message) => {
  const errors: unknown[] = []
  const found = await scan(project({ [file]: source, 'package.json': '{"type":"module"}' }))
  const response = await createRoutes(found, { onError: (error) => void errors.push(error) }).fetch(
    new Request(`http://localhost${path}`),
  )
  expect([response.status, errors.map((error) => (error as Error).message)]).toEqual([
    500,
    [expect.stringContaining(message)],
  ])
})

test('a response that says how it may be cached is believed', async () => {
  const source = "export default () => new Response('x', { headers: { 'cache-control': 'max-age=60' } })"
  const found = await scan(project({ 'app/icon.mjs': source }))
  expect((await createRoutes(found).fetch(new Request('http://localhost/icon'))).headers.get('cache-control')).toBe(
    'max-age=60',
  )
})

test('two files for one address, and images that no site would show', async () => {
  const found = await scan(
    project({
      'app/robots.txt': '',
      'app/robots.ts': '',
      'app/sitemap.ts': '',
      'app/sitemap.xml/route.ts': '',
      'app/twitter-image.png': new Uint8Array(5 * 1024 * 1024 + 1),
    }),
  )
  expect(found.conflicts.map(({ code, files }) => [code, ...files])).toEqual([
    ['route-duplicate', 'app/robots.ts', 'app/robots.txt'],
    ['route-duplicate', 'app/sitemap.ts', 'app/sitemap.xml/route.ts'],
    ['metadata-too-large', 'app/twitter-image.png'],
  ])
})
