import { RequestCookies, type RequestCookie } from './request-cookies.ts'
import {
  deleteCookieLine,
  setCookieLine,
  type DeleteCookieArguments,
  type SetCookieArguments,
} from './response-cookies.ts'

/** The request's cookies, with what the handler has set since: what is set here can be read here, and goes out with the response. */
export class HandlerCookies implements Iterable<[string, RequestCookie]> {
  readonly #current: RequestCookies
  readonly #lines = new Map<string, string>()

  constructor(request: Request) {
    const cookie = request.headers.get('cookie')
    this.#current = new RequestCookies(new Headers(cookie === null ? {} : { cookie }))
  }

  /** What the response must set, by name. */
  get changes(): ReadonlyMap<string, string> {
    return this.#lines
  }

  get size(): number {
    return this.#current.size
  }

  get(name: string | { readonly name: string }): RequestCookie | undefined {
    return this.#current.get(name)
  }

  getAll(name?: string | { readonly name: string }): RequestCookie[] {
    return this.#current.getAll(name)
  }

  has(name: string): boolean {
    return this.#current.has(name)
  }

  set(...cookie: SetCookieArguments): this {
    const { name, value, line } = setCookieLine(cookie)
    this.#lines.set(name, line)
    this.#current.set(name, value)
    return this
  }

  delete(...cookie: DeleteCookieArguments): this {
    const { name, line } = deleteCookieLine(cookie)
    this.#lines.set(name, line)
    this.#current.delete(name)
    return this
  }

  [Symbol.iterator](): IterableIterator<[string, RequestCookie]> {
    return this.#current[Symbol.iterator]()
  }

  toString(): string {
    return this.#current.toString()
  }
}
