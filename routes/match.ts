import { segmentsOf } from './pattern.ts'

/** The values of a route's parameters: a string, or for a catch-all a list of them. Without a prototype. */
export type Params = Record<string, string | string[]>

/** What the routes say about a path. */
export type Match<R> =
  | { readonly type: 'found'; readonly route: R; readonly params: Params }
  /** The same path without double or trailing slashes has an answer. */
  | { readonly type: 'elsewhere'; readonly pathname: string }
  /** The path holds an escape that stands for nothing: `%`, `%zz`, `%ff`, or the NUL character. */
  | { readonly type: 'malformed' }
  | { readonly type: 'none' }

interface Node<R> {
  readonly statics: Map<string, Node<R>>
  one: Node<R> | null
  /** The path ends here. */
  end: Leaf<R> | null
  /** A catch-all takes what is left. */
  rest: Leaf<R> | null
  /** So does an optional one, also when nothing is left. */
  optionalRest: Leaf<R> | null
}

interface Leaf<R> {
  readonly route: R
  readonly names: readonly string[]
  /** How many segments stand before the catch-all; -1 without one. */
  readonly restAt: number
}

/**
 * Compiles routes into a function from a path, as it stands in a URL, to the route that answers it.
 *
 * At each segment a static name wins over `[x]`, that over `[...x]`, that over `[[...x]]`; a choice that leads nowhere is taken back. Parameters are
 * decoded once. Static names are compared as a URL shows them, so that `%73tatic` is a value and never the folder `static`.
 */
export function createMatcher<R extends { readonly pattern: string }>(
  routes: readonly R[],
): (pathname: string) => Match<R> {
  const root = emptyNode<R>()
  const exact = new Map<string, R>()
  for (const route of routes) {
    insert(root, route)
    if (!route.pattern.includes('[')) exact.set(asInUrl(route.pattern), route)
  }
  return (pathname) => {
    // Nothing can win over a path that is static from end to end.
    const route = exact.get(pathname)
    return route === undefined ? match(root, pathname) : { type: 'found', route, params: noParams() }
  }
}

function emptyNode<R>(): Node<R> {
  return { statics: new Map(), one: null, end: null, rest: null, optionalRest: null }
}

function insert<R extends { readonly pattern: string }>(root: Node<R>, route: R): void {
  let node = root
  const names: string[] = []
  for (const [index, segment] of segmentsOf(route.pattern).entries()) {
    if (segment.kind === 'invalid')
      throw new TypeError(`The pattern \`${route.pattern}\` can't be matched: ${segment.reason}.`)
    if (segment.kind === 'static') {
      const text = asInUrl(segment.text)
      const next = node.statics.get(text) ?? emptyNode<R>()
      node.statics.set(text, next)
      node = next
      continue
    }
    names.push(segment.name)
    if (segment.kind === 'dynamic') node = node.one ??= emptyNode<R>()
    else {
      node[segment.kind === 'catch-all' ? 'rest' : 'optionalRest'] = { route, names, restAt: index }
      return
    }
  }
  node.end = { route, names, restAt: -1 }
}

/** A folder's name, or a path of such, as a URL shows it: `café` → `caf%C3%A9`. */
function asInUrl(text: string): string {
  return upperCaseEscapes(
    encodeURI(text)
      .replace(/%25(?=[0-9a-f]{2})/gi, '%')
      .replace(/[?#]/g, encodeURIComponent),
  )
}

function upperCaseEscapes(text: string): string {
  return text.replace(/%[0-9a-f]{2}/gi, (escape) => escape.toUpperCase())
}

function match<R>(root: Node<R>, pathname: string): Match<R> {
  if (pathname.includes('%') && isMalformed(pathname)) return { type: 'malformed' }
  const segments = pathname.split('/').filter((segment) => segment !== '')
  const values: string[] = []
  const leaf = find(root, segments, 0, values)
  if (leaf === null) return { type: 'none' }
  const canonical = pathname.length === 1 || !(pathname.endsWith('/') || pathname.includes('//'))
  if (!canonical) return { type: 'elsewhere', pathname: `/${segments.join('/')}` }
  return { type: 'found', route: leaf.route, params: paramsOf(leaf, values, segments) }
}

function isMalformed(pathname: string): boolean {
  try {
    return decodeURIComponent(pathname).includes('\0')
  } catch {
    return true
  }
}

/** The best leaf for the segments from `at` on. `values` gathers what stands for each `[x]` on the way to it. */
function find<R>(node: Node<R>, segments: readonly string[], at: number, values: string[]): Leaf<R> | null {
  const segment = segments[at]
  if (segment === undefined) return node.end ?? node.optionalRest
  const same = node.statics.get(segment.includes('%') ? upperCaseEscapes(segment) : segment)
  const leaf = same === undefined ? null : find(same, segments, at + 1, values)
  if (leaf !== null) return leaf
  if (node.one !== null) {
    values.push(segment)
    const below = find(node.one, segments, at + 1, values)
    if (below !== null) return below
    values.pop()
  }
  return node.rest ?? node.optionalRest
}

function paramsOf(leaf: Leaf<unknown>, values: readonly string[], segments: readonly string[]): Params {
  const params = noParams()
  for (const [index, value] of values.entries()) params[leaf.names[index] as string] = decode(value)
  // An optional catch-all that caught nothing is left out.
  if (leaf.restAt >= 0 && leaf.restAt < segments.length)
    params[leaf.names.at(-1) as string] = segments.slice(leaf.restAt).map(decode)
  return params
}

function decode(text: string): string {
  return text.includes('%') ? decodeURIComponent(text) : text
}

/** Without a prototype: a parameter may be called `__proto__`. Unlike those of `Object.create(null)`, these objects are fast to fill and to read. */
function noParams(): Params {
  return new NoParams()
}

const NoParams = function () {} as unknown as new () => Params
NoParams.prototype = Object.create(null) as Params
