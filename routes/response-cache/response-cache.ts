import { type Found, goneSince, type KeptAnswers, keptAnswers, type Making } from '../../runtime/handler.ts'
import { corsOf } from '../cors.ts'
import type { DispatchOptions, FetchContext } from '../dispatch-options.ts'
import { failed } from '../failure.ts'
import type { Route, RouteModule } from '../manifest.ts'
import type { Params } from '../match.ts'
import type { Handler } from '../methods.ts'
import { draftCookie, secretOf } from '../request/draft-cookie.ts'
import { answerForAll, type GetForAll } from './answer-for-all.ts'
import { delivered } from './delivered.ts'
import { implicitTags } from './implicit-tags.ts'
import type { AheadOfTime } from './ahead-of-time.ts'
import { limitLife } from './limit-life.ts'
import { neutralRequest } from './neutral-request.ts'
import { Reads } from './reads.ts'
import { keepingOf, type Keeping, type SegmentConfig } from './segment-config.ts'
import { pathOf } from './static-params.ts'
import { mayBeKept, storedResponse, type StoredResponse } from './stored-response.ts'

/** One request for a route whose answers are kept. */
export interface Asked {
  readonly request: Request
  readonly params: Params
  /** The client sees drafts: it is given what is made for it alone. */
  readonly draft: boolean
  readonly context: FetchContext | undefined
}

/** Answers GET and HEAD of one route with what is kept, or with what will be. */
export interface ResponseCache {
  /** Null: the handler reads the request, so it has to be asked itself. */
  answer(asked: Asked): Promise<Response | null>
  /** What `answer` would be made of, at once, where it is kept and the same for all; else null. The client must not see drafts. */
  ready(params: Params): KeptAnswer | null
}

/** An answer that is kept, and how it was found. */
export interface KeptAnswer {
  readonly stored: StoredResponse
  readonly found: Found
}

/** The response cache of a route, or null when its answers are not kept. */
export function responseCache(
  route: Route,
  module: RouteModule,
  config: SegmentConfig,
  options: DispatchOptions,
  ahead: AheadOfTime | null,
): ResponseCache | null {
  if (typeof module['GET'] !== 'function') return null
  const keeping = keepingOf(config, route, module)
  // With Cache Components, what the build has found out counts.
  if (options.cacheComponents === true && route.kind !== 'metadata') {
    const isKept = ahead !== null && ahead.paths.size > 0
    return isKept ? new RouteAnswers(route, module, options, config, 'auto', ahead) : null
  }
  return keeping === 'dynamic' ? null : new RouteAnswers(route, module, options, config, keeping, ahead)
}

class RouteAnswers implements ResponseCache {
  readonly #route: Route
  readonly #options: DispatchOptions
  readonly #config: SegmentConfig
  readonly #keeping: Exclude<Keeping, 'dynamic'>
  readonly #handler: Handler
  readonly #cors: ReturnType<typeof corsOf>
  readonly #answers: KeptAnswers<StoredResponse>
  readonly #dynamicPaths = new Paths()
  /** Where only these are kept. */
  readonly #paths: ReadonlySet<string> | null

  constructor(
    route: Route,
    module: RouteModule,
    options: DispatchOptions,
    config: SegmentConfig,
    keeping: Exclude<Keeping, 'dynamic'>,
    ahead: AheadOfTime | null,
  ) {
    this.#route = route
    this.#options = options
    this.#config = config
    this.#keeping = keeping
    this.#cors = corsOf(module['GET'] as Handler)
    this.#handler = this.#cors?.handler ?? (module['GET'] as Handler)
    this.#answers = ahead?.answers ?? keptAnswers(`${route.file}#GET`, options.version)
    this.#paths = options.cacheComponents === true && ahead?.forAll === false ? ahead.paths : null
  }

