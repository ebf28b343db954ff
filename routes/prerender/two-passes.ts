import { aroundClock, type Guard, type Made, type Making, rehearse, runningBodies } from '../../runtime/handler.ts'
import { answerForAll, type GetForAll } from '../response-cache/answer-for-all.ts'
import { implicitTags } from '../response-cache/implicit-tags.ts'
import { limitLife } from '../response-cache/limit-life.ts'
import type { StoredResponse } from '../response-cache/stored-response.ts'
import { advice } from './in-time.ts'
import { type Reason, unwatched, Watch, watchMaking } from './watch.ts'

/** One path of a route to be tried. */
export interface Trial extends GetForAll {
  readonly root: string
  /** How long it may take; with Cache Components, how long the caches may take to be filled. */
  readonly timeoutSeconds: number
}

/** The answer that can be made ahead of time, or why there is none. Rejects with what the handler throws. */
export type Tried = (Made & { readonly value: StoredResponse; readonly reason: null }) | { readonly reason: Reason }

/**
 * Runs the handler twice. The first time, the caches that it uses are filled, however long that takes. The second time it has to be done within one task: then it waits for nothing but
 * caches, and what it answers was there before the request. What it calls is told of by `installPatches`.
 */
export async function tryTwice(trial: Trial): Promise<Tried> {
  const done = aroundClock(unwatched)
  try {
    const reason = await fillCaches(trial)
    return reason === null ? await runInOneTask(trial) : { reason }
  } finally {
    done()
  }
}

async function fillCaches(trial: Trial): Promise<Reason | null> {
  const watch = new Watch(trial.root)
  const ended = new AbortController()
  const handler = run(trial, watch, ended.signal)
  // What it throws, it throws again in the second pass.
  const settled = handler.then(nothing, nothing)
  await Promise.race([settled, watch.decided, calm(trial, ended)])
  ended.abort()
  await settled
  return watch.reason
}

/** Resolves when no cached function has run for a moment; rejects when one runs for too long. */
async function calm({ route, path, timeoutSeconds }: Trial, { signal }: AbortController): Promise<void> {
  const end = performance.now() + timeoutSeconds * 1000
  for (let calmTurns = 0; calmTurns < 5 && !signal.aborted; calmTurns++) {
    await new Promise((resolve) => void setTimeout(resolve, 10))
    const running = runningBodies()
    if (running.length > 0) calmTurns = 0
    if (performance.now() < end || signal.aborted) continue
    const names = [...new Set(running)].join(', ')
    throw new Error(
      `The caches that GET of ${route.file} uses for ${path} were not filled within ${timeoutSeconds} s: ${names} did not return. ${advice}`,
    )
  }
}

async function runInOneTask(trial: Trial): Promise<Tried> {
  const watch = new Watch(trial.root)
  const ended = new AbortController()
  const filling = new Set(runningBodies())
  let result: Promise<Tried> | undefined
  let isDone = false
  let missed: string[] = []
  const deadline = new Promise<void>((resolve) => {
    // Both stand in one queue: between them only microtasks run.
    setImmediate(() => {
      const unlisten = watch.listen()
      result = run(trial, watch, ended.signal).then((made): Tried => ({ ...made, reason: null }))
      result.then(
        () => (isDone = true),
        () => (isDone = true),
      )
      setImmediate(unlisten)
    })
    setImmediate(() => {
      missed = runningBodies().filter((id) => !filling.has(id))
      resolve()
    })
  })
  await deadline
  if (!isDone || watch.reason !== null) {
    ended.abort()
    result?.catch(nothing)
    return { reason: watch.reason ?? tooSlow(watch, missed) }
  }
  const made = await (result as Promise<Tried>)
  return made.reason === null ? (hinderedBy(made) ?? made) : made
}

function tooSlow({ pending }: Watch, missed: readonly string[]): Reason {
  if (missed.length > 0)
    return {
      what: `${missed[0]}, of which nothing is kept: it throws, or has other arguments each time`,
      at: pending?.at,
    }
  return pending ?? { what: 'something that takes time', at: undefined }
}

/** What is done, but is not for everybody, or not for long enough. */
function hinderedBy({ value, life }: Made & { readonly value: StoredResponse }): Tried | null {
  const at = undefined
  if (value.status >= 400 && value.status !== 404) return { reason: { what: `the status ${value.status}`, at } }
  if (life.revalidate === 0 || life.expire < 300 || life.stale < 30) {
    const { stale, revalidate, expire } = life
    const what = `a cached function with a short life (stale ${stale}, revalidate ${revalidate}, expire ${expire} s; at least 30, 1, 300)`
    return { reason: { what, at } }
  }
  return null
}

/** One run of the handler, watched, ended early by the signal. */
function run(trial: Trial, watch: Watch, signal: AbortSignal): Promise<Made & { readonly value: StoredResponse }> {
  const { route, handler, path, params } = trial
  return rehearse(`${route.file}#GET`, async (making) => {
    const unwatch = watchMaking(making, watch)
    const aborted = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('The run is over.')), { once: true })
    })
    try {
      const response = await Promise.race([answer(making), aborted])
      limitLife(making, undefined)
      return response
    } finally {
      unwatch()
    }
  })

  function answer(making: Making): Promise<StoredResponse> {
    making.tag(implicitTags(route.pattern, path))
    const guard: Guard = (what, fn = guard) => {
      watch.read(what, fn)
      throw new Error(
        `GET of ${route.file} reads ${what}, which is not there before a request comes. If you catch this error, throw it again: unstable_rethrow(error).`,
      )
    }
    making.guard = guard
    return answerForAll({ route, handler, path, params }, guard)
  }
}

function nothing(): void {}
