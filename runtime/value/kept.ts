import type { Path } from '../key/passing.ts'
import type { Recording } from './recording.ts'

/** What stands in a kept value for something that can be used only once, or that only its own class can make: each caller gets one of its own made from it. */
export type Kept = KeptPromise | KeptStream | KeptResponse | KeptInstance | KeptArgument | KeptAsIs

/** Of a promise, what it resolved to. */
export class KeptPromise {
  value: unknown = undefined
  /** Settles when `value` is known; undefined when it is. */
  pending: Promise<void> | undefined = undefined
}

/** One thing that came out of a stream. */
export interface Chunk {
  readonly value: unknown
  next: Chunk | undefined
}

/** Of a stream or an async iterable, all that came out of it. `bytes`: a stream that can be read into a buffer of one's own. */
export class KeptStream {
  readonly kind: 'stream' | 'bytes' | 'iterable'
  /** Comes before the first chunk. Readers that have begun hold on to what they have not read, whatever becomes of this. */
  start: Chunk = { value: undefined, next: undefined }
  /** What the iterable returned at its end. */
  returned: unknown = undefined
  /** Undefined when everything came out. */
  live: Recording | undefined = undefined
  #last = this.start

  constructor(kind: KeptStream['kind']) {
    this.kind = kind
  }

  *[Symbol.iterator](): Generator {
    for (let chunk = this.start.next; chunk !== undefined; chunk = chunk.next) yield chunk.value
  }

  append(value: unknown): void {
    this.#last = this.#last.next = { value, next: undefined }
  }

  /** What is to come is for those who read already. */
  forget(): void {
    this.start = this.#last
  }
}

/** Of a `Response`, what can be sent again. */
export class KeptResponse {
  readonly status: number
  readonly statusText: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: KeptStream | undefined

  constructor(status: number, statusText: string, headers: KeptResponse['headers'], body: KeptStream | undefined) {
    this.status = status
    this.statusText = statusText
    this.headers = headers
    this.body = body
  }
}

/** Of an instance of a registered class, the name of its type and what the type makes of it. */
export class KeptInstance {
  readonly type: string
  data: unknown = undefined

  constructor(type: string) {
    this.type = type
  }
}

/** Of an argument that the body could only hand back, where it stands: each caller gets its own. */
export class KeptArgument {
  readonly path: Path

  constructor(path: Path) {
    this.path = path
  }
}

/** What cannot be kept, and is handed on to those who wait for it. */
export class KeptAsIs {
  readonly original: unknown

  constructor(original: unknown) {
    this.original = original
  }
}

export function isKept(value: object): value is Kept {
  return (
    value instanceof KeptPromise ||
    value instanceof KeptStream ||
    value instanceof KeptResponse ||
    value instanceof KeptInstance ||
    value instanceof KeptArgument ||
    value instanceof KeptAsIs
  )
}
