import type { Sitemap, SitemapEntry, SitemapVideo } from './metadata-route.ts'

/** The XML of a sitemap. Every value is escaped; a namespace is declared only where it is used. */
export function sitemapXml(entries: Sitemap): string {
  const namespaces = [
    ' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"',
    entries.some((entry) => entry.images?.length)
      ? ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
      : '',
    entries.some((entry) => entry.videos?.length)
      ? ' xmlns:video="http://www.google.com/schemas/sitemap-video/1.1"'
      : '',
    entries.some((entry) => languagesOf(entry).length > 0) ? ' xmlns:xhtml="http://www.w3.org/1999/xhtml"' : '',
  ]
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset${namespaces.join('')}>\n${entries.map(urlElement).join('')}</urlset>\n`
}

function urlElement(entry: SitemapEntry): string {
  return [
    '<url>\n',
    element('loc', entry.url),
    ...languagesOf(entry).map(
      ([language, url]) => `<xhtml:link rel="alternate" hreflang="${escaped(language)}" href="${escaped(url)}" />\n`,
    ),
    ...(entry.images ?? []).map((image) => `<image:image>\n${element('image:loc', image)}</image:image>\n`),
    ...(entry.videos ?? []).map(videoElement),
    element('lastmod', entry.lastModified),
    element('changefreq', entry.changeFrequency),
    element('priority', entry.priority),
    '</url>\n',
  ].join('')
}

function languagesOf(entry: SitemapEntry): [string, string][] {
  return Object.entries(entry.alternates?.languages ?? {}).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  )
}

const plainFields = [
  'title',
  'thumbnail_loc',
  'description',
  'content_loc',
  'player_loc',
  'duration',
  'view_count',
  'tag',
  'rating',
  'expiration_date',
  'publication_date',
  'family_friendly',
  'requires_subscription',
  'live',
] as const

function videoElement(video: SitemapVideo): string {
  const { restriction, platform, uploader } = video
  return [
    '<video:video>\n',
    ...plainFields.map((field) => element(`video:${field}`, video[field])),
    element('video:restriction', restriction?.content, { relationship: restriction?.relationship }),
    element('video:platform', platform?.content, { relationship: platform?.relationship }),
    element('video:uploader', uploader?.content, { info: uploader?.info }),
    '</video:video>\n',
  ].join('')
}

function element(
  name: string,
  value: string | number | Date | undefined,
  attributes: Record<string, string | undefined> = {},
): string {
  if (value === undefined) return ''
  const written = Object.entries(attributes).map(([key, text]) =>
    text === undefined ? '' : ` ${key}="${escaped(text)}"`,
  )
  return `<${name}${written.join('')}>${escaped(value instanceof Date ? value.toISOString() : String(value))}</${name}>\n`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** What XML has no way to write. */
const unwritable = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(unwritable, '')
    .replaceAll(/[&<>"']/g, (character) => entities[character] as string)
}
