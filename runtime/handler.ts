import { isQuiet, look } from './call/call.ts'
import { Definition } from './call/definition.ts'
import type { Body, Outcome } from './call/one-call.ts'
import { MadeBefore } from './call/made-before.ts'
import { enter, type Guard, openScope, Scope } from './call/scope.ts'
import { inUse } from './instance.ts'
import { elapsed } from './time/elapsed.ts'
import { freshness } from './time/freshness.ts'
import type { Life } from './time/profiles.ts'

export type { Guard, Life, Outcome }
export { pathPrefix } from './time/marks.ts'
export { never } from './time/profiles.ts'

/** What is known of an answer that is kept. */
export interface Made {
  /** When its making began, in milliseconds. */
  readonly at: number
  readonly life: Life
  readonly tags: readonly string[]
}

/** An answer, as it was found. Milliseconds. */
export interface Found extends Made {
  readonly outcome: Outcome
  readonly age: number
}

/** An answer that is being made. What the handler uses limits its life and adds its tags, too. */
export type Making = Pick<Scope, 'absorb' | 'guard' | 'life' | 'limit' | 'since' | 'tag' | 'tags'>

/** What is kept of one handler's answers: like the results of a cached function, in the same stores, by the same rules. */
export interface KeptAnswers<Value> {
  /** The answer for a key, made when there is none. `deliver` gets what is kept itself, and must not change it. */
  find<Answer>(
    key: string,
    make: (making: Making) => Promise<Value>,
    deliver: (value: Value, found: Found) => Answer,
  ): Promise<Answer>
  /** What is kept for a key, at once and itself, where it is fresh beyond doubt; else undefined. */
  ready(key: string): { readonly value: Value; readonly found: Found } | undefined
  /** Keeps an answer that was made before this process started. A store, where there is one, decides whether it is used. */
  put(key: string, value: Value, made: Made): void
}

/** `id`: the handler's, as people know it: `app/products/route.ts#GET`. `version`: with another one, nothing that was kept counts. */
export function keptAnswers<Value>(id: string, version?: string): KeptAnswers<Value> {
  const definition = new Definition(id, { version, parameters: ['path'] }, true)
  const before = new MadeBefore(definition)
  return {
    find(key, make, deliver) {
      const body = (): Promise<Value> => make(openScope() as Making)
      const find = () =>
        look(definition, [key], body as Body<Value>, (filled, outcome) => {
          const { at, life, tags } = filled
          const { time, marks } = inUse.runtime
          const now = time.now()
          // What another process has made was there already.
          if (outcome === 'miss' && filled.from !== undefined)
            outcome = freshness(filled, marks, now) === 'fresh' ? 'hit' : 'stale'
          return deliver(filled.value as Value, { at, life, tags, outcome, age: elapsed(at, now) })
        })
      const settled = before.settle(key)
      return settled === undefined ? find() : settled.then(find)
    },
    ready(key) {
      if (before.settle(key) !== undefined) return undefined
      const entry = definition.shelf.find([key])
      if (!isQuiet(entry)) return undefined
      entry.used = true
      const { at, life, tags } = entry
      const age = elapsed(at, inUse.runtime.time.now())
      return { value: entry.value as Value, found: { at, life, tags, outcome: 'hit', age } }
    },
    put: (key, value, made) => before.put(key, value, made),
  }
}

/** Runs a handler and keeps nothing of it; says what keeping its answer would mean. */
export async function rehearse<Value>(
  id: string,
  make: (making: Making) => Promise<Value>,
): Promise<Made & { readonly value: Value }> {
  const scope = new Scope(new Definition(id, {}, true), inUse.runtime)
  try {
    const value = await enter(scope, () => make(scope))
    scope.close()
    const { at, life, tags } = scope
    return { value, at, life, tags }
  } finally {
    scope.close()
  }
}

/** The answer that the caller is making: it is the handler itself, or what that called, and no cached function. */
export function makingOfCaller(): Making | undefined {
  const scope = openScope()
  return scope?.definition.isHandler === true ? scope : undefined
}

/** The ids of the cached functions whose bodies are running. */
export function runningBodies(): string[] {
  return [...inUse.runtime.running].flatMap(({ definition }) => (definition.isHandler ? [] : [definition.id]))
}

/** Lets `around` call each reading of the clock, until what is given back is called. */
export function aroundClock(around: <Result>(read: () => Result) => Result): () => void {
  const { runtime } = inUse
  const { time } = runtime
  runtime.time = {
    now: () => around(() => time.now()),
    stamp: () => around(() => time.stamp()),
    recentTick: () => around(() => time.recentTick()),
  }
  return () => {
    runtime.time = time
  }
}

/** When something with one of the tags was last removed by `revalidatePath` and its like; -Infinity: never. */
export function goneSince(tags: readonly string[]): number {
  const { marks, outer } = inUse.runtime
  outer.lookForNews(-Infinity)
  return marks.goneSince(tags)
}

/** The same of a path, whose tags are asked for only where `revalidatePath` was ever called. */
export function pathGoneSince(tags: () => readonly string[]): number {
  const { marks, outer } = inUse.runtime
  outer.lookForNews(-Infinity)
  return marks.hasPaths ? marks.goneSince(tags()) : -Infinity
}
