/** What stands in a kept value for something that can be used only once, or that only its own class can make: each caller gets one of its own made from it. */
export type Kept = KeptPromise | KeptStream | KeptResponse | KeptInstance

/** Of a promise, what it resolved to. */
export class KeptPromise {
  value: unknown = undefined
}

/** Of a stream or an async iterable, all that came out of it. `bytes`: a stream that can be read into a buffer of one's own. */
export class KeptStream {
  kind: 'stream' | 'bytes' | 'iterable' = 'stream'
  readonly chunks: unknown[] = []
  /** What the iterable returned at its end. */
  returned: unknown = undefined
}

/** Of a `Response`, what can be sent again. */
export class KeptResponse {
  status = 200
  statusText = ''
  headers: readonly (readonly [name: string, value: string])[] = []
  body: KeptStream | undefined = undefined
}

/** Of an instance of a registered class, the name of its type and what the type makes of it. */
export class KeptInstance {
  type = ''
  data: unknown = undefined
}

export function isKept(value: object): value is Kept {
  return (
    value instanceof KeptPromise ||
    value instanceof KeptStream ||
    value instanceof KeptResponse ||
    value instanceof KeptInstance
  )
}
