import { URLPattern as Polyfill } from 'urlpattern-polyfill/urlpattern'

type Part = 'protocol' | 'username' | 'password' | 'hostname' | 'port' | 'pathname' | 'search' | 'hash'

/** A URL or its parts, to make a pattern of or to try with one. */
export type URLPatternInput = string | { readonly [P in Part | 'baseURL']?: string }

/** What each part of a URL has matched, with its named groups. */
export type URLPatternResult = { readonly inputs: readonly URLPatternInput[] } & {
  readonly [P in Part]: { readonly input: string; readonly groups: Readonly<Record<string, string | undefined>> }
}

/** A pattern for URLs: `new URLPattern({ pathname: '/users/:id' })`. Its types are our own: those of the platform and of the polyfill declare the same globals. */
export interface URLPattern extends Readonly<Record<Part, string>> {
  test(input?: URLPatternInput, baseURL?: string): boolean
  exec(input?: URLPatternInput, baseURL?: string): URLPatternResult | null
}

type Constructor = new (input?: URLPatternInput, baseURL?: string) => URLPattern

/** The platform's `URLPattern`, or where it has none (Node 22) the same in JavaScript. */
export const URLPattern: Constructor = (globalThis as { URLPattern?: Constructor }).URLPattern ?? Polyfill
