import { parseSetCookie, stringifySetCookie } from 'cookie'

/** A cookie for the browser to keep. `path` is `/` when not given. */
export interface ResponseCookie {
  readonly name: string
  readonly value: string
  readonly path?: string | undefined
  readonly domain?: string | undefined
  /** Seconds from now. */
  readonly maxAge?: number | undefined
  /** A moment; as a number: milliseconds since 1970. */
  readonly expires?: Date | number | undefined
  readonly httpOnly?: boolean | undefined
  readonly secure?: boolean | undefined
  readonly partitioned?: boolean | undefined
  readonly sameSite?: boolean | 'lax' | 'strict' | 'none' | undefined
  readonly priority?: 'low' | 'medium' | 'high' | undefined
}

/** `set(name, value, options?)` or `set({ name, value, ...options })`. */
export type SetCookieArguments =
  | [name: string, value: string, options?: Partial<ResponseCookie>]
  | [cookie: ResponseCookie]

/** `delete(name)` or `delete({ name, path, domain })`: browsers forget a cookie only when its path and domain are the same. */
export type DeleteCookieArguments = [name: string] | [cookie: Pick<ResponseCookie, 'name' | 'path' | 'domain'>]

/** The cookies that a response sets: a view of its `Set-Cookie` headers. */
export class ResponseCookies {
  readonly #headers: Headers

  constructor(headers: Headers) {
    this.#headers = headers
  }

  get(name: string): ResponseCookie | undefined {
    return this.getAll(name).at(-1)
  }

  /** All that the response sets, or those with this name. */
  getAll(name?: string): ResponseCookie[] {
    const all = this.#headers.getSetCookie().map((line) => parseSetCookie(line) as ResponseCookie)
    return name === undefined ? all : all.filter((cookie) => cookie.name === name)
  }

  has(name: string): boolean {
    return this.get(name) !== undefined
  }

  /** Sets a cookie; one of the same name that was set before is replaced. */
  set(...cookie: SetCookieArguments): this {
    const { name, line } = setCookieLine(cookie)
    return this.#replace(name, line)
  }

  delete(...cookie: DeleteCookieArguments): this {
    const { name, line } = deleteCookieLine(cookie)
    return this.#replace(name, line)
  }

  toString(): string {
    return this.#headers.getSetCookie().join('; ')
  }

  #replace(name: string, line: string): this {
    const others = this.#headers.getSetCookie().filter((other) => parseSetCookie(other).name !== name)
    this.#headers.delete('set-cookie')
    for (const each of [...others, line]) this.#headers.append('set-cookie', each)
    return this
  }
}

/** The `Set-Cookie` line for a cookie; `Max-Age` comes with the `Expires` that it means. */
export function setCookieLine(cookie: SetCookieArguments): {
  readonly name: string
  readonly value: string
  readonly line: string
} {
  const given: ResponseCookie = cookie.length === 1 ? cookie[0] : { ...cookie[2], name: cookie[0], value: cookie[1] }
  const { name, value, maxAge } = given
  const expires = given.expires ?? (maxAge === undefined ? undefined : Date.now() + maxAge * 1000)
  const complete = {
    ...given,
    path: given.path ?? '/',
    ...(expires === undefined ? {} : { expires: typeof expires === 'number' ? new Date(expires) : expires }),
  }
  return { name, value, line: stringifySetCookie(complete as Parameters<typeof stringifySetCookie>[0]) }
}

/** The line that makes the browser forget a cookie. */
export function deleteCookieLine(cookie: DeleteCookieArguments): { readonly name: string; readonly line: string } {
  const [given] = cookie
  const { name, path, domain } = typeof given === 'string' ? { name: given } : given
  return setCookieLine([{ name, value: '', path, domain, expires: 0 }])
}
