import { createHash } from 'node:crypto'
import { given, isLight, streamOf, watched } from '../outgoing.ts'

/** An answer as it is kept. It never changes, and holds nothing that belongs to one client. */
export interface StoredResponse {
  readonly status: number
  readonly statusText: string
  /** Names in lower case; a name may occur more than once. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Uint8Array<ArrayBuffer> | null
  /** Whether a build made it. */
  readonly prerendered: boolean
}

/** Reads a response to its end. Cookies are left out, and what speaks of one moment. */
export async function storedResponse(response: Response): Promise<StoredResponse> {
  const { status, statusText } = response
  const hasBody = (isLight(response) ? response[given].body : response.body) !== null
  const body = hasBody ? await bytesOf(response) : null
  const headers = [...response.headers].filter(([name]) => !ofOneTransfer.has(name))
  const empty = body === null || (body.length === 0 && nullBody.has(status))
  if (!empty && !headers.some(([name]) => name === 'etag')) headers.push(['etag', etagOf(body)])
  return { status, statusText, headers, body: empty ? null : body, prerendered: false }
}

/** Answers of these may be kept: what is there, what is elsewhere, and what is not there. */
export function mayBeKept(status: number): boolean {
  return status < 400 || status === 404 || status === 410
}

const nullBody = new Set([204, 205, 304])
const ofOneTransfer = new Set(['age', 'date', 'proxy-authenticate', 'set-cookie'])

async function bytesOf(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const stream = streamOf(response)
  // A handler's own stream may give text.
  const readable = stream === null ? response : new Response(watched(stream, unwatched))
  return new Uint8Array(await readable.arrayBuffer())
}

const unwatched = { failed: () => {}, closed: () => {} }

function etagOf(body: Uint8Array): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
}
