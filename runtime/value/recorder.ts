import { types } from 'node:util'
import { nextTurn } from '../time/turn.ts'
import { KeptAsIs, KeptPromise, KeptResponse, KeptStream } from './kept.ts'
import { nameOf } from '../key/kind.ts'
import { isByteStream, Recording, type Source, sourceOfBody, sourceOfIterable, sourceOfStream } from './recording.ts'
import { Refusal } from '../key/refusal.ts'
import { headersToKeep } from './response-headers.ts'
import { weightOfBytes, weightOfChunk } from './weight.ts'

/** What a recorder has to know. */
export interface RecorderOptions {
  /** Bytes that may be recorded for one result. */
  readonly limit: number
  /** A copy for keeping, made by itself. Throws for what cannot be kept. */
  readonly keep: (value: unknown) => { readonly value: unknown; readonly bytes: number }
  /** Told of a value that cannot be kept, and why. Throws what callers are told; unless it is handed on as it is. */
  readonly refuse: (error: unknown, value: unknown) => void
  /** Runs work of the body where the body ran. */
  readonly enter: <Result>(work: () => Result) => Result
  /** Told whether all that is on its way waits for readers. */
  readonly rest: (isResting: boolean) => void
}

/** How it went with what was on its way: `unkept`, for those alone who wait for it, may be followed by one of the others. */
export type Ending =
  | { readonly as: 'whole' }
  | { readonly as: 'unkept'; readonly why: string }
  | { readonly as: 'failed'; readonly error: unknown }

/** Follows what in a result is still on its way: promises, streams, async iterables. */
export class Recorder {
  /** What was recorded so far weighs. */
  bytes = 0
  readonly #options: RecorderOptions
  readonly #recordings: Recording[] = []
  /** Those of them that are part of the result itself, or of what a promise in it resolved to. */
  readonly #inSight: Recording[] = []
  readonly #listeners: ((ending: Ending) => void)[] = []
  #work: (() => void)[] = []
  #open = 0
  /** Of those that are open, how many wait for readers. */
  #waiting = 0
  #haveBegun = false
  /** It will not be kept. */
  #isForReaders = false
  /** Readers see what is recorded now when they come to the chunk that it is in. */
  #isInChunk = false
  #ending: Ending | undefined

  constructor(options: RecorderOptions) {
    this.#options = options
  }

  /** Something is on its way. */
  get isNeeded(): boolean {
    return this.#open > 0
  }

  get ending(): Ending | undefined {
    return this.#ending
  }

