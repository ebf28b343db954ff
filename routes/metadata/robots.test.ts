import { expect, test } from 'vitest'
import { robotsText } from './robots.ts'

test('one rule', () => {
  expect(
    robotsText({ rules: { allow: '/', disallow: ['/private/', '/admin'] }, sitemap: 'https://x.example/sitemap.xml' }),
  ).toBe('User-Agent: *\nAllow: /\nDisallow: /private/\nDisallow: /admin\n\nSitemap: https://x.example/sitemap.xml\n')
})

test('groups, in order', () => {
  const rules = [
    { userAgent: ['Googlebot', 'Bingbot'], allow: '/' },
    { userAgent: 'Other', crawlDelay: 10, disallow: '/', 'Request-rate': '1/5' },
  ]
  expect(
    robotsText({ rules, host: 'https://x.example', sitemap: ['https://x.example/a.xml', 'https://x.example/b.xml'] }),
  ).toBe(`User-Agent: Googlebot
User-Agent: Bingbot
Allow: /

User-Agent: Other
Disallow: /
Crawl-delay: 10
Request-rate: 1/5

Host: https://x.example
Sitemap: https://x.example/a.xml
Sitemap: https://x.example/b.xml
`)
})

test('a line stays one line, whatever the blanks in it', { timeout: 3000 }, () => {
  expect(robotsText({ rules: { disallow: '/a\nAllow: /secret' } })).toBe(
    'User-Agent: *\nDisallow: /a Allow: /secret\n\n',
  )
  const blanks = ' '.repeat(100_000)
  expect(robotsText({ rules: { disallow: `/a${blanks}b${blanks}\r\n${blanks}c` } })).toBe(
    `User-Agent: *\nDisallow: /a${blanks}b c\n\n`,
  )
})
