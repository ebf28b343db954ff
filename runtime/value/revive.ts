import {
  type Chunk,
  type Kept,
  type KeptArgument,
  type KeptAsIs,
  KeptInstance,
  type KeptPromise,
  KeptResponse,
  KeptStream,
} from './kept.ts'
import { Undecodable } from '../key/refusal.ts'
import { typeNamed } from '../key/registered.ts'

/** What a caller gets for something that is kept in another form. `copy`: continues the copy of which it is a part; `fresh`: begins one of its own. */
export function revive(
  kept: Exclude<Kept, KeptPromise | KeptArgument | KeptAsIs>,
  copy: (value: unknown) => unknown,
  fresh: (value: unknown) => unknown,
): object {
  if (kept instanceof KeptInstance) return instance(kept, copy)
  return kept instanceof KeptResponse ? response(kept, fresh) : replay(kept, fresh)
}

function instance({ type, data }: KeptInstance, copy: (value: unknown) => unknown): object {
  const own = copy(data)
  try {
    return typeNamed(type)!.decode(own) as object
  } catch (error) {
    throw new Undecodable(type, error)
  }
}

function response({ status, statusText, headers, body }: KeptResponse, fresh: (value: unknown) => unknown): Response {
  const content: Uint8Array<ArrayBuffer> | ReadableStream | null =
    body === undefined ? null : body.live === undefined ? bytesOf(body) : (stream(body, fresh) as ReadableStream)
  return new Response(content, { status, statusText, headers: headers as [string, string][] })
}

/** Of a body that has come to its end. */
function bytesOf(kept: KeptStream): Uint8Array<ArrayBuffer> {
  const chunks = [...kept] as Uint8Array<ArrayBuffer>[]
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
}

/** A stream or an iterable of one's own with everything that came out of the one that was kept: what is there already at once, the rest as it comes. */
function replay(kept: KeptStream, fresh: (value: unknown) => unknown): ReadableStream | AsyncGenerator {
  return kept.kind === 'iterable' ? generator(new Reader(kept, fresh)) : stream(kept, fresh)
}

/** Begun already, so that one that is returned before its first item leaves, too. */
function generator(reader: Reader): AsyncGenerator {
  const items = itemsOf(reader)
  void items.next()
  return items
}

async function* itemsOf(reader: Reader): AsyncGenerator {
  try {
    yield
    for (;;) {
      const { done, value } = await reader.next()
      if (done === true) return value
      yield value
    }
  } finally {
    reader.leave()
  }
}

function stream(kept: KeptStream, fresh: (value: unknown) => unknown): ReadableStream<unknown> {
  const isBytes = kept.kind === 'bytes'
  const reader = new Reader(kept, isBytes ? (chunk) => new Uint8Array(chunk as Uint8Array) : fresh)
  const source = {
    async pull(controller: ReadableByteStreamController | ReadableStreamDefaultController<unknown>): Promise<void> {
      const { done, value } = await reader.next()
      if (done !== true) return controller.enqueue(value as never)
      reader.leave()
      controller.close()
      // Ends a read into a buffer of the reader's own.
      ;(controller as ReadableByteStreamController).byobRequest?.respond(0)
    },
    cancel: () => reader.leave(),
  }
  return isBytes ? new ReadableStream({ ...source, type: 'bytes' }) : new ReadableStream(source, { highWaterMark: 0 })
}

/** Reads from the start on. */
class Reader {
  readonly #kept: KeptStream
  readonly #live: KeptStream['live']
  readonly #copy: (value: unknown) => unknown
  #at: Chunk | undefined

  constructor(kept: KeptStream, copy: (value: unknown) => unknown) {
    this.#kept = kept
    this.#at = kept.start
    this.#copy = copy
    this.#live = kept.live
    this.#live?.join()
  }

  async next(): Promise<IteratorResult<unknown, unknown>> {
    while (this.#at !== undefined) {
      const chunk = this.#at.next
      if (chunk !== undefined) {
        this.#at = chunk
        return { done: false, value: this.#copy(chunk.value) }
      }
      if (this.#kept.live === undefined) break
      await this.#kept.live.more()
    }
    return { done: true, value: this.#copy(this.#kept.returned) }
  }

  leave(): void {
    if (this.#at !== undefined) this.#live?.leave()
    this.#at = undefined
  }
}
