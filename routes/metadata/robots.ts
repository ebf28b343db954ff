import type { Robots, RobotsRule } from './metadata-route.ts'

const known = new Set(['userAgent', 'allow', 'disallow', 'crawlDelay'])

/** The text of `robots.txt`. */
export function robotsText({ rules, host, sitemap }: Robots): string {
  const groups = listOf<RobotsRule>(rules).map((rule) => `${groupOf(rule)}\n`)
  return [...groups, lines('Host', host), lines('Sitemap', sitemap)].join('')
}

function groupOf(rule: RobotsRule): string {
  const others = Object.entries(rule).filter(([key]) => !known.has(key))
  return [
    lines('User-Agent', rule.userAgent ?? '*'),
    lines('Allow', rule.allow),
    lines('Disallow', rule.disallow),
    lines('Crawl-delay', rule.crawlDelay),
    ...others.map(([key, value]) => lines(key, value)),
  ].join('')
}

function lines(name: string, values: string | number | readonly string[] | undefined): string {
  return listOf<string | number>(values ?? [])
    .map((value) => `${name}: ${String(value).replaceAll(/(?<!\s)\s*[\r\n]\s*/g, ' ')}\n`)
    .join('')
}

function listOf<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T]
}
