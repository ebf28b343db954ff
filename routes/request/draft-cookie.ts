import { RequestCookies } from './request-cookies.ts'

/** The cookie that puts a client into draft mode. */
export const draftCookie = '__prerender_bypass'

/** What the cookie must hold, so that only this server can make it: the secret of the app, or one made up once for this process. An empty one is none. */
export function secretOf(configured: string | undefined): string {
  return configured || (madeUp ??= makeUp())
}

function makeUp(): string {
  // oxlint-disable-next-line no-console -- editors would wonder where their drafts are after a restart
  console.warn(
    'Draft mode was enabled and ends with this process: there is no draftSecret. Give createRoutes() one, or set USE_CACHE_DRAFT_SECRET for `use-cache start`.',
  )
  return crypto.randomUUID()
}

/** Whether the cookie holds the secret. Free of charge where no secret was ever given out. */
export function isDraft(value: () => string | undefined, configured: string | undefined): boolean {
  const secret = configured || madeUp
  return secret !== undefined && equal(value() ?? '', secret)
}

/** The same for a request of which nothing else is known yet. */
export function isDraftRequest({ headers }: Request, configured: string | undefined): boolean {
  return isDraft(() => {
    const cookie = headers.get('cookie')
    if (cookie?.includes(draftCookie) !== true) return undefined
    return new RequestCookies(headers).get(draftCookie)?.value
  }, configured)
}

let madeUp: string | undefined

/** Compares in a time that tells nothing about where two texts differ. */
function equal(a: string, b: string): boolean {
  let difference = a.length ^ b.length
  for (let index = 0; index < a.length; index++) difference |= a.charCodeAt(index) ^ b.charCodeAt(index % b.length)
  return difference === 0
}
