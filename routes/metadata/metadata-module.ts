import type { RouteModule } from '../manifest.ts'
import type { Params } from '../match.ts'
import type { Handler } from '../methods.ts'
import type { MetadataFile } from './metadata-file.ts'
import type { Robots, Sitemap } from './metadata-route.ts'
import { robotsText } from './robots.ts'
import { sitemapXml } from './sitemap.ts'

const cacheControl = 'public, max-age=0, must-revalidate'

/** A file that is its own answer, as a route's module. */
export function staticModule(bytes: Uint8Array<ArrayBuffer>, contentType: string): RouteModule {
  const GET: Handler = () =>
    new Response(bytes, { headers: { 'content-type': contentType, 'cache-control': cacheControl } })
  return { GET }
}

/** A module that makes a `sitemap.xml`, an icon, …, as a route's module. Its segment config is kept. */
export function metadataModule(metadata: MetadataFile, file: string, module: RouteModule): RouteModule {
  const make = module['default']
  if (typeof make !== 'function')
    throw new TypeError(`${file} has no default export; export the function that makes the ${metadata.kind}.`)
  const GET: Handler = async (_request, context) => {
    const given =
      metadata.idParameter === null
        ? await withoutId(metadata, context.params)
        : await withId(metadata, file, module, context.params)
    if (given === null) return new Response('Not Found', { status: 404, headers: { 'content-type': 'text/plain' } })
    return answer(metadata, file, await (make as (given?: object) => unknown)(given))
  }
  const isListed = metadata.idParameter !== null && metadata.pattern.split('[').length === 2
  return isListed
    ? { ...module, GET, generateStaticParams: () => staticParams(metadata, file, module) }
    : { ...module, GET }
}

/** Images are given their params; the others, without `generateSitemaps`, nothing. */
async function withoutId({ kind }: MetadataFile, params: Promise<Params>): Promise<object | undefined> {
  return kind === 'image' ? { params } : undefined
}

/** What code with several answers is given, or null when it does not list this one. */
async function withId(
  metadata: MetadataFile,
  file: string,
  module: RouteModule,
  all: Promise<Params>,
): Promise<object | null> {
  const { [metadata.idParameter ?? '']: last, ...params } = await all
  const isSitemap = metadata.kind === 'sitemap'
  const id = isSitemap ? /^(.*)\.xml$/.exec(String(last))?.[1] : String(last)
  const ids = await idsOf(metadata, file, module, params)
  if (id === undefined || !ids.includes(id)) return null
  return isSitemap ? { id: Promise.resolve(id) } : { params: Promise.resolve(params), id: Promise.resolve(id) }
}

async function idsOf({ kind }: MetadataFile, file: string, module: RouteModule, params: Params): Promise<string[]> {
  const name = kind === 'sitemap' ? 'generateSitemaps' : 'generateImageMetadata'
  const generate = module[name]
  if (typeof generate !== 'function') throw new TypeError(`${name} of ${file} is no function.`)
  const items = (await (generate as (given?: object) => unknown)(
    kind === 'sitemap' ? undefined : { params },
  )) as readonly {
    readonly id?: string | number | null
  }[]
  return items.map(({ id }) => {
    if (id === undefined || id === null) throw new TypeError(`${name}() in ${file} returned an item without an id.`)
    return `${id}`
  })
}

/** The parameters of all its answers, for builds. */
async function staticParams(metadata: MetadataFile, file: string, module: RouteModule): Promise<Params[]> {
  const ids = await idsOf(metadata, file, module, {})
  const ending = metadata.kind === 'sitemap' ? '.xml' : ''
  return ids.map((id) => ({ [metadata.idParameter as string]: `${id}${ending}` }))
}

function answer({ kind, contentType }: MetadataFile, file: string, made: unknown): Response {
  if (made instanceof Response) {
    if (made.headers.has('cache-control')) return made
    const headers = new Headers(made.headers)
    headers.set('cache-control', cacheControl)
    return new Response(made.body, { status: made.status, statusText: made.statusText, headers })
  }
  if (kind === 'image' || typeof made !== 'object' || made === null) {
    const wanted = kind === 'image' ? 'a Response, for instance an ImageResponse' : 'an object'
    throw new TypeError(`${file} returned ${made === null ? 'null' : typeof made}; return ${wanted}.`)
  }
  const text =
    kind === 'robots'
      ? robotsText(made as Robots)
      : kind === 'sitemap'
        ? sitemapXml(made as Sitemap)
        : JSON.stringify(made)
  return new Response(text, { headers: { 'content-type': contentType, 'cache-control': cacheControl } })
}
