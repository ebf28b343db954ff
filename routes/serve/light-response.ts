import { FastResponse } from 'srvx/node'
import { entriesOf, given, type Given } from '../outgoing.ts'

const RealResponse = globalThis.Response
const bodiless = new Set([101, 204, 205, 304])

type Body = ConstructorParameters<typeof Response>[0]

/** Everything that this class leaves out becomes a real response when it is asked for. */
const Lazy = FastResponse as unknown as new (body?: Body, init?: ResponseInit) => object

/**
 * A `Response` that is sent without being built: it remembers what it was made of, and becomes a real one only when somebody reads it.
 * Building a real one costs more than the whole rest of a small answer.
 */
class LightResponse extends Lazy {
  readonly #body: unknown
  readonly #init: ResponseInit | undefined
  #headersSeen = false

  constructor(body?: Body, init?: ResponseInit) {
    refuseWrong(body, init?.status, init?.statusText)
    if (body instanceof FormData) [body, init] = encodedForm(body, init)
    else if (init?.headers && !isSendable(init.headers)) init = { ...init, headers: new Headers(init.headers) }
    super(body, init)
    this.#body = body ?? null
    this.#init = init
  }

  get [given](): Given {
    return { body: this.#body, headers: this.#headersSeen ? this.headers : this.#init?.headers }
  }

  get headers(): Headers {
    const headers = Reflect.get(FastResponse.prototype, 'headers', this) as Headers
    if (!this.#headersSeen) {
      this.#headersSeen = true
      const type = impliedType(this.#body)
      if (type && !headers.has('content-type')) headers.set('content-type', type)
    }
    return headers
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return this === LightResponse
      ? value instanceof RealResponse
      : Object.prototype.isPrototypeOf.call(this.prototype, value as object)
  }

  static json(data: unknown, init?: ResponseInit): LightResponse {
    const body: string | undefined = JSON.stringify(data)
    if (body === undefined) throw new TypeError('Value is not JSON serializable')
    if (init === undefined) return new LightResponse(body, json)
    const headers = new Headers(init.headers)
    if (!headers.has('content-type')) headers.set('content-type', 'application/json')
    return new LightResponse(body, { ...init, headers })
  }
}

const json = { headers: { 'content-type': 'application/json' } }

/** What the real one refuses is refused here and now too, not when it is sent. */
function refuseWrong(body: unknown, status = 200, reason = ''): void {
  if (status < 200 || status > 599)
    throw new RangeError(`Response was given the status ${status}; it must be between 200 and 599.`)
  if (body != null && bodiless.has(status))
    throw new TypeError(`Response was given a body with the status ${status}, which has none.`)
  if (!text.test(reason))
    throw new TypeError(`Response was given the statusText ${JSON.stringify(reason)}, which cannot be sent.`)
}

/** False for headers that `Headers` would refuse, or change. */
function isSendable(headers: NonNullable<ResponseInit['headers']>): boolean {
  if (headers instanceof Headers) return true
  for (const [name, value] of entriesOf(headers)) if (!token.test(name) || !text.test(String(value))) return false
  return true
}

const token = /^[\w!#$%&'*+.^`|~-]+$/
const text = /^[\t\x20-\x7e\x80-\xff]*$/

/** What a body says about its own type. */
export function impliedType(body: unknown): string | null {
  if (typeof body === 'string') return 'text/plain;charset=UTF-8'
  if (body instanceof URLSearchParams) return 'application/x-www-form-urlencoded;charset=UTF-8'
  return body instanceof Blob ? body.type : null
}

/** The boundary of a form is made up when it is encoded, and must be the same in the header. */
function encodedForm(form: FormData, init: ResponseInit = {}): [Body, ResponseInit] {
  const encoded = new Request('http://localhost', { method: 'POST', body: form })
  const headers = new Headers(init.headers)
  if (!headers.has('content-type')) headers.set('content-type', encoded.headers.get('content-type') ?? '')
  return [encoded.body, { ...init, headers }]
}

let users = 0
let replaced: typeof Response | undefined

/**
 * Makes `Response`, in this whole process, the light one. Do it before the app is loaded. What is given back undoes it, when everybody who asked for it has done so.
 */
export function useLightResponses(): () => void {
  if (users++ === 0) {
    replaced = globalThis.Response
    globalThis.Response = LightResponse as unknown as typeof Response
  }
  let done = false
  return () => {
    if (!done && --users === 0) globalThis.Response = replaced as typeof Response
    done = true
  }
}
