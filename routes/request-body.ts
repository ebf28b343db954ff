/** Thrown by the reading of a body that turns out to be larger than allowed. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge'

  constructor(limit: number) {
    super(`The request's body is larger than ${limit} bytes, the limit given as maxBodyBytes.`)
  }
}

/** A request whose body cannot be larger than allowed. */
export interface LimitedRequest {
  readonly request: Request
  /** True as soon as more than the limit has arrived. */
  readonly exceeded: () => boolean
}

/** True if the request itself says that its body is larger than `limit`. */
export function announcesTooMuch(request: Request, limit: number): boolean {
  return Number(request.headers.get('content-length') ?? 0) > limit
}

/** Counts a body that does not say how long it is, and ends it with an error where it exceeds the limit. */
export function limited(request: Request, limit: number): LimitedRequest {
  if (request.headers.has('content-length') || request.body === null) return { request, exceeded: () => false }
  let received = 0
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      received += chunk.byteLength
      if (received > limit) throw new BodyTooLarge(limit)
      controller.enqueue(chunk)
    },
  })
  const { url, method, headers, signal } = request
  const body = request.body.pipeThrough(counter)
  return {
    request: new Request(url, { method, headers, signal, body, duplex: 'half' }),
    exceeded: () => received > limit,
  }
}
