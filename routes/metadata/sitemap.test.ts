import { expect, test } from 'vitest'
import { sitemapXml } from './sitemap.ts'

test('the smallest entry declares nothing that it does not use', () => {
  expect(sitemapXml([{ url: 'https://x.example/' }])).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n<url>\n<loc>https://x.example/</loc>\n</url>\n</urlset>\n',
  )
})

test('every field, in order', () => {
  const xml = sitemapXml([
    {
      url: 'https://x.example/a',
      lastModified: new Date('2026-01-02T03:04:05Z'),
      changeFrequency: 'weekly',
      priority: 0,
      alternates: { languages: { de: 'https://x.example/de', fr: undefined } },
      images: ['https://x.example/i.png'],
      videos: [
        {
          title: 'T',
          thumbnail_loc: 'https://x.example/t.png',
          description: 'D',
          duration: 0,
          publication_date: new Date('2026-01-01T00:00:00Z'),
          live: 'no',
          restriction: { relationship: 'deny', content: 'DE FR' },
          uploader: { info: 'https://x.example/u', content: 'U' },
        },
      ],
    },
    { url: 'https://x.example/b', lastModified: '2026-01-01' },
  ])
  expect(xml).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:video="http://www.google.com/schemas/sitemap-video/1.1" xmlns:xhtml="http://www.w3.org/1999/xhtml">
<url>
<loc>https://x.example/a</loc>
<xhtml:link rel="alternate" hreflang="de" href="https://x.example/de" />
<image:image>
<image:loc>https://x.example/i.png</image:loc>
</image:image>
<video:video>
<video:title>T</video:title>
<video:thumbnail_loc>https://x.example/t.png</video:thumbnail_loc>
<video:description>D</video:description>
<video:duration>0</video:duration>
<video:publication_date>2026-01-01T00:00:00.000Z</video:publication_date>
<video:live>no</video:live>
<video:restriction relationship="deny">DE FR</video:restriction>
<video:uploader info="https://x.example/u">U</video:uploader>
</video:video>
<lastmod>2026-01-02T03:04:05.000Z</lastmod>
<changefreq>weekly</changefreq>
<priority>0</priority>
</url>
<url>
<loc>https://x.example/b</loc>
<lastmod>2026-01-01</lastmod>
</url>
</urlset>
`)
})

test('values cannot break out', () => {
  const xml = sitemapXml([
    {
      url: `https://x.example/?a=1&b=<"'>]]>\u0000\ud800`,
      alternates: { languages: { 'd"e': 'https://x.example/"><evil/>' } },
    },
  ])
  expect(xml).toContain('<loc>https://x.example/?a=1&amp;b=&lt;&quot;&apos;&gt;]]&gt;\ufffd</loc>')
  expect(xml).toContain('hreflang="d&quot;e" href="https://x.example/&quot;&gt;&lt;evil/&gt;"')
})
