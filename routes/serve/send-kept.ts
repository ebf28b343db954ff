import { STATUS_CODES, type ServerResponse } from 'node:http'
import { headersOf, isUnchanged, withoutContent } from '../response-cache/delivered.ts'
import type { KeptAnswer } from '../response-cache/response-cache.ts'
import type { StoredResponse } from '../response-cache/stored-response.ts'
import { asText, smallBody } from './send.ts'

/** Sends what is kept. */
export function sendKept(outgoing: ServerResponse, kept: KeptAnswer): void {
  const { status, statusText, body } = kept.stored
  const { headers, unchanged, text } = formOf(kept)
  if (isUnchanged(kept.stored, outgoing.req.headers['if-none-match'] ?? null)) {
    outgoing.writeHead(304, STATUS_CODES[304], unchanged).end()
    return
  }
  outgoing.writeHead(status, statusText || STATUS_CODES[status], headers)
  // Node leaves the body of an answer to HEAD out.
  if (text === null) outgoing.end(body)
  else outgoing.end(text, 'latin1')
}

/** What an answer looks like on the wire: `[name, value, name, value, …]`, and a small body as one character for each byte. */
interface Form {
  readonly seconds: number
  readonly headers: string[]
  readonly unchanged: string[]
  readonly text: string | null
}

const forms = new WeakMap<StoredResponse, Form>()

/** The same for a second, as long as no header changes. */
function formOf({ stored, found }: KeptAnswer): Form {
  const seconds = Math.floor(found.age / 1000)
  let form = forms.get(stored)
  if (form?.seconds === seconds) return form
  const { status, body } = stored
  const headers = headersOf(stored, found)
  const length = status === 204 || status === 304 ? [] : ['content-length', String(body === null ? 0 : body.length)]
  form = {
    seconds,
    headers: [...headers.flat(), ...length],
    unchanged: withoutContent(headers).flat(),
    text: body === null || body.length > smallBody ? null : asText(body),
  }
  forms.set(stored, form)
  return form
}
