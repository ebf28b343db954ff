/**
 * Set on responses that remember what they were made of (`serve/light-response.ts`). Looking at their `body` or `headers` instead would make them build what
 * nobody needs.
 */
export const given: unique symbol = Symbol('given')

/** What such a response was made of, with the changes made to its headers since. */
export interface Given {
  readonly body: unknown
  readonly headers: ResponseInit['headers']
}

/** The headers one by one, in whatever form they were given. */
export function entriesOf(headers: Given['headers']): Iterable<readonly [name: string, value: unknown]> {
  if (headers === undefined) return []
  return Symbol.iterator in headers ? (headers as Iterable<[string, string]>) : Object.entries(headers)
}

/** Whether there is such a header, in whatever form they were given; its name in lower case. */
export function has(headers: Given['headers'], name: string): boolean {
  if (headers instanceof Headers) return headers.has(name)
  for (const [other] of entriesOf(headers))
    if (other.length === name.length && other.toLowerCase() === name) return true
  return false
}

/** Adds headers to those of an answer; one of the same name gives way, but for `vary`, which grows. */
export function addHeaders(headers: Headers, added: readonly (readonly [name: string, value: string])[]): void {
  for (const [name, value] of added) headers[name === 'vary' ? 'append' : 'set'](name, value)
}

type LightResponse = Response & { readonly [given]: Given }

/** True if the response remembers what it was made of. */
export function isLight(response: object): response is LightResponse {
  return given in response
}

/**
 * The stream that the handler itself returned, or null: text, bytes and blobs are sent as they are, and so are streams of bytes, which `fetch` gives.
 */
export function streamOf(response: Response): ReadableStream<unknown> | null {
  if (!isLight(response)) return response.body === null || isByteStream(response.body) ? null : response.body
  const { body } = response[given]
  // A stream that is locked was cloned or read: what is left of it is the response's own.
  return body instanceof ReadableStream ? (body.locked ? response.body : body) : null
}

/** Only a stream of bytes can be read into a buffer that the reader brings. */
function isByteStream(stream: ReadableStream<unknown>): boolean {
  if (stream.locked) return false
  try {
    stream.getReader({ mode: 'byob' }).releaseLock()
    return true
  } catch {
    return false
  }
}

/** The same response with other headers, another body. The original stays as it is: handlers may keep one and return it again. */
export function changed(
  response: Response,
  headers: Headers | undefined,
  body: ReadableStream<unknown> | null | undefined,
): Response {
  const { status, statusText } = response
  const source: Given = isLight(response) ? response[given] : response
  const content = (body === undefined ? source.body : body) as ConstructorParameters<typeof Response>[0]
  const fields = headers ?? source.headers
  return new Response(content, fields === undefined ? { status, statusText } : { status, statusText, headers: fields })
}

/**
 * The same response without what is for its server to say: how the body travels, and how long it is. A handler says it by mistake, or copies it with all other headers of a response that
 * `fetch` gave: these have a date, and speak of an encoding that `fetch` has undone. Only of a body that is not sent, for HEAD, does nobody else know the length.
 */
export function withoutTransport(response: Response, method: string): Response {
  const { body, headers: fields }: Given = isLight(response) ? response[given] : response
  if (!speaksOfTransport(fields)) return response
  const headers = new Headers(response.headers)
  const isCopy = headers.has('date') || (!isLight(response) && response.url !== '')
  for (const name of ofTransport) headers.delete(name)
  if (isCopy) headers.delete('content-encoding')
  if (isCopy || method !== 'HEAD' || body !== null) headers.delete('content-length')
  return changed(response, headers, undefined)
}

function speaksOfTransport(fields: Given['headers']): boolean {
  for (const [name] of entriesOf(fields)) if (ofServers.has(name.toLowerCase())) return true
  return false
}

const ofTransport = ['connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade']
const ofServers = new Set([...ofTransport, 'content-encoding', 'content-length', 'date'])

/** What to be told about a body on its way out. */
export interface BodyWatcher {
  /** The stream has failed; the connection is cut. */
  readonly failed: (error: unknown) => void
  /** The body was sent whole, or nobody wants it any more. */
  readonly closed: () => void
}

/** Hands a stream on chunk by chunk, never more than was asked for; text becomes bytes. Of anything else the watcher is told, and the stream ends there. */
export function watched(stream: ReadableStream<unknown>, watcher: BodyWatcher): ReadableStream<Uint8Array> {
  const reader = stream.getReader()
  let wanted = true
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read()
          if (!wanted) return
          if (!done) return controller.enqueue(bytesOf(value))
          controller.close()
          watcher.closed()
        } catch (error) {
          watcher.failed(error)
          watcher.closed()
          void reader.cancel(error).catch(() => {})
          throw error
        }
      },
      async cancel(reason) {
        wanted = false
        watcher.closed()
        await reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
}

const encoder = new TextEncoder()

function bytesOf(chunk: unknown): Uint8Array {
  if (typeof chunk === 'string') return encoder.encode(chunk)
  // `instanceof` would refuse the bytes of another realm, such as a `Buffer` under Jest.
  if (Object.prototype.toString.call(chunk) === '[object Uint8Array]') return chunk as Uint8Array
  const what = chunk === null ? 'null' : `a value of type ${typeof chunk}`
  throw new TypeError(`The stream of a response's body gave ${what}; each chunk must be text or bytes (Uint8Array).`)
}
