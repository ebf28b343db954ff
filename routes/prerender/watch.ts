import { createHook } from 'node:async_hooks'
import { join, sep } from 'node:path'
import { makingOfCaller } from '../../runtime/handler.ts'
import { framesAbove, isOfApp, placeOf, type Frame } from '../place.ts'

/** Something that keeps an answer from being made ahead of time. */
export interface Reason {
  /** `Math.random()` */
  readonly what: string
  /** `app/users/route.ts:12:3`; undefined when no file of the app was on the stack. */
  readonly at: string | undefined
}

type Fn = (...args: never[]) => unknown

/** What a handler did, while it was watched. */
export class Watch {
  readonly #root: string
  /** The first thing that decides it. */
  reason: Reason | null = null
  /** What it last began to wait for; only matters when it takes too long. */
  pending: Reason | null = null
  /** Resolves when there is a reason. */
  readonly decided: Promise<void>
  readonly #decide: () => void

  constructor(root: string) {
    this.#root = root
    const { promise, resolve } = Promise.withResolvers<void>()
    this.decided = promise
    this.#decide = resolve
  }

  /** `fn`: what was called, that is another time after time. What the cache itself calls does not count. */
  note(what: string, fn: Fn): void {
    const frames = framesAbove(fn)
    const app = frames.findIndex(isOfCaller)
    if (!frames.slice(0, app === -1 ? frames.length : app).some(isOfCache)) this.#because(what, frames[app])
  }

  /** `fn`: what was called to read something of the request, by the cache as well where it does so for the handler. */
  read(what: string, fn: Fn): void {
    this.#because(what, framesAbove(fn).find(isOfCaller))
  }

  /** `type`: the kind of operation that was begun, in Node's words. */
  began(type: string, fn: Fn): void {
    const frames = framesAbove(fn).filter(({ file }) => file !== 'node:internal/async_hooks')
    const app = frames.findIndex(isOfCaller)
    if (app === -1 || frames.slice(0, app).some(isOfCache)) return
    const called = frames[app - 1] && nameOf(frames[app - 1]!)
    this.pending = { what: called === undefined ? type : `${called}()`, at: placeOf(frames[app]!, this.#root) }
  }

  #because(what: string, caller: Frame | undefined): void {
    if (this.reason !== null) return
    this.reason = { what, at: caller && placeOf(caller, this.#root) }
    this.#decide()
  }

  /** Calls `began` for what the handler begins, until what is given back is called. */
  listen(): () => void {
    const init = (_id: number, type: string): void => {
      if (!silent.has(type) && watchOfCaller() === this) this.began(type, init)
    }
    const hook = createHook({ init }).enable()
    return () => void hook.disable()
  }
}

/** The answer that is being watched. Only one at a time: what is decided is whether it is made within one task. */
let watched: { readonly making: object; readonly watch: Watch } | null = null

/** Watches a handler until what is given back is called. */
export function watchMaking(making: object, watch: Watch): () => void {
  const mine = (watched = { making, watch })
  return () => {
    if (watched === mine) watched = null
  }
}

/** The watch that what is called now belongs to: called by the handler, and not in the body of a cached function. */
export function watchOfCaller(): Watch | undefined {
  if (watched === null || resting > 0) return undefined
  return watched.making === makingOfCaller() ? watched.watch : undefined
}

let resting = 0

/** Looks away meanwhile. */
export function unwatched<Result>(work: () => Result): Result {
  resting++
  try {
    return work()
  } finally {
    resting--
  }
}

const silent = new Set(['PROMISE', 'TickObject', 'Microtask', 'QUEUEMICROTASK', 'ELDHISTOGRAM'])

/** The folder of this package's runtime. */
const cacheFolder = join(import.meta.dirname, '..', '..', 'runtime') + sep

/** `Object.readFile` → `readFile`, `Object.asyncBufferWrapper [as gzip]` → `gzip`; undefined for `asyncBufferWrapper`, as Node calls all that `promisify` makes of zlib. */
function nameOf({ name = '' }: Frame): string | undefined {
  const called = /\[as (.+)\]$/.exec(name)?.[1] ?? name.replace(/^.*[. ]/, '')
  return called === '' || called === 'asyncBufferWrapper' ? undefined : called
}

function isOfCache({ file }: Frame): boolean {
  return file.startsWith(cacheFolder)
}

function isOfCaller(frame: Frame): boolean {
  return isOfApp(frame) && !isOfCache(frame)
}
