import type { FailedRequest } from './failure.ts'
import { isLight } from './outgoing.ts'
import { forMiddleware } from './request/next-response.ts'

/** What a handler returned, if that can be sent. Throws an error that names the file, the method and what came instead. */
export function checked(answer: unknown, where: FailedRequest): Response {
  if (!isResponse(answer))
    throw refusal(where, `${describe(answer)}. Return a Response in every branch, for instance Response.json(data)`)
  if (forMiddleware in answer) {
    throw refusal(
      where,
      `${String(answer[forMiddleware])}, which only means something in middleware. Return a Response`,
    )
  }
  if (answer.status === 0)
    throw refusal(where, 'Response.error(), which cannot be sent. Return a Response with a status')
  return answer
}

/** Also true for the responses of other implementations, which tests and servers bring along. */
function isResponse(answer: unknown): answer is Response {
  if (typeof answer !== 'object' || answer === null) return false
  return isLight(answer) || answer instanceof Response || Object.prototype.toString.call(answer) === '[object Response]'
}

function refusal({ request, route }: FailedRequest, what: string): TypeError {
  return new TypeError(`The ${request.method} handler of ${route.file} (${route.pattern}) returned ${what}.`)
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (typeof value !== 'object') return `a ${typeof value}`
  if (Array.isArray(value)) return 'an array'
  const name: unknown = (Object.getPrototypeOf(value) as object | null)?.constructor?.name
  return typeof name === 'string' && name !== 'Object' ? `an instance of ${name}` : 'a plain object'
}
