import { isbot } from 'isbot'
import { UAParser } from 'ua-parser-js'

/** What a client says it is. Each part is undefined when it does not say. */
export interface UserAgent {
  readonly isBot: boolean
  readonly ua: string
  readonly browser: { readonly name?: string; readonly version?: string; readonly major?: string }
  readonly device: { readonly model?: string; readonly type?: string; readonly vendor?: string }
  readonly engine: { readonly name?: string; readonly version?: string }
  readonly os: { readonly name?: string; readonly version?: string }
  readonly cpu: { readonly architecture?: string }
}

/** Reads the `User-Agent` header of a request. */
export function userAgent({ headers }: { readonly headers: Pick<Headers, 'get'> }): UserAgent {
  return userAgentFromString(headers.get('user-agent') ?? undefined)
}

/** Reads the text of a `User-Agent` header. */
export function userAgentFromString(text = ''): UserAgent {
  const { ua, browser, device, engine, os, cpu } = new UAParser(text).getResult()
  return { isBot: text !== '' && isbot(text), ua, browser, device, engine, os, cpu } as UserAgent
}
