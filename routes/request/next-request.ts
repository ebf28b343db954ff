import { copyable } from './copy-request.ts'
import { extendObject } from './extend-object.ts'
import { NextURL } from './next-url.ts'
import { RequestCookies } from './request-cookies.ts'

const url: unique symbol = Symbol('nextUrl')
const jar: unique symbol = Symbol('cookies')

/** A `Request` with its URL taken apart and its cookies read. */
export class NextRequest extends Request {
  declare readonly nextUrl: NextURL
  declare readonly cookies: RequestCookies

  /** `input` is an absolute URL or another request. */
  constructor(input: string | URL | Request, init?: RequestInit) {
    // A body that is a stream can only be sent in one direction at a time, and `Request` wants that said.
    super(copyable(input, NextRequest), init?.body == null ? init : { ...init, duplex: 'half' })
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    const isOne = typeof value === 'object' && value !== null && url in value
    return this === NextRequest ? isOne : isOne && Object.prototype.isPrototypeOf.call(this.prototype, value)
  }
}

interface Remembers {
  [url]: NextURL | undefined
  [jar]: RequestCookies | undefined
}

/** What makes a request a `NextRequest`; computed when first read. */
export const requestAdditions: PropertyDescriptorMap & ThisType<Request & Remembers> = {
  [url]: { value: undefined, writable: true },
  [jar]: { value: undefined, writable: true },
  nextUrl: {
    get() {
      return (this[url] ??= new NextURL(this.url))
    },
  },
  cookies: {
    get() {
      return (this[jar] ??= new RequestCookies(this.headers))
    },
  },
}

Object.defineProperties(NextRequest.prototype, requestAdditions)

/**
 * Makes a `NextRequest` of a request, in place: it keeps its body, its signal and whatever its server attached to it.
 * Constructing a new one would copy all that, and a request that a server reads lazily would be read.
 */
export function asNextRequest(request: Request): NextRequest {
  if (request instanceof NextRequest) return request
  return extendObject(request, requestAdditions) as NextRequest
}
