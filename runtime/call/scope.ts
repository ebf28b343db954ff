import { AsyncLocalStorage } from 'node:async_hooks'
import { inUse, type Runtime } from '../instance.ts'
import type { Deadline } from '../time/deadline.ts'
import { type Life, type LifeFields, least, never } from '../time/profiles.ts'
import type { Definition } from './definition.ts'
import { noTags, type Rest } from './entry.ts'

/** Nothing but what it uses limits the life of a handler's answer. */
const forEver: Life = { stale: never, revalidate: never, expire: never }

/** Told that something is read that each request has its own of: `request.headers`. `fn` is what was called to read it. May throw. */
export type Guard = (what: string, fn?: (...args: never[]) => unknown) => void

/** One run of a body: what it and the cached functions that it calls say about the life and the tags of the result. */
export class Scope {
  readonly definition: Definition
  readonly runtime: Runtime
  /** When the body started, in milliseconds. */
  at: number
  /** False when the body has returned. */
  open = true
  /** Nothing goes on in it: it waits for readers of what the body has returned. */
  #isResting = false
  /** What was computed until then is not good enough for it, nor for what it calls. */
  since: number = -Infinity
  /** For the body of a handler: told what it reads that only a request has. */
  guard: Guard | undefined = undefined
  /** The body has got as far as its first `await`. */
  awaited = false
  #deadline: Deadline
  /** Told when the body says how long calls wait for it. */
  readonly #deadlineWatchers: ((deadline: Deadline) => void)[] = []
  /** How much of it had passed when the body started, in milliseconds. */
  waited = 0
  #abort: AbortController | undefined
  /** The runs it waits for. */
  readonly awaits: Set<Scope> = new Set()
  /** Of the results it used, those that are still on their way. */
  readonly unfinished: Rest[] = []
  /** Set by `cacheLife` in the body. */
  #explicit: LifeFields = {}
  /** The default, lowered by what the body used. */
  #inherited: Life
  readonly #tags = new Set<string>()

  constructor(definition: Definition, runtime: Runtime) {
    this.definition = definition
    this.runtime = runtime
    this.at = runtime.time.stamp()
    this.#deadline = runtime.deadline
    this.#inherited = definition.isHandler ? forEver : { staleIfError: 0, ...(runtime.profiles.get('default') as Life) }
    runtime.hasRun = true
    this.#goOn()
  }

  /** The body starts now: what was done so far was asking a store, and waiting for another process for so many milliseconds. */
  begin(waited: number): void {
    this.at = this.runtime.time.stamp()
    this.waited = waited
  }

  get marksFrom(): number {
    return this.at
  }

  close(): void {
    if (!this.open) return
    this.open = false
    if (!this.#isResting) this.#pause()
  }

  /** Says whether it only waits for readers. */
  rest(isResting: boolean): void {
    if (!this.open || isResting === this.#isResting) return
    this.#isResting = isResting
    if (isResting) this.#pause()
    else this.#goOn()
  }

  #goOn(): void {
    this.runtime.running.add(this)
    inUse.bodies++
  }

  #pause(): void {
    this.runtime.running.delete(this)
    inUse.bodies--
  }

  /** How long calls wait for it, as far as is known: the body may say something else when it begins. */
  get deadline(): Deadline {
    return this.#deadline
  }

  set deadline(deadline: Deadline) {
    this.#deadline = deadline
    for (const watch of this.#deadlineWatchers) watch(deadline)
  }

  /** Calls `watch` with the deadline, now and whenever it becomes another. */
  watchDeadline(watch: (deadline: Deadline) => void): void {
    watch(this.#deadline)
    this.#deadlineWatchers.push(watch)
  }

  /** Made when somebody asks for it. */
  get signal(): AbortSignal {
    return (this.#abort ??= new AbortController()).signal
  }

  abort(reason: Error): void {
    this.#abort ??= new AbortController()
    this.#abort.abort(reason)
  }

  /** For each field the smallest value that was ever set wins. */
  limit(fields: LifeFields): void {
    this.#explicit = least(this.#explicit, fields)
  }

  /** Half a character becomes �, as it does wherever text leaves the process. */
  tag(tags: Iterable<string>): void {
    for (const tag of tags) this.#tags.add(tag.toWellFormed())
  }

  /** Takes over the life and the tags of a result that the body used. */
  absorb(used: { readonly life: Life; readonly tags: readonly string[] }): void {
    this.#inherited = least(this.#inherited, { staleIfError: 0, ...used.life }) as Life
    this.tag(used.tags)
  }

  get life(): Life {
    const { staleIfError = 0, ...life } = { ...this.#inherited, ...this.#explicit }
    return oneObject(staleIfError > 0 ? { ...life, staleIfError } : life, this.runtime.lives)
  }

  get tags(): readonly string[] {
    return this.#tags.size === 0 ? noTags : [...this.#tags]
  }
}

const storage = new AsyncLocalStorage<Scope>()

/** Runs the body inside its scope. */
export function enter<Result>(scope: Scope, body: () => Result): Result {
  return storage.run(scope, body)
}

/** The run that the caller belongs to, finished or not. */
export function scopeOfCaller(): Scope | undefined {
  return storage.getStore()
}

/** The run that the caller belongs to, if its result is still being made. */
export function openScope(): Scope | undefined {
  if (inUse.bodies === 0) return undefined
  const scope = storage.getStore()
  return scope?.open === true ? scope : undefined
}

/** Thousands of entries have the same few lives. */
function oneObject(life: Life, lives: Map<string, Life>): Life {
  const text = `${life.stale} ${life.revalidate} ${life.expire} ${life.staleIfError}`
  const known = lives.get(text)
  if (known !== undefined) return known
  if (lives.size >= 1000) lives.clear()
  lives.set(text, life)
  return life
}
