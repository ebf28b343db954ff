import { refuseAheadOfTime, refuseInBody, refuseInShared } from '../../runtime/caller.ts'
import { lookAtDraft } from '../../runtime/request.ts'
import { draftCookie, secretOf } from './draft-cookie.ts'
import type { HandlerCookies } from './handler-cookies.ts'
import { currentScope, type RequestScope } from './scope.ts'

/** Headers that cannot be changed: they were sent by the client. */
export type ReadonlyHeaders = Omit<Headers, 'append' | 'delete' | 'set'>

/** The cookies of the request that is being answered. What is set on them goes out with the response. */
export function cookies(): Promise<HandlerCookies> {
  return ask('cookies()', (scope) => {
    refuseInShared('the cookies of one request', 'cookies', cookies)
    scope.guard?.('cookies()', cookies)
    return scope.jar
  })
}

/** The headers of the request that is being answered. */
export function headers(): Promise<ReadonlyHeaders> {
  return ask('headers()', (scope) => {
    refuseInShared('the headers of one request', 'headers', headers)
    scope.guard?.('headers()', headers)
    return (scope.headers ??= sealed(scope.request.headers))
  })
}

/** Resolves when a request is there to be answered: what follows is never run ahead of time. */
export function connection(): Promise<void> {
  return ask('connection()', (scope) => {
    refuseAheadOfTime('connection', connection)
    scope.guard?.('connection()', connection)
  })
}

/** Whether this client sees drafts, and the switch for it. */
export interface DraftMode {
  readonly isEnabled: boolean
  enable(): void
  disable(): void
}

/** Draft mode: a cookie that only this server can make, for editors who want to see what is not published. */
export function draftMode(): Promise<DraftMode> {
  return ask('draftMode()', (scope) => {
    const secure = scope.request.url.startsWith('https:')
    const attributes = { httpOnly: true, secure, sameSite: secure ? 'none' : 'lax' } as const
    const enable = (): void => {
      refuseInBody('draftMode().enable', enable)
      scope.jar.set(draftCookie, secretOf(scope.draftSecret), attributes)
      lookAtDraft(scope)
    }
    const disable = (): void => {
      refuseInBody('draftMode().disable', disable)
      scope.jar.set(draftCookie, '', { ...attributes, expires: 0 })
    }
    return {
      get isEnabled() {
        return scope.draft
      },
      enable,
      disable,
    }
  })
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
