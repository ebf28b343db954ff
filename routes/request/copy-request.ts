/** On a request that tells of its reading: called when it is copied, with the function or class that was called to do so. May throw. */
export const copied: unique symbol = Symbol('copied')

/** What `Request` and `fetch` take in the place of a request: of one that a server reads lazily, the real one. `by`: the function or class that copies it. */
export function copyable<Input>(input: Input, by: object): Input {
  if (typeof input !== 'object' || input === null) return input
  if (copied in input) (input[copied] as (by: object) => void)(by)
  return '_request' in input ? (input._request as Input) : input
}

/**
 * Lets `new Request(request)` and `fetch(request)`, in this whole process, take the request that a handler is given, whatever server it comes from, and tell it that it is copied. Do it before the app is
 * loaded.
 */
export function letRequestsBeCopied(): void {
  if (!ours.has(globalThis.Request)) globalThis.Request = copying(globalThis.Request)
  if (!ours.has(globalThis.fetch)) globalThis.fetch = sending(globalThis.fetch)
}

/** Tests and other servers put some of theirs in the place of ours. */
const ours = new WeakSet<object>()

type Arguments = ConstructorParameters<typeof Request>

function copying(real: typeof Request): typeof Request {
  const construct = (target: typeof Request, [input, init]: Arguments, called: typeof Request): Request =>
    Reflect.construct(target, [copyable(input, construct), init], called)
  const ofHandlers = new Proxy(real, { construct: construct as never })
  real.prototype.constructor = ofHandlers
  ours.add(ofHandlers)
  return ofHandlers
}

function sending(real: typeof fetch): typeof fetch {
  const fetch: typeof real = (input, init) => real(copyable(input, fetch), init)
  ours.add(fetch)
  return Object.assign(fetch, real)
}