  async answer(asked: Asked): Promise<Response | null> {
    const path = pathOf(this.#route.pattern, asked.params)
    if (!this.#isKept(path)) return null
    try {
      if (asked.draft) return await this.#draft(path, asked)
      return await this.#answers.find(
        path,
        (making) => awaited(asked, this.#make(making, path, asked)),
        (stored, found) => delivered(asked.request, this.#cors, stored, found),
      )
    } catch (error) {
      if (!(error instanceof NotKept))
        return failed(error, { request: asked.request, route: this.#route }, this.#options)
      return error.response === null ? null : delivered(asked.request, this.#cors, error.response, null)
    }
  }

  ready(params: Params): KeptAnswer | null {
    const path = pathOf(this.#route.pattern, params)
    if (this.#cors !== null || !this.#isKept(path)) return null
    const ready = this.#answers.ready(path)
    return ready === undefined ? null : { stored: ready.value, found: ready.found }
  }

  #isKept(path: string): boolean {
    return !this.#dynamicPaths.has(path) && this.#paths?.has(path) !== false
  }

  /** The answer for everybody. What may not be kept is thrown: then everybody who waited gets it, and what was kept before stays. */
  async #make(making: Making, path: string, asked: Asked): Promise<StoredResponse> {
    const tags = implicitTags(this.#route.pattern, path)
    making.tag(tags)
    making.since = goneSince(tags)
    const reads = new Reads(this.#keeping, this.#route)
    const guard = this.#keeping === 'force-static' ? null : reads.guard
    if (guard !== null) making.guard = guard
    let stored: StoredResponse
    try {
      stored = await answerForAll(this.#get(path, asked), guard)
      reads.check()
    } catch (error) {
      if (reads.makeDynamic) {
        this.#dynamicPaths.add(path)
        throw new NotKept(this.#route, null)
      }
      throw new NotKept(this.#route, await this.#failed(reads.first ?? error, neutralRequest(path)))
    }
    if (!mayBeKept(stored.status)) throw new NotKept(this.#route, stored)
    limitLife(making, this.#config.revalidate)
    return stored
  }

  /** Made for one client, and forgotten. */
  async #draft(path: string, asked: Asked): Promise<Response | null> {
    if (this.#keeping !== 'force-static') return null
    const cookie = new Headers({ cookie: `${draftCookie}=${secretOf(this.#options.draftSecret)}` })
    let stored: StoredResponse
    try {
      stored = await answerForAll(this.#get(path, asked), null, cookie)
    } catch (error) {
      stored = await this.#failed(error, asked.request)
    }
    const headers = stored.headers.filter(([name]) => name !== 'cache-control')
    return delivered(asked.request, this.#cors, { ...stored, headers }, null)
  }

  #get(path: string, { params, context }: Asked): GetForAll {
    const { draftSecret } = this.#options
    return { route: this.#route, handler: this.#handler, path, params, draftSecret, context }
  }

  /** `request`: nobody's, where the answer is for all who waited. */
  #failed(error: unknown, request: Request): Promise<StoredResponse> {
    return storedResponse(failed(error, { request, route: this.#route }, this.#options))
  }
}

/** Also for a host that would otherwise stop as soon as the stale answer is out. */
function awaited({ request, context }: Asked, making: Promise<StoredResponse>): Promise<StoredResponse> {
  const host = context ?? (request as FetchContext)
  host.waitUntil?.(making.catch(() => undefined))
  return making
}

/** An answer for those who wait for it now, and nobody else; null when each has to ask the handler itself. */
class NotKept extends Error {
  override readonly name = 'NotKept'
  readonly response: StoredResponse | null

  constructor({ file }: Route, response: StoredResponse | null) {
    super(
      response === null
        ? `GET of ${file} reads the request, so its answer is not kept.`
        : `GET of ${file} answered with ${response.status}, which is not kept.`,
    )
    this.response = response
  }
}

/** Paths that were found to depend on the request. Clients choose paths, so there are only so many: the oldest is forgotten, and found out about again. */
class Paths {
  readonly #paths = new Set<string>()

  has(path: string): boolean {
    return this.#paths.has(path)
  }

  add(path: string): void {
    this.#paths.add(path)
    const [oldest] = this.#paths
    if (this.#paths.size > most) this.#paths.delete(oldest as string)
  }
}

const most = 1000
