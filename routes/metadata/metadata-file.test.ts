import { expect, test } from 'vitest'
import { metadataFileOf } from './metadata-file.ts'

const served = (path: string, source = '') => {
  const found = metadataFileOf(path, () => source)
  return found && `${found.pattern} ${found.contentType}${found.code ? ' by code' : ''}`
}

test.each([
  ['favicon.ico', '/favicon.ico image/x-icon'],
  ['robots.txt', '/robots.txt text/plain'],
  ['robots.ts', '/robots.txt text/plain by code'],
  ['manifest.json', '/manifest.json application/manifest+json'],
  ['manifest.webmanifest', '/manifest.webmanifest application/manifest+json'],
  ['manifest.js', '/manifest.webmanifest application/manifest+json by code'],
  ['sitemap.xml', '/sitemap.xml application/xml'],
  ['shop/sitemap.ts', '/shop/sitemap.xml application/xml by code'],
  ['icon.png', '/icon.png image/png'],
  ['icon.svg', '/icon.svg image/svg+xml'],
  ['icon1.jpeg', '/icon1.jpeg image/jpeg'],
  ['icon.tsx', '/icon image/png by code'],
  ['apple-icon2.png', '/apple-icon2.png image/png'],
  ['blog/[slug]/opengraph-image.tsx', '/blog/[slug]/opengraph-image image/png by code'],
  ['twitter-image.gif', '/twitter-image.gif image/gif'],
])('%s is served at %s', (path, expected) => {
  expect(served(path)).toBe(expected)
})

test.each([
  'shop/favicon.ico',
  'favicon.png',
  'shop/robots.ts',
  'shop/manifest.json',
  'icon.webp',
  'apple-icon.svg',
  'icon10.png',
  'sitemap1.ts',
  'opengraph-image.svg',
  '_x/icon.png',
  'constructor.ts',
  'iconic.ts',
])('%s is an ordinary file', (path) => {
  expect(served(path)).toBeNull()
})

test.each([
  'export async function generateSitemaps() {}',
  'export function* generateSitemaps() {}',
  '  export const generateSitemaps: List = async () => []',
  'export {\n  list as generateSitemaps,\n}',
  "export { default, generateSitemaps } from '../routes/0.js'",
  "import 'x';export { generateSitemaps }",
])('several answers from one file have an id in their path: %s', (source) => {
  expect(served('sitemap.ts', source)).toBe('/sitemap/[__metadata_id__] application/xml by code')
  const images = source.replace('generateSitemaps', 'generateImageMetadata')
  expect(served('shop/icon.tsx', images)).toBe('/shop/icon/[__metadata_id__] image/png by code')
})

test.each([
  '// generateSitemaps',
  '// export function generateSitemaps() {}',
  '/*\nexport function generateSitemaps() {}\n*/',
  'function generateSitemaps() {}',
  'export const a = generateSitemaps()',
  'export { generateSitemaps as list }',
  'export type { generateSitemaps }',
])('what only mentions it has one answer: %s', (source) => {
  expect(served('sitemap.ts', source)).toBe('/sitemap.xml application/xml by code')
})

test('images in groups get a name of their own, sitemaps do not', () => {
  const [a, b] = [served('(a)/icon.png'), served('(b)/icon.png')]
  expect(a).toMatch(/^\/icon-[0-9a-z]{6}\.png /)
  expect(b).toMatch(/^\/icon-[0-9a-z]{6}\.png /)
  expect(a).not.toBe(b)
  expect(served('(a)/opengraph-image.tsx')).toMatch(/^\/opengraph-image-[0-9a-z]{6} /)
  expect(served('(a)/sitemap.xml')).toMatch(/^\/sitemap\.xml /)
})
