import { pathPrefix } from '../../runtime/handler.ts'

/**
 * The tags that every answer of a route has without saying so: what `revalidatePath` removes by the path, or by the pattern of the route or of what is above it.
 *
 * ```
 * '/blog/[slug]', '/blog/hello' → _N_T_/layout, _N_T_/blog/layout, _N_T_/blog/[slug]/layout, _N_T_/blog/[slug]/route, _N_T_/blog/[slug]/page, _N_T_/blog/hello
 * ```
 */
export function implicitTags(pattern: string, path: string): string[] {
  return [...tagsOfPattern(pattern), ...tagsOfPath(path)]
}

function tagsOfPattern(pattern: string): string[] {
  const parts = pattern.split('/').filter((part) => part !== '')
  const prefixes = parts.map((_part, index) => `/${parts.slice(0, index + 1).join('/')}`)
  const leaf = pattern === '/' ? '' : pattern
  return [
    `${pathPrefix}/layout`,
    ...prefixes.map((path) => `${pathPrefix}${path}/layout`),
    `${pathPrefix}${leaf}/route`,
    `${pathPrefix}${leaf}/page`,
  ]
}

/** As a URL shows it, and as people write it. */
function tagsOfPath(path: string): string[] {
  const tags = new Set([`${pathPrefix}${path}`, `${pathPrefix}${decodeURI(path)}`])
  if (path === '/') tags.add(`${pathPrefix}/index`)
  return [...tags]
}
