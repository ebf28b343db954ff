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

  /** `fn`: what was called. What the cache itself calls does not count. */
  note(what: string, fn: Fn): void {
    if (this.reason !== null) return
    const frames = framesAbove(fn)
    const app = frames.findIndex(isOfCaller)
    if (frames.slice(0, app === -1 ? frames.length : app).some(isOfCache)) return
    this.reason = { what, at: app === -1 ? undefined : placeOf(frames[app]!, this.#root) }
    this.#decide()
  }

  /** `type`: the kind of operation that was begun, in Node's words. */
  began(type: string, fn: Fn): void {
    const frames = framesAbove(fn)
    const app = frames.findIndex(isOfCaller)
    if (app === -1 || frames.slice(0, app).some(isOfCache)) return
    const called = frames[app - 1]?.name?.replace(/^.*[. ]/, '')
    this.pending = { what: called === undefined ? type : `${called}()`, at: placeOf(frames[app]!, this.#root) }
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

function isOfCache({ file }: Frame): boolean {
  return file.startsWith(cacheFolder)
}

function isOfCaller(frame: Frame): boolean {
  return isOfApp(frame) && !isOfCache(frame)
}