  whenEnded(listener: (ending: Ending) => void): void {
    if (this.#ending !== undefined) listener(this.#ending)
    this.#listeners.push(listener)
  }

  /** It will not be kept, and those who have not begun to read it come too late. */
  get isOver(): boolean {
    return this.#isForReaders && this.#haveBegun
  }

  /** Begins to read. Not earlier than that everything was looked at: what cannot be kept may have to be handed on as it is. */
  start(): void {
    const work = this.#work
    this.#work = []
    for (const begin of work) begin()
  }

  /** Whoever will ever read what was recorded has begun to. */
  allHaveBegun(): void {
    this.#haveBegun = true
    for (const recording of this.#inSight) recording.allHaveBegun()
  }

  /** Waits for the end of what another recorder follows, or until that is too long. */
  await(other: Recorder): void {
    let isOpen = true
    this.#open++
    other.whenEnded((ending) => {
      if (!isOpen) return
      isOpen = false
      if (ending.as === 'failed') this.#end(ending)
      else this.#close()
    })
  }

  /** `copy` takes over what the promise resolves to. */
  promise(promise: Promise<unknown>, copy: (value: unknown) => unknown): KeptPromise {
    const kept = new KeptPromise()
    const { resolve, reject, promise: pending } = Promise.withResolvers<void>()
    pending.catch(ignore)
    kept.pending = pending
    const isInChunk = this.#isInChunk
    const settle = async (): Promise<void> => {
      try {
        kept.value = this.#take(await promise, copy, isInChunk)
        kept.pending = undefined
        this.#close()
        resolve()
        // Whoever has the promise reads what is in it from now on.
        if (this.#haveBegun) void nextTurn().then(() => this.allHaveBegun())
      } catch (error) {
        this.#end({ as: 'failed', error })
        reject(error)
      }
    }
    this.#begin(() => void settle())
    return kept
  }

  stream(stream: ReadableStream<unknown>): KeptStream {
    if (stream.locked) throw used(stream, 'which somebody reads already')
    const kept = new KeptStream(isByteStream(stream) ? 'bytes' : 'stream')
    this.#record(kept, () => sourceOfStream(stream))
    return kept
  }

  iterable(iterable: AsyncIterable<unknown>): KeptStream {
    const kept = new KeptStream('iterable')
    this.#record(kept, () => sourceOfIterable(iterable))
    return kept
  }

  /** `keep` takes over the headers. */
  response(response: Response, keep: (headers: KeptResponse['headers']) => KeptResponse['headers']): KeptResponse {
    const { status, statusText, body, bodyUsed } = response
    if (status === 0) throw new Refusal('kind', 'Response.error()', 'Throw an error instead.')
    if (bodyUsed || body?.locked) throw used(response, 'whose body was read already')
    const keptBody = body === null ? undefined : new KeptStream('bytes')
    if (keptBody !== undefined) this.#record(keptBody, () => sourceOfBody(body!))
    return new KeptResponse(status, statusText, keep(headersToKeep(response)), keptBody)
  }

  #record(kept: KeptStream, open: () => Source): void {
    let opened: Source | undefined
    const source: Source = {
      next: () => this.#options.enter(() => (opened ??= open()).next()),
      cancel: async () => opened?.cancel(),
    }
    const recording = new Recording(kept, source, {
      keep: (value) => this.#keep(value, kept),
      waits: (isWaiting) => {
        this.#waiting += isWaiting ? 1 : -1
        this.#options.rest(this.#waiting === this.#open)
      },
      ended: (failure) => {
        if (failure === undefined) this.#close()
        else this.#end({ as: 'failed', error: failure.error })
      },
    })
    if (this.#isForReaders) recording.forReadersAlone()
    this.#recordings.push(recording)
    if (!this.#isInChunk) this.#inSight.push(recording)
    this.#begin(() => void recording.run())
  }

  #keep(value: unknown, { kind }: KeptStream): unknown {
    if (kind === 'bytes' && types.isUint8Array(value))
      return this.#weighed({ value: new Uint8Array(value), bytes: weightOfBytes + value.length })
    return this.#take(value, (value) => this.#weighed(this.#options.keep(value)), true)
  }

  /** What is kept of a value; or the value as it is, where it cannot be kept and that is allowed. */
  #take(value: unknown, copy: (value: unknown) => unknown, isInChunk: boolean): unknown {
    let kept: unknown
    this.#isInChunk = isInChunk
    try {
      kept = copy(value)
    } catch (error) {
      this.#open -= this.#work.length
      this.#work = []
      this.#options.refuse(error, value)
      this.#unkept('it cannot be cached')
      kept = new KeptAsIs(value)
    }
    this.start()
    return kept
  }

  #weighed({ value, bytes }: { readonly value: unknown; readonly bytes: number }): unknown {
    this.bytes += weightOfChunk + bytes
    if (this.bytes > this.#options.limit) this.#unkept('more came out of its stream than `maxRecording` allows')
    return value
  }

  #begin(work: () => void): void {
    this.#open++
    this.#work.push(work)
  }

  #close(): void {
    if (--this.#open === 0) this.#end({ as: 'whole' })
    else this.#options.rest(this.#waiting === this.#open)
  }

  #unkept(why: string): void {
    if (this.#ending === undefined) this.#end({ as: 'unkept', why })
  }

  #end(ending: Ending): void {
    if (this.#ending !== undefined && this.#ending.as !== 'unkept') return
    this.#ending = ending
    if (ending.as !== 'whole') {
      this.#isForReaders = true
      for (const recording of this.#recordings) recording.forReadersAlone()
    }
    for (const listener of this.#listeners) listener(ending)
  }
}

function used(value: object, why: string): Refusal {
  return new Refusal('kind', `${nameOf(value)} ${why}`, 'Return one that nobody has read, such as a clone.')
}

function ignore(): void {}
