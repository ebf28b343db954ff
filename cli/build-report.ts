import { allowOf } from '../routes/methods.ts'
import type { PrerenderedRoute } from '../routes/prerender/prerender.ts'
import { never, pathPrefix } from '../runtime/handler.ts'
import { table } from './table.ts'

/** What a build made of each path: `○ /products  GET HEAD OPTIONS  1 h, 1 d  products  1.2 kB`, or `ƒ` and why. `sources`: the files that people write, by pattern. */
export async function buildReport(
  results: readonly PrerenderedRoute[],
  sources: ReadonlyMap<string, string>,
): Promise<string> {
  const rows = await Promise.all(results.map(rowOf))
  const legend = '○ made ahead of time   ◐ made when first asked for, and kept   ƒ runs for each request'
  const failures = results.flatMap(({ outcome, route, path, error }) =>
    outcome === 'failed'
      ? [`\n✗ ${path ?? route.pattern} failed in ${sources.get(route.pattern) ?? route.file}:\n${textOf(error)}`]
      : [],
  )
  const head = ['', 'route', 'methods', 'revalidate, expire', 'tags', 'size', 'why it runs for each request']
  return `${table([head, ...rows])}\n\n${legend}${failures.join('\n')}`
}

async function rowOf(result: PrerenderedRoute): Promise<readonly string[]> {
  const { route, path, outcome, reason, at, life, tags, size } = result
  const sign = { static: '○', 'on-demand': '◐', dynamic: 'ƒ', failed: '✗' }[outcome]
  const methods = outcome === 'failed' ? '' : allowOf(await route.load())
  const lives = life === null ? '' : `${duration(life.revalidate)}, ${duration(life.expire)}`
  // Those that stand for the path itself say nothing new.
  const own = tags.filter((tag) => !tag.startsWith(pathPrefix)).join(' ')
  const why = reason === null ? '' : `${reason}${at === null ? '' : `  ${at}`}`
  return [sign, path ?? route.pattern, methods, lives, own, outcome === 'static' ? bytes(size) : '', why]
}

function duration(seconds: number): string {
  if (seconds >= never) return 'never'
  for (const [unit, size] of units) if (seconds >= size && seconds % size === 0) return `${seconds / size} ${unit}`
  return `${seconds} s`
}

const units = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
] as const

function bytes(size: number): string {
  return size < 1000 ? `${size} B` : `${(size / 1000).toFixed(1)} kB`
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
