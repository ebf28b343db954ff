import type { Life } from '../../runtime/handler.ts'
import { corsOf } from '../cors.ts'
import type { DispatchOptions } from '../dispatch-options.ts'
import type { Manifest, Route, RouteModule } from '../manifest.ts'
import type { Params } from '../match.ts'
import type { Handler } from '../methods.ts'
import { letRequestsBeCopied } from '../request/copy-request.ts'
import { inTime } from './in-time.ts'
import { tryOnce } from './one-pass.ts'
import { installPatches } from './patches.ts'
import { pathOf, staticParamsOf } from '../response-cache/static-params.ts'
import { type Keeping, keepingOf, type SegmentConfig, segmentConfigOf } from '../response-cache/segment-config.ts'
import type { Prerendered, PrerenderedAnswer } from './prerendered.ts'
import { type Tried, tryTwice } from './two-passes.ts'
import type { Reason } from './watch.ts'

/** What `prerender` takes beside the routes. */
export interface PrerenderOptions extends Pick<DispatchOptions, 'cacheComponents'> {
  /** Places in files are shown relative to it. The working directory by default. */
  readonly root?: string
  /** How long each step may take: to load a module, to list its paths, to make the answer for one of them or to fill the caches that it uses. 60 by default. */
  readonly timeoutSeconds?: number
  /** Told of each route and path before its turn. */
  readonly onBegin?: (route: Route, path: string | null) => void
}

/** What came of one path of a route, or of a route as a whole. */
export interface PrerenderedRoute {
  readonly route: Route
  /** `/users/7`; null for a route of which no path is known. */
  readonly path: string | null
  /** `static`: the answer is there. `on-demand`: it is made when a path is first asked for, and kept. `dynamic`: the handler runs for each request. `failed`: it threw, or something of it means nothing. */
  readonly outcome: 'static' | 'on-demand' | 'dynamic' | 'failed'
  /** Why it is dynamic: `Math.random()`, `headers()`, … */
  readonly reason: string | null
  /** Where: `app/users/route.ts:12:3`. Null where no place is to blame. */
  readonly at: string | null
  /** Why it failed. */
  readonly error: unknown
  readonly life: Life | null
  readonly tags: readonly string[]
  /** Bytes of the body. */
  readonly size: number
  readonly answer: PrerenderedAnswer | null
}

/**
 * Makes the answers of GET that can be made before a request comes, one path after the other. With `cacheComponents` each handler is tried; without, those whose file asks for it, and special
 * files always. Meanwhile globals such as `Date` are watched: prerender in a build, not in a server.
 */
export async function* prerender(manifest: Manifest, options: PrerenderOptions = {}): AsyncGenerator<PrerenderedRoute> {
  // For the places in modules that are loaded from now on.
  process.setSourceMapsEnabled(true)
  letRequestsBeCopied()
  const uninstall = options.cacheComponents === true ? installPatches() : null
  try {
    for (const route of manifest.routes) yield* prerenderRoute(route, options)
  } finally {
    uninstall?.()
  }
}

/** What of the results a server wants to know. */
export function collectPrerendered(results: readonly PrerenderedRoute[]): Prerendered {
  return {
    answers: results.flatMap(({ answer }) => answer ?? []),
    dynamic: [...new Set(results.flatMap(({ outcome, route }) => (outcome === 'dynamic' ? [route.pattern] : [])))],
  }
}

async function* prerenderRoute(route: Route, options: PrerenderOptions): AsyncGenerator<PrerenderedRoute> {
  const { root = process.cwd(), timeoutSeconds = 60, cacheComponents = false } = options
  const buildDecides = cacheComponents && route.kind !== 'metadata'
  let module: RouteModule
  let config: SegmentConfig
  let keeping: Keeping
  let list: Params[] | null
  options.onBegin?.(route, null)
  try {
    module = await inTime(route.load(), timeoutSeconds, `${route.file} was not loaded`)
    config = segmentConfigOf(route, module, cacheComponents)
    keeping = keepingOf(config, route, module)
    const why = unasked(module, buildDecides ? 'auto' : keeping)
    if (why !== null) return yield dynamic(route, null, why)
    const listing = route.pattern.includes('[') ? staticParamsOf(route, module) : Promise.resolve([{}])
    list = await inTime(listing, timeoutSeconds, `generateStaticParams() of ${route.file} did not return`)
  } catch (error) {
    return yield failedWith(route, null, error)
  }
  if (list === null || list.length === 0)
    return yield buildDecides
      ? dynamic(route, null, untried(list))
      : { ...none, route, path: null, outcome: 'on-demand' }
  const exported = module['GET'] as Handler
  const handler = corsOf(exported)?.handler ?? exported
  for (const params of list) {
    const path = pathOf(route.pattern, params)
    const trial = { route, handler, path, params, root, timeoutSeconds }
    options.onBegin?.(route, path)
    try {
      yield outcomeOf(route, path, await (buildDecides ? tryTwice(trial) : tryOnce(trial, config, keeping)))
    } catch (error) {
      yield failedWith(route, path, error)
    }
  }
}

/** Why a route need not be tried. */
function unasked(module: RouteModule, keeping: Keeping): Reason | null {
  const at = undefined
  if (typeof module['GET'] !== 'function') return { what: 'no GET', at }
  if (keeping !== 'dynamic') return null
  return {
    what: module['dynamic'] === 'force-dynamic' ? "dynamic = 'force-dynamic'" : 'it does not ask to be kept',
    at,
  }
}

/** Why a route with parameters could not be tried. */
function untried(list: readonly Params[] | null): Reason {
  const what = list === null ? 'no generateStaticParams' : 'generateStaticParams lists nothing that could be tried'
  return { what: `parameters: ${what}`, at: undefined }
}

function outcomeOf(route: Route, path: string, tried: Tried): PrerenderedRoute {
  if (tried.reason !== null) return dynamic(route, path, tried.reason)
  const { value, at, life, tags } = tried
  const answer = { pattern: route.pattern, path, response: value, at, life, tags }
  const size = value.body?.length ?? 0
  return { route, path, outcome: 'static', reason: null, at: null, error: null, life, tags, size, answer }
}

const none = { reason: null, at: null, error: null, life: null, tags: [], size: 0, answer: null }

function dynamic(route: Route, path: string | null, reason: Reason): PrerenderedRoute {
  return { ...none, route, path, outcome: 'dynamic', reason: reason.what, at: reason.at ?? null }
}

function failedWith(route: Route, path: string | null, error: unknown): PrerenderedRoute {
  return { ...none, route, path, outcome: 'failed', error }
}
