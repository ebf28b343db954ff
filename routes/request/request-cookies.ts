import { parseCookie, stringifyCookie } from 'cookie'

/** A cookie as a request carries it. */
export interface RequestCookie {
  readonly name: string
  readonly value: string
}

/** The cookies of a request. Changing them changes its `Cookie` header, not what the browser holds. */
export class RequestCookies implements Iterable<[string, RequestCookie]> {
  readonly #headers: Headers
  #values: Map<string, string> | null = null

  constructor(headers: Headers) {
    this.#headers = headers
  }

  get size(): number {
    return this.#read().size
  }

  get(name: string | { readonly name: string }): RequestCookie | undefined {
    const key = nameOf(name)
    const value = this.#read().get(key)
    return value === undefined ? undefined : { name: key, value }
  }

  /** All cookies, or the one with this name. */
  getAll(name?: string | { readonly name: string }): RequestCookie[] {
    const all = [...this.#read()].map(([name, value]) => ({ name, value }))
    return name === undefined ? all : all.filter((cookie) => cookie.name === nameOf(name))
  }

  has(name: string): boolean {
    return this.#read().has(name)
  }

  set(...cookie: [name: string, value: string] | [cookie: RequestCookie]): this {
    const [name, value] = cookie.length === 1 ? [cookie[0].name, cookie[0].value] : cookie
    refuseWrong(name)
    this.#read().set(name, value)
    return this.#write()
  }

  /** True, or for a list one truth for each name, where there was such a cookie. */
  delete(names: string): boolean
  delete(names: readonly string[]): boolean[]
  delete(names: string | readonly string[]): boolean | boolean[] {
    const values = this.#read()
    const deleted = typeof names === 'string' ? values.delete(names) : names.map((name) => values.delete(name))
    this.#write()
    return deleted
  }

  clear(): this {
    this.#read().clear()
    return this.#write()
  }

  *[Symbol.iterator](): IterableIterator<[string, RequestCookie]> {
    for (const [name, value] of this.#read()) yield [name, { name, value }]
  }

  toString(): string {
    return [...this.#read()].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; ')
  }

  #read(): Map<string, string> {
    return (this.#values ??= new Map(
      Object.entries(parseCookie(this.#headers.get('cookie') ?? '')) as [string, string][],
    ))
  }

  #write(): this {
    if (this.size === 0) this.#headers.delete('cookie')
    else this.#headers.set('cookie', this.toString())
    return this
  }
}

/** Only what is set here: a client may bring cookies of other systems, whatever their names. */
function refuseWrong(name: string): void {
  stringifyCookie({ [name]: '' })
}

function nameOf(name: string | { readonly name: string }): string {
  return typeof name === 'string' ? name : name.name
}
