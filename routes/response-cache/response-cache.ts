import { goneSince, type KeptAnswers, keptAnswers, type Making, never } from '../../runtime/handler.ts'
import { corsOf } from '../cors.ts'
import type { DispatchOptions, FetchContext } from '../dispatch.ts'
import { failed, type FailedRequest } from '../failure.ts'
import type { Route, RouteModule } from '../manifest.ts'
import type { Params } from '../match.ts'
import type { Handler } from '../methods.ts'
import { closeSoon } from '../request/after.ts'
import { draftCookie, secretOf } from '../request/draft-cookie.ts'
import { RequestScope } from '../request/scope.ts'
import { runHandler } from '../run-handler.ts'
import { delivered } from './delivered.ts'
import { implicitTags } from './implicit-tags.ts'
import { guardedRequest, neutralRequest } from './neutral-request.ts'
import { Reads } from './reads.ts'
import { keepingOf, type Keeping, type SegmentConfig, segmentConfigOf } from './segment-config.ts'
import { pathOf, staticParamsOf } from './static-params.ts'
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
}

/** The response cache of a route, or null when its answers are not kept. Throws for segment config that means nothing. */
export function responseCache(route: Route, module: RouteModule, options: DispatchOptions): ResponseCache | null {
  const config = segmentConfigOf(route, module, options.cacheComponents === true)
  const keeping = keepingOf(config, route, module)
  if (keeping === 'dynamic' || typeof module['GET'] !== 'function') return null
  return new RouteAnswers(route, module, options, config, keeping)
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
  readonly #isListed: (path: string) => Promise<boolean>

  constructor(
    route: Route,
    module: RouteModule,
    options: DispatchOptions,
    config: SegmentConfig,
    keeping: Exclude<Keeping, 'dynamic'>,
  ) {
    this.#route = route
    this.#options = options
    this.#config = config
    this.#keeping = keeping
    this.#cors = corsOf(module['GET'] as Handler)
    this.#handler = this.#cors?.handler ?? (module['GET'] as Handler)
    this.#answers = keptAnswers(`${route.file}#GET`, options.version)
    this.#isListed = config.dynamicParams ? () => Promise.resolve(true) : listed(route, module)
  }

  async answer(asked: Asked): Promise<Response | null> {
    const path = pathOf(this.#route.pattern, asked.params)
    if (this.#dynamicPaths.has(path)) return null
    try {
      if (!(await this.#isListed(path))) return new Response(null, { status: 404 })
      if (asked.draft) return await this.#draft(path, asked)
      return await this.#answers.find(
        path,
        (making) => this.#make(making, path, asked),
        (stored, found) => delivered(asked.request, this.#cors, stored, found),
      )
    } catch (error) {
      if (!(error instanceof NotKept))
        return failed(error, { request: asked.request, route: this.#route }, this.#options)
      if (error.response !== null) return delivered(asked.request, this.#cors, error.response, null)
      this.#dynamicPaths.add(path)
      return null
    }
  }

  /** The answer for everybody. What may not be kept is thrown: then everybody who waited gets it, and what was kept before stays. */
  async #make(making: Making, path: string, asked: Asked): Promise<StoredResponse> {
    const tags = implicitTags(this.#route.pattern, path)
    making.tag(tags)
    making.since = goneSince(tags)
    const reads = new Reads(this.#keeping, this.#route)
    if (this.#keeping !== 'force-static') making.guard = reads.guard
    const scope = new RequestScope(neutralRequest(path), this.#options.draftSecret, asked.context)
    scope.guard = making.guard ?? null
    const given = this.#keeping === 'force-static' ? scope.request : guardedRequest(path, reads.guard)
    const where = { request: asked.request, route: this.#route }
    const stored = await this.#run(scope, given, asked.params, where, reads)
    if (!mayBeKept(stored.status)) throw new NotKept(where, stored)
    this.#limit(making)
    return stored
  }

  /** Runs the handler and reads what it answers. A body that fails on its way is a failure of the handler. */
  async #run(
    scope: RequestScope,
    given: Request,
    params: Params,
    where: FailedRequest,
    reads: Reads,
  ): Promise<StoredResponse> {
    try {
      const response = await runHandler(this.#handler, scope, params, { request: given, route: this.#route }, given)
      if (response.headers.has('set-cookie') || (scope.cookies?.changes.size ?? 0) > 0) warnOfCookies(this.#route)
      const stored = await storedResponse(response)
      reads.check()
      return stored
    } catch (error) {
      if (reads.makeDynamic) throw new NotKept(where, null)
      throw new NotKept(where, await storedResponse(failed(reads.first ?? error, where, this.#options)))
    } finally {
      closeSoon(scope)
    }
  }

  /** As short as the route says, or what it uses; without an end, a year. */
  #limit(making: Making): void {
    const { revalidate } = this.#config
    if (typeof revalidate === 'number') making.absorb({ life: { stale: never, revalidate, expire: never }, tags: [] })
    const { life } = making
    if (life.revalidate < never && life.expire >= never) {
      making.absorb({ life: { ...life, expire: Math.max(year, life.revalidate) }, tags: [] })
    }
  }

  /** Made for one client, and forgotten. */
  async #draft(path: string, asked: Asked): Promise<Response | null> {
    if (this.#keeping !== 'force-static') return null
    const cookie = new Headers({ cookie: `${draftCookie}=${secretOf(this.#options.draftSecret)}` })
    const scope = new RequestScope(neutralRequest(path, cookie), this.#options.draftSecret, asked.context)
    const where = { request: asked.request, route: this.#route }
    const stored = await this.#run(scope, scope.request, asked.params, where, new Reads('force-static', this.#route))
    const headers = stored.headers.filter(([name]) => name !== 'cache-control')
    return delivered(asked.request, this.#cors, { ...stored, headers }, null)
  }
}

const year = 31_536_000

/** An answer for those who wait for it now, and nobody else; null when each has to ask the handler itself. */
class NotKept extends Error {
  override readonly name = 'NotKept'
  readonly response: StoredResponse | null

  constructor({ route }: FailedRequest, response: StoredResponse | null) {
    super(
      response === null
        ? `GET of ${route.file} reads the request, so its answer is not kept.`
        : `GET of ${route.file} answered with ${response.status}, which is not kept.`,
    )
    this.response = response
  }
}

/** Paths that were found to depend on the request; when there are many, all of them. */
class Paths {
  readonly #paths = new Set<string>()

  has(path: string): boolean {
    return this.#paths.size >= most || this.#paths.has(path)
  }

  add(path: string): void {
    this.#paths.add(path)
  }
}

const most = 1000

/** Whether `generateStaticParams` lists a path; asked once. */
function listed(route: Route, module: RouteModule): (path: string) => Promise<boolean> {
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

const warned = new Set<string>()

function warnOfCookies({ file }: Route): void {
  if (warned.has(file)) return
  warned.add(file)
  // oxlint-disable-next-line no-console -- the developer has to learn of it, the client must not
  console.warn(`GET of ${file} sets cookies, but its answer is kept for everybody: they are left out.`)
}
