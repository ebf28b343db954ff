import { AsyncLocalStorage } from 'node:async_hooks'
import { ignoreRejections } from './value/ignore-rejections.ts'
import { OptionError } from './errors.ts'
import { inUse } from './instance.ts'
import { aroundFills } from './observe/around-fills.ts'
import { questionOf } from './observe/cached-function.ts'
import { refuseUnknown } from './unknown-option.ts'

/** What `warm` takes beside the function and its arguments. */
export interface WarmOptions {
  /** How many calls are made at a time: 8 unless set. */
  readonly concurrency?: number | undefined
}

/** What `warm` has done; the numbers add up to those of the calls. */
export interface WarmReport<Args> {
  /** Results that were made, and are kept now. */
  readonly filled: number
  /** Results that were there, or on their way. */
  readonly known: number
  /** Results that were made and may not be kept: their life is 0, or they are too large. */
  readonly unkept: number
  /** Calls that rejected, or whose streams or promises did, in the order in which they were asked for. */
  readonly failed: readonly { readonly args: Args; readonly error: unknown }[]
}

/**
 * Calls a cached function once for each list of arguments, so that the results are there before anybody asks: at start, after a deploy, in a job. Errors stop nothing; they are in the report.
 *
 * ```ts
 * const { filled, failed } = await warm(getProducts, [['tea'], ['coffee', 50]], { concurrency: 4 })
 * ```
 *
 * Rejects with `OptionError` for a function that is not cached, and with what reading `argsList` throws.
 */
export async function warm<Args extends unknown[]>(
  fn: (...args: Args) => Promise<unknown>,
  argsList: Iterable<Readonly<NoInfer<Args>>> | AsyncIterable<Readonly<NoInfer<Args>>>,
  options: WarmOptions = {},
): Promise<WarmReport<Readonly<Args>>> {
  const { id } = questionOf(fn, 'warm').definition
  const { concurrency = 8 } = options
  refuseUnknown(options, ['concurrency'], 'warm()')
  if (!Number.isInteger(concurrency) || concurrency < 1)
    throw new OptionError('invalid-option', `warm(): \`concurrency\` must be a whole number of at least 1.`)

  const calls: (Warming & { readonly args: Readonly<Args> })[] = []
  const stopListening = listen(id)
  try {
    await eachAtOnce(argsList, concurrency, async (args) => {
      const call: (typeof calls)[number] = { args, outcome: 'known', running: 0 }
      calls.push(call)
      try {
        ignoreRejections(await calling.run(call, () => fn(...(args as Args))))
        if (call.running > 0) await new Promise<void>((resolve) => (call.ended = resolve))
      } catch (error) {
        call.outcome = 'failed'
        call.error = error
      }
    })
  } finally {
    stopListening()
  }
  const count = (outcome: Outcome): number => calls.filter((call) => call.outcome === outcome).length
  const failed = calls.filter(({ outcome }) => outcome === 'failed').map(({ args, error }) => ({ args, error }))
  return { filled: count('filled'), known: count('known'), unkept: count('unkept'), failed }
}

type Outcome = 'filled' | 'known' | 'unkept' | 'failed'

/** What has become of a call so far. */
interface Warming {
  outcome: Outcome
  error?: unknown
  /** The runs that it began, until all of their results is there. */
  running: number
  ended?: () => void
}

/** Which call of `warm` a body runs for. */
const calling = new AsyncLocalStorage<Warming>()

/** Notes with each call what becomes of the runs that it begins, until the function that is returned is called. */
function listen(id: string): () => void {
  const { events } = inUse.runtime
  const callOf = (about: string, background: boolean): Warming | undefined =>
    about === id && !background ? calling.getStore() : undefined
  const end = (call: Warming | undefined, outcome: Outcome, error?: unknown): void => {
    if (call === undefined) return
    Object.assign(call, { outcome, error })
    if (--call.running === 0) call.ended?.()
  }
  const stops = [
    aroundFills(({ call, background }, fill) => {
      const own = callOf(call.function, background)
      if (own !== undefined) own.running++
      return fill()
    }),
    events.on('fill', (fill) => end(callOf(fill.function, fill.background), fill.kept ? 'filled' : 'unkept')),
    events.on('error', ({ function: about, background, error }) => end(callOf(about, background), 'failed', error)),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

async function eachAtOnce<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  concurrency: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>()
  for await (const item of items) {
    const done = work(item).finally(() => running.delete(done))
    running.add(done)
    if (running.size >= concurrency) await Promise.race(running)
  }
  await Promise.all(running)
}
