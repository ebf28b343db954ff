import type { Guard } from '../../runtime/handler.ts'
import { copied } from '../request/copy-request.ts'
import { NextRequest } from '../request/next-request.ts'
import { NextURL } from '../request/next-url.ts'

const origin = 'http://localhost:3000'

/** The request that a handler sees whose answer is for everybody: of the client's, only the path. `headers`: where there are any nevertheless. */
export function neutralRequest(path: string, headers?: Headers): NextRequest {
  return new NextRequest(origin + path, headers === undefined ? {} : { headers })
}

/** The same, telling when something is read that would differ, or all of it copied. The path and the method are the same for all. */
export function guardedRequest(path: string, guard: Guard): NextRequest {
  const request = neutralRequest(path)
  const url = guarded(new NextURL(origin + path), 'request.nextUrl', ofUrl, guard)
  Object.defineProperty(request, 'nextUrl', { value: url })
  Object.defineProperty(request, copied, { value: (by: () => void) => guard('new Request(request)', by) })
  return guarded(request, 'request', ofRequest, guard)
}

const ofRequest = 'url headers cookies body bodyUsed referrer arrayBuffer blob bytes clone formData json text'.split(
  ' ',
)
const ofUrl =
  'href search searchParams origin host hostname port protocol username password clone toString toJSON'.split(' ')

function guarded<Of extends object>(object: Of, name: string, properties: readonly string[], guard: Guard): Of {
  // All are read before any of them tells of it.
  const values = properties.map((property): [string, unknown] => [property, Reflect.get(object, property)])
  for (const [property, value] of values) {
    const isMethod = typeof value === 'function'
    const get = (): unknown => {
      guard(`${name}.${property}${isMethod ? '()' : ''}`, get)
      return isMethod ? (value as (...args: unknown[]) => unknown).bind(object) : value
    }
    Object.defineProperty(object, property, { get, configurable: true })
  }
  return object
}
