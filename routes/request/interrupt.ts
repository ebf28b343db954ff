/** What `redirect()`, `notFound()` and their like throw. It ends the handler; the dispatcher turns it into a response. */
export class Interrupt extends Error {
  override readonly name = 'Interrupt'
  /** Recognised by code written for Next.js that lets such errors pass. */
  readonly digest: string
  readonly status: number
  /** Where to, for redirects. */
  readonly location: string | null

  constructor(call: string, digest: string, status: number, location: string | null) {
    super(`${call} ends the handler by throwing this. If you catch it, throw it again: unstable_rethrow(error).`)
    this.digest = digest
    this.status = status
    this.location = location
  }
}

/** How a browser's history is changed by a redirect; without meaning for a route handler. */
export const RedirectType: { readonly push: 'push'; readonly replace: 'replace' } = { push: 'push', replace: 'replace' }
export type RedirectType = 'push' | 'replace'

/** Ends the handler and sends the client elsewhere, for this time: 307, or 303 after a form was posted. Relative paths stay relative. */
export function redirect(url: string | URL, type: RedirectType = 'replace'): never {
  throw redirection('redirect()', url, type, 307)
}

/** Ends the handler and sends the client elsewhere, for good: 308, or 303 after a form was posted. */
export function permanentRedirect(url: string | URL, type: RedirectType = 'replace'): never {
  throw redirection('permanentRedirect()', url, type, 308)
}

/** Ends the handler with 404. */
export function notFound(): never {
  throw fallback('notFound()', 404)
}

/** Ends the handler with 403: we know who asks, and they may not. */
export function forbidden(): never {
  throw fallback('forbidden()', 403)
}

/** Ends the handler with 401: we do not know who asks. */
export function unauthorized(): never {
  throw fallback('unauthorized()', 401)
}

/** In a `catch`: throws the error again if it is one that ends a handler. */
export function unstable_rethrow(error: unknown): void {
  if (error instanceof Interrupt) throw error
  if (error instanceof Error && error.cause !== undefined) unstable_rethrow(error.cause)
}

function redirection(call: string, url: string | URL, type: RedirectType, status: number): Interrupt {
  const location = String(url)
    .toWellFormed()
    .replaceAll(/[^\x21-\x7e]+/g, encodeURIComponent)
  return new Interrupt(call, `NEXT_REDIRECT;${type};${location};${status};`, status, location)
}

function fallback(call: string, status: number): Interrupt {
  return new Interrupt(call, `NEXT_HTTP_ERROR_FALLBACK;${status}`, status, null)
}
