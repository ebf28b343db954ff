import type { Found } from '../../runtime/handler.ts'
import { corsHeaders, type corsOf } from '../cors.ts'
import { cacheControl, isKnown, keptByNobody } from './cache-headers.ts'
import type { StoredResponse } from './stored-response.ts'

type Headers = (readonly [name: string, value: string])[]

/** The answer to one request, of what everybody gets. `found`: how it was found; null where it is for this request alone. */
export function delivered(
  request: Request,
  cors: ReturnType<typeof corsOf>,
  stored: StoredResponse,
  found: Found | null,
): Response {
  const headers = headersOf(stored, found)
  if (cors !== null) headers.push(...corsHeaders(cors.options, request))
  const { status, statusText, body } = stored
  if (found !== null && isUnchanged(stored, request.headers.get('if-none-match')))
    return new Response(null, { status: 304, headers: sendable(withoutContent(headers)) })
  if (request.method !== 'HEAD') return new Response(body, { status, statusText, headers: sendable(headers) })
  if (body !== null) headers.push(['content-length', String(body.length)])
  return new Response(null, { status, statusText, headers: sendable(headers) })
}

/** The headers of what is kept, and those that say how it was found. */
export function headersOf(stored: StoredResponse, found: Found | null): Headers {
  const headers = [...stored.headers]
  const isOwn = headers.some(([name]) => name === 'cache-control')
  if (found === null) {
    if (!isOwn) headers.push(['cache-control', keptByNobody])
    return headers
  }
  if (!isOwn) headers.push(['cache-control', cacheControl(found.life)])
  headers.push(['x-use-cache', found.outcome === 'hit' && stored.prerendered ? 'PRERENDER' : words[found.outcome]])
  if (found.age >= 1000) headers.push(['age', String(Math.floor(found.age / 1000))])
  return headers
}

const words = { hit: 'HIT', stale: 'STALE', miss: 'MISS' } as const

/** Whether the client has what is kept. */
export function isUnchanged({ status, headers }: StoredResponse, ifNoneMatch: string | null): boolean {
  return status === 200 && ifNoneMatch !== null && isKnown(ifNoneMatch, headers.find(([name]) => name === 'etag')?.[1])
}

/** Those of an answer that says only that nothing has changed; RFC 9110, 15.4.5. */
export function withoutContent(headers: Headers): Headers {
  return headers.filter(([name]) => name === 'content-location' || !name.startsWith('content-'))
}

/** `Response` does not change what it is given, but does not say so. */
function sendable(headers: Headers): [string, string][] {
  return headers as [string, string][]
}
