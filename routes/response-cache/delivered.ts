import type { Found } from '../../runtime/handler.ts'
import { corsHeaders, type corsOf } from '../cors.ts'
import { cacheControl, isKnown, keptByNobody } from './cache-headers.ts'
import type { StoredResponse } from './stored-response.ts'

/** The answer to one request, of what everybody gets. `found`: how it was found; null where it is for this request alone. */
export function delivered(
  request: Request,
  cors: ReturnType<typeof corsOf>,
  stored: StoredResponse,
  found: Found | null,
): Response {
  const headers: (readonly [string, string])[] = []
  let etag: string | undefined
  let own = false
  for (const [name, value] of stored.headers) {
    if (name === 'etag') etag = value
    else if (name === 'cache-control') own = true
    headers.push([name, value])
  }
  if (found !== null) {
    if (!own) headers.push(['cache-control', cacheControl(found.life)])
    headers.push(['x-use-cache', found.outcome === 'hit' && stored.prerendered ? 'PRERENDER' : words[found.outcome]])
    if (found.age >= 1000) headers.push(['age', String(Math.floor(found.age / 1000))])
  } else if (!own) headers.push(['cache-control', keptByNobody])
  if (cors !== null) headers.push(...corsHeaders(cors.options, request))
  const { status, statusText, body } = stored
  if (found !== null && status === 200 && isKnown(request.headers.get('if-none-match'), etag)) {
    return new Response(null, {
      status: 304,
      headers: sendable(headers.filter(([name]) => !name.startsWith('content-'))),
    })
  }
  if (request.method !== 'HEAD') return new Response(body, { status, statusText, headers: sendable(headers) })
  if (body !== null) headers.push(['content-length', String(body.length)])
  return new Response(null, { status, statusText, headers: sendable(headers) })
}

const words = { hit: 'HIT', stale: 'STALE', miss: 'MISS' } as const

/** `Response` does not change what it is given, but does not say so. */
function sendable(headers: readonly (readonly [string, string])[]): [string, string][] {
  return headers as [string, string][]
}
