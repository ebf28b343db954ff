import { ResponseCookies } from './response-cookies.ts'

/** Set on what only middleware may return: how it was made. */
export const forMiddleware: unique symbol = Symbol('for middleware')

const redirects = new Set([301, 302, 303, 307, 308])

const jar: unique symbol = Symbol('cookies')
const Base: typeof Response = globalThis.Response

/** A `Response` with cookies, and with shorthands. */
export class NextResponse extends Base {
  /** The cookies that this response sets. */
  declare readonly cookies: ResponseCookies

  constructor(body?: ConstructorParameters<typeof Response>[0], init?: ResponseInit) {
    // A server may have put another `Response` in the place of the one that this class was made from.
    if (new.target === NextResponse && globalThis.Response !== Base) return new (current())(body, init)
    super(body, init)
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    const isOne = typeof value === 'object' && value !== null && jar in value
    return this === NextResponse ? isOne : isOne && Object.prototype.isPrototypeOf.call(this.prototype, value)
  }

  static override json(data: unknown, init?: ResponseInit): NextResponse {
    const body: string | undefined = JSON.stringify(data)
    if (body === undefined)
      throw new TypeError(`NextResponse.json() was given ${typeof data}, which JSON cannot express. Pass null instead.`)
    if (init?.headers === undefined)
      return new NextResponse(body, { ...init, headers: { 'content-type': 'application/json' } })
    const headers = new Headers(init.headers)
    if (!headers.has('content-type')) headers.set('content-type', 'application/json')
    return new NextResponse(body, { ...init, headers })
  }

  /** Sends the client elsewhere, with 307 unless said otherwise. The URL is absolute: `new URL('/login', request.url)`. */
  static override redirect(target: string | URL, init: number | ResponseInit = 307): NextResponse {
    const { status = 307, ...rest } = typeof init === 'number' ? { status: init } : init
    if (!redirects.has(status))
      throw new RangeError(
        `NextResponse.redirect() was given the status ${status}; a redirect is 301, 302, 303, 307 or 308.`,
      )
    const headers = new Headers(rest.headers)
    headers.set('location', absolute('redirect', target))
    return new NextResponse(null, { ...rest, status, headers })
  }

  /** For middleware only; a route handler that returns it is answered with 500. */
  static next(init?: ResponseInit): NextResponse {
    const headers = new Headers(init?.headers)
    headers.set('x-middleware-next', '1')
    return Object.assign(new NextResponse(null, { ...init, headers }), { [forMiddleware]: 'NextResponse.next()' })
  }

  /** For middleware only; a route handler that returns it is answered with 500. */
  static rewrite(target: string | URL, init?: ResponseInit): NextResponse {
    const headers = new Headers(init?.headers)
    headers.set('x-middleware-rewrite', absolute('rewrite', target))
    return Object.assign(new NextResponse(null, { ...init, headers }), { [forMiddleware]: 'NextResponse.rewrite()' })
  }
}

const additions: PropertyDescriptorMap & ThisType<Response & { [jar]: ResponseCookies | undefined }> = {
  [jar]: { value: undefined, writable: true },
  cookies: {
    get() {
      return (this[jar] ??= new ResponseCookies(this.headers))
    },
  },
}

Object.defineProperties(NextResponse.prototype, additions)

let made: { readonly base: typeof Response; readonly withCookies: typeof NextResponse } | undefined

/** This class, made from what is the global `Response` now. */
function current(): typeof NextResponse {
  if (made?.base !== globalThis.Response) {
    const withCookies = class extends globalThis.Response {} as typeof NextResponse
    Object.defineProperties(withCookies.prototype, additions)
    made = { base: globalThis.Response, withCookies }
  }
  return made.withCookies
}

function absolute(method: string, target: string | URL): string {
  if (typeof target !== 'string') return target.href
  if (!URL.canParse(target)) {
    throw new TypeError(
      `NextResponse.${method}() was given '${target}'; it needs an absolute URL: new URL('${target}', request.url).`,
    )
  }
  return new URL(target).href
}
