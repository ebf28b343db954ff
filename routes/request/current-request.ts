import { HandlerCookies } from './handler-cookies.ts'
import { currentScope, type RequestScope } from './scope.ts'

/** Headers that cannot be changed: they were sent by the client. */
export type ReadonlyHeaders = Omit<Headers, 'append' | 'delete' | 'set'>

/** The cookies of the request that is being answered. What is set on them goes out with the response. */
export function cookies(): Promise<HandlerCookies> {
  return ask('cookies()', (scope) => (scope.cookies ??= new HandlerCookies(scope.request)))
}

/** The headers of the request that is being answered. */
export function headers(): Promise<ReadonlyHeaders> {
  return ask('headers()', (scope) => (scope.headers ??= sealed(scope.request.headers)))
}

/** Resolves when a request is there to be answered: what follows is never run ahead of time. */
export function connection(): Promise<void> {
  return ask('connection()', () => undefined)
}

/** Whether this client sees drafts, and the switch for it. */
export interface DraftMode {
  readonly isEnabled: boolean
  enable(): void
  disable(): void
}

const draftCookie = '__prerender_bypass'

/** Draft mode: a cookie that only this server can make, for editors who want to see what is not published. */
export function draftMode(): Promise<DraftMode> {
  return ask('draftMode()', (scope) => {
    const jar = (scope.cookies ??= new HandlerCookies(scope.request))
    const secret = scope.draftSecret ?? ownSecret()
    const secure = scope.request.url.startsWith('https:')
    return {
      get isEnabled() {
        return equal(jar.get(draftCookie)?.value ?? '', secret)
      },
      enable() {
        jar.set(draftCookie, secret, { httpOnly: true, secure, sameSite: secure ? 'none' : 'lax' })
      },
      disable() {
        jar.set(draftCookie, '', { httpOnly: true, secure, sameSite: secure ? 'none' : 'lax', expires: 0 })
      },
    }
  })
}

let madeUp: string | undefined
function ownSecret(): string {
  return (madeUp ??= crypto.randomUUID())
}

/** Answers with a promise, also when there is no request to ask. */
async function ask<T>(asked: string, answer: (scope: RequestScope) => T): Promise<T> {
  return answer(currentScope(asked))
}

/** A copy that refuses to be changed. */
function sealed(source: Headers): Headers {
  const refuse = (): never => {
    throw new TypeError("headers() are the client's and can't be changed. Set headers on the Response that you return.")
  }
  return Object.defineProperties(new Headers(source), {
    append: { value: refuse },
    delete: { value: refuse },
    set: { value: refuse },
  })
}

/** Compares in a time that tells nothing about where two texts differ. */
function equal(a: string, b: string): boolean {
  let difference = a.length ^ b.length
  for (let index = 0; index < a.length; index++) difference |= a.charCodeAt(index) ^ b.charCodeAt(index % b.length)
  return difference === 0
}
