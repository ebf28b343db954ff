import { STATUS_CODES, type ServerResponse } from 'node:http'
import { sendNodeResponse } from 'srvx/node'
import { entriesOf, given, has, isLight, type Given } from '../outgoing.ts'
import { impliedType } from './light-response.ts'

/** Sends a response over Node's own. Text and bytes leave in one piece, streams as their chunks come. */
export async function send(outgoing: ServerResponse, response: Response): Promise<void> {
  if (isLight(response)) {
    const { body, headers } = response[given]
    if (body === null || typeof body === 'string' || body instanceof Uint8Array)
      return sendWhole(outgoing, response, body, headers)
  }
  // A stream may take its time for the first chunk; the client learns at once that it has been heard.
  if (response.body !== null)
    setImmediate(() => outgoing.headersSent && !outgoing.writableEnded && outgoing.flushHeaders())
  return sendNodeResponse(outgoing, response)
}

function sendWhole(
  outgoing: ServerResponse,
  response: Response,
  body: string | Uint8Array | null,
  fields: Given['headers'],
): void {
  const { status, statusText } = response
  const headers = flat(fields)
  if (typeof body === 'string' && !has(fields, 'content-type'))
    headers.push('content-type', impliedType(body) as string)
  // How long a body is that is not sent, its handler knows or nobody.
  const isUnknown = body === null && outgoing.req.method === 'HEAD'
  if (status !== 204 && status !== 304 && !isUnknown && !has(fields, 'content-length'))
    headers.push('content-length', String(body === null ? 0 : Buffer.byteLength(body)))
  outgoing.writeHead(status, statusText || STATUS_CODES[status], headers)
  // Node leaves the body of an answer to HEAD out.
  if (body instanceof Uint8Array && body.length <= smallBody) outgoing.end(asText(body), 'latin1')
  else outgoing.end(body)
}

/** Node sends head and text in one write, head and bytes in two parts, which costs the system more than copying a few of them. */
export const smallBody = 16_384

/** One character for each byte. */
export function asText({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1')
}

/** `[name, value, name, value, …]`, the form that Node sends as it is. */
function flat(fields: Given['headers']): string[] {
  const list: string[] = []
  for (const [name, value] of entriesOf(fields)) list.push(name, String(value))
  return list
}
