import type { Route, RouteModule } from '../manifest.ts'
import type { Params } from '../match.ts'
import { segmentsOf, type Segment } from '../pattern.ts'

type Parameter = Extract<Segment, { readonly name: string }>

/** The parameters that `generateStaticParams` lists, or null when the route file has no such function. Throws a `TypeError` for a list that is none. */
export async function staticParamsOf({ file, pattern }: Route, module: RouteModule): Promise<Params[] | null> {
  const generate = module['generateStaticParams']
  if (typeof generate !== 'function') return null
  const list: unknown = await (generate as (given: object) => unknown)({ params: {} })
  if (!Array.isArray(list))
    throw new TypeError(`generateStaticParams() of ${file} must return an array, got ${describe(list)}.`)
  const parameters = segmentsOf(pattern).filter((segment): segment is Parameter => 'name' in segment)
  return list.map((params: unknown) => checked(params, parameters, file))
}

/**
 * The path that parameters stand for, as a URL shows it; the same for all ways to write it.
 *
 * ```
 * '/users/[id]', { id: 'a b' }            → '/users/a%20b'
 * '/docs/[[...path]]', {}                 → '/docs'
 * ```
 */
export function pathOf(pattern: string, params: Params): string {
  if (!pattern.includes('[')) return pattern
  const parts = segmentsOf(pattern).flatMap((segment) => {
    if (segment.kind === 'static' || segment.kind === 'invalid') return [encodeURI(segment.text)]
    const value = params[segment.name] ?? []
    return (Array.isArray(value) ? value : [value]).map(encodeURIComponent)
  })
  return `/${parts.join('/')}`
}

/** Whether `generateStaticParams` lists a path; asked once. Where there is no such function, nothing is left out. */
export function listedBy(route: Route, module: RouteModule): (path: string) => Promise<boolean> {
  let paths: Promise<ReadonlySet<string> | null> | undefined
  const ask = async (): Promise<ReadonlySet<string> | null> => {
    const list = await staticParamsOf(route, module)
    return list && new Set(list.map((params) => pathOf(route.pattern, params)))
  }
  return async (path) => {
    paths ??= ask()
    try {
      return (await paths)?.has(path) ?? true
    } catch (error) {
      paths = undefined
      throw error
    }
  }
}

function checked(params: unknown, parameters: readonly Parameter[], file: string): Params {
  if (typeof params !== 'object' || params === null)
    throw new TypeError(`generateStaticParams() of ${file} must list objects, got ${describe(params)}.`)
  const own: Params = {}
  for (const { kind, name } of parameters) {
    const value = (params as Record<string, unknown>)[name]
    if (value === undefined && kind === 'optional-catch-all') continue
    const isRight = kind === 'dynamic' ? typeof value === 'string' : isStrings(value)
    if (!isRight) {
      const expected = kind === 'dynamic' ? 'a string' : 'an array of strings'
      throw new TypeError(`generateStaticParams() of ${file}: \`${name}\` must be ${expected}, got ${describe(value)}.`)
    }
    own[name] = value as string | string[]
  }
  return own
}

function isStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((part) => typeof part === 'string')
}

function describe(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`
}
