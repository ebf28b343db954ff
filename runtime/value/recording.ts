import { types } from 'node:util'
import type { KeptStream } from './kept.ts'

/** Where the chunks of a stream come from. */
export interface Source {
  next(): Promise<IteratorResult<unknown, unknown>>
  cancel(): Promise<unknown>
}

/** Who keeps what comes. */
export interface Keeper {
  /** Copies and weighs a chunk, or what comes at the end. Throws for what cannot be kept. */
  keep(value: unknown): unknown
  /** Told when it begins to wait until somebody reads on, and when it goes on. */
  waits(isWaiting: boolean): void
  /** Told when nothing more will come, before readers are. */
  ended(failure: { readonly error: unknown } | undefined): void
}

/**
 * A stream on its way. Everything that comes out of the source is kept as it comes, whether somebody reads it or not, so that the first reader need not finish for the next one to have it all. Once
 * it is certain that it will not be kept, only readers make it go on, and nothing stays that all of them have read.
 */
export class Recording {
  readonly #kept: KeptStream
  readonly #source: Source
  readonly #keeper: Keeper
  #readers = 0
  #isForReaders = false
  #hasReaders = false
  #waiting: (() => void)[] = []
  #demand: (() => void) | undefined
  #failure: { readonly error: unknown } | undefined

  constructor(kept: KeptStream, source: Source, keeper: Keeper) {
    this.#kept = kept
    this.#source = source
    this.#keeper = keeper
    kept.live = this
  }

  async run(): Promise<void> {
    try {
      while (!this.#isForReaders || (await this.#isAskedFor())) {
        const { done, value } = await this.#source.next()
        const kept = this.#keep(value)
        if (done === true) {
          this.#kept.returned = kept
          break
        }
        this.#kept.append(kept)
        this.#forgetRead()
        this.#wake()
      }
      this.#kept.live = undefined
    } catch (error) {
      this.#failure = { error }
    }
    this.#keeper.ended(this.#failure)
    this.#wake()
  }

  /** It will not be kept. */
  forReadersAlone(): void {
    this.#isForReaders = true
    this.#forgetRead()
  }

  /** Whoever will ever read has begun to. */
  allHaveBegun(): void {
    this.#hasReaders = true
    this.#forgetRead()
    this.#demand?.()
  }

  join(): void {
    this.#readers++
  }

  leave(): void {
    this.#readers--
    this.#demand?.()
  }

  /** Resolves when there is another chunk, or the end. */
  more(): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure.error)
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => (this.#failure === undefined ? resolve() : reject(this.#failure.error)))
      this.#demand?.()
    })
  }

  /** A source whose chunk cannot be kept is not read on. */
  #keep(value: unknown): unknown {
    try {
      return this.#keeper.keep(value)
    } catch (error) {
      this.#source.cancel().catch(ignore)
      throw error
    }
  }

  #forgetRead(): void {
    if (this.#isForReaders && this.#hasReaders) this.#kept.forget()
  }

  #wake(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const wake of waiting) wake()
  }

  /** Waits for a reader that has read everything. False when there is none any more; then the source is told to stop. */
  async #isAskedFor(): Promise<boolean> {
    while (this.#waiting.length === 0) {
      if (this.#readers === 0 && this.#hasReaders) {
        await this.#source.cancel()
        return false
      }
      this.#keeper.waits(true)
      await new Promise<void>((resolve) => {
        this.#demand = resolve
      })
      this.#keeper.waits(false)
    }
    return true
  }
}

export function sourceOfStream(stream: ReadableStream<unknown>): Source {
  const reader = stream.getReader()
  return {
    next: () => reader.read(),
    cancel: () => reader.cancel(),
  }
}

/** The stream of a `Response`: of bytes, without empty chunks, which no stream of bytes can hand on. */
export function sourceOfBody(body: ReadableStream<unknown>): Source {
  const source = sourceOfStream(body)
  return {
    cancel: () => source.cancel(),
    async next() {
      for (;;) {
        const result = await source.next()
        if (result.done === true) return result
        if (!types.isUint8Array(result.value)) {
          source.cancel().catch(ignore)
          throw noBytes(result.value)
        }
        if (result.value.length > 0) return result
      }
    },
  }
}

function noBytes(chunk: unknown): TypeError {
  return new TypeError(
    `A chunk of the body of a Response is a ${typeof chunk}, not bytes. Encode what its stream gives: stream.pipeThrough(new TextEncoderStream()).`,
  )
}

export function sourceOfIterable(iterable: AsyncIterable<unknown>): Source {
  const iterator = iterable[Symbol.asyncIterator]() as AsyncIterator<unknown, unknown>
  return {
    next: async () => iterator.next(),
    cancel: async () => iterator.return?.(),
  }
}

/** One that can be read into a buffer of one's own. Leaves it as it was. */
export function isByteStream(stream: ReadableStream<unknown>): boolean {
  try {
    stream.getReader({ mode: 'byob' }).releaseLock()
    return true
  } catch {
    return false
  }
}

function ignore(): void {}
