import type { Route, RouteModule } from '../manifest.ts'

/** What a route file says about the keeping of its answers. */
export interface SegmentConfig {
  readonly dynamic: 'auto' | 'error' | 'force-static' | 'force-dynamic'
  /** Seconds until an answer is made anew; false: never. */
  readonly revalidate: number | false | undefined
  /** Whether paths that `generateStaticParams` does not list are answered. */
  readonly dynamicParams: boolean
}

/**
 * - `dynamic`: the handler runs for each request
 * - `auto`: GET's answer is kept, unless the handler reads the request
 * - `error`: it is kept, and reading the request is an error
 * - `force-static`: it is kept; the handler sees a request without headers, cookies and query
 */
export type Keeping = 'dynamic' | 'auto' | 'error' | 'force-static'

/** Reads the segment config. Throws a `TypeError` for a value that means nothing, and for any config where Cache Components decide. */
export function segmentConfigOf({ file }: Route, module: RouteModule, cacheComponents: boolean): SegmentConfig {
  if (cacheComponents) refuse(file, module)
  const { dynamic = 'auto', revalidate, dynamicParams = true } = module
  if (!isDynamic(dynamic)) throw invalid(file, 'dynamic', dynamic, "'auto', 'error', 'force-static' or 'force-dynamic'")
  if (!isRevalidate(revalidate))
    throw invalid(file, 'revalidate', revalidate, 'false, or a whole number of seconds from 0')
  if (typeof dynamicParams !== 'boolean') throw invalid(file, 'dynamicParams', dynamicParams, 'true or false')
  return { dynamic, revalidate, dynamicParams }
}

/** What becomes of the answers of the route's GET. */
export function keepingOf({ dynamic, revalidate }: SegmentConfig, route: Route, module: RouteModule): Keeping {
  if (dynamic === 'force-dynamic' || revalidate === 0) return 'dynamic'
  if (dynamic !== 'auto') return dynamic
  const isAsked = revalidate !== undefined || 'generateStaticParams' in module || route.kind === 'metadata'
  return isAsked ? 'auto' : 'dynamic'
}

const legacy = ['dynamic', 'revalidate', 'dynamicParams', 'fetchCache', 'runtime']

function refuse(file: string, module: RouteModule): void {
  const name = legacy.find((name) => name in module)
  if (name === undefined) return
  throw new TypeError(
    `${file} exports \`${name}\`, which has no meaning in an app with cacheComponents: there each GET is looked at, and kept where it can be. ` +
      `Remove the export; to keep data, move it into a function with 'use cache'.`,
  )
}

function isDynamic(value: unknown): value is SegmentConfig['dynamic'] {
  return ['auto', 'error', 'force-static', 'force-dynamic'].includes(value as string)
}

function isRevalidate(value: unknown): value is SegmentConfig['revalidate'] {
  return value === undefined || value === false || (Number.isInteger(value) && (value as number) >= 0)
}

function invalid(file: string, name: string, value: unknown, allowed: string): TypeError {
  return new TypeError(`${file} exports \`${name}\` as ${JSON.stringify(value)}; it must be ${allowed}.`)
}
