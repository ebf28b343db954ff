import { AsyncLocalStorage } from 'node:async_hooks'
import { identify, isCached } from './call/identity.ts'
import { OptionError } from './errors.ts'
import { inUse } from './instance.ts'
import { refuseUnknown } from './unknown-option.ts'

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
  /** Calls that rejected, in the order in which they were asked for. */
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
  argsList: Iterable<Readonly<Args>> | AsyncIterable<Readonly<Args>>,
  options: WarmOptions = {},
): Promise<WarmReport<Readonly<Args>>> {
  const id = idOf(fn)
  const { concurrency = 8 } = options
  refuseUnknown(options, ['concurrency'], 'warm()')
  if (!Number.isInteger(concurrency) || concurrency < 1)
    throw new OptionError('invalid-option', `warm(): \`concurrency\` must be a whole number of at least 1.`)

  const calls: { readonly args: Readonly<Args>; outcome?: Outcome; error?: unknown }[] = []
  const stopListening = inUse.runtime.events.on('fill', ({ function: filled, kept, background }) => {
    const call = calling.getStore()
    if (call !== undefined && filled === id && !background) call.outcome = kept ? 'filled' : 'unkept'
  })
  try {
    await eachAtOnce(argsList, concurrency, async (args) => {
      const call: (typeof calls)[number] = { args, outcome: 'known' }
      calls.push(call)
      try {
        await calling.run(call, () => fn(...(args as Args)))
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

/** Which call of `warm` a body runs for. */
const calling = new AsyncLocalStorage<{ outcome?: Outcome }>()

function idOf(fn: (...args: never[]) => unknown): string {
  const id = isCached(fn) ? identify(fn)?.id : undefined
  if (id !== undefined) return id
  throw new OptionError(
    'invalid-option',
    `warm(${typeof fn === 'function' ? fn.name : typeof fn}): this is no cached function. Either it has no 'use cache' directive, or its file was not compiled.`,
  )
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
