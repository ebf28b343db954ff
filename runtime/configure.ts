import { OptionError } from './errors.ts'
import { placeOfCall } from './caller.ts'
import { checkNumber } from './check-number.ts'
import { configureProfiles, inUse, type Runtime, type RuntimeOptions } from './instance.ts'
import { redaction } from './observe/redact.ts'
import { deadlineOf, noDeadline } from './time/deadline.ts'
import { refuseContradiction } from './set-once.ts'
import type { Store } from './store.ts'
import { timeline } from './time/clock.ts'
import { refuseUnknown } from './unknown-option.ts'

/** What `configure` takes. */
export interface ConfigureOptions extends RuntimeOptions {}

/**
 * Sets up the runtime of this process; what is left out stays as it is.
 *
 * - `cacheLife`: profiles by name, beside the built-in ones or in place of them; several calls add up
 * - `maxMemory`: bytes that results may take, 50 MiB unless set; what was not used for longest goes first
 * - `maxEntries`: how many results there may be, unlimited unless set
 * - `deadline`: `{ soft, hard }`, how long calls wait, for functions that do not say so with `cacheDeadline`; without it a body takes as long as it takes, and promises in arguments have a minute
 * - `earlyRefresh`: 0.1 refreshes each result at a random moment in the last tenth of the time until its `revalidate`, so that many processes, or many results made together, do not all refresh at once; 0 unless set
 * - `random`: numbers from 0 up to 1 for that, as `Math.random` makes them
 * - `results`: `'copied'` unless set: every caller has a copy of its own; `'frozen'`: all have one, in which plain objects and arrays are frozen (what holds dates, maps and the like is copied still)
 * - `uncacheableResults`: `'error'` unless set: a result that cannot be cached rejects the call; `'pass'`: it is handed on as it is, with one warning for each function
 * - `maxRecording`: bytes that may be recorded of the streams in one result, 10 MiB unless set; what is longer reaches its readers and is not kept
 * - `keySecret`: what keys in stores outside of the process are hashed with, so that nobody who reads a store can find out arguments by guessing; the same in all processes
 * - `redact`: names of parameters and properties whose values events, traces and explanations hide, beside `password`, `token` and the like; `true` hides all arguments, `false` nothing
 * - `stores`: what keeps results outside of this process, by kind; kinds that are not named have that of `default`, and without one results are kept in memory alone
 * - `clock`: where the time is read, `{ now(): milliseconds }`
 *
 * It may be called several times, and later calls change what earlier ones have set; but when two files set one option to different values (profiles aside), that is an error, for one of them would be wrong. A
 * clock must be set before the first cached function has run.
 *
 * Throws `OptionError` for an unknown option, a value that it cannot have, a contradiction, and a clock that comes too late; `LifeError` for a profile that means nothing. Then nothing is changed.
 */
export function configure(options: ConfigureOptions): void {
  checkOptions(options, 'configure()')
  const { runtime } = inUse
  const remember = refuseContradiction(runtime, options, () => placeOfCall(['configure', configure]))
  refuseLateClock(runtime, options)
  if (options.cacheLife !== undefined) configureProfiles(options.cacheLife, 'app')
  if (options.clock !== undefined) runtime.time = timeline(options.clock)
  if (options.redact !== undefined) runtime.redaction = redaction(options.redact)
  if (options.deadline !== undefined)
    runtime.deadline = deadlineOf(options.deadline, noDeadline, 'configure(): `deadline`')
  runtime.random = options.random ?? runtime.random
  runtime.earlyRefresh = options.earlyRefresh ?? runtime.earlyRefresh
  runtime.results = options.results ?? runtime.results
  runtime.uncacheableResults = options.uncacheableResults ?? runtime.uncacheableResults
  runtime.maxRecording = options.maxRecording ?? runtime.maxRecording
  runtime.keySecret = options.keySecret ?? runtime.keySecret
  runtime.memory.limit(options)
  if (options.stores !== undefined) runtime.outer.use(options.stores)
  remember()
}

/** What was cached by one clock has no age on another. */
function refuseLateClock({ hasRun }: Runtime, { clock }: ConfigureOptions): void {
  if (clock === undefined || !hasRun) return
  throw new OptionError(
    'late-option',
    'configure(): `clock` comes too late: cached functions have run already, and the ages of their results would be wrong. Call configure() before the first of them, or use testCache() of use-cache/testing, which has a clock of its own.',
  )
}

const known = [
  'cacheLife',
  'maxMemory',
  'maxEntries',
  'stores',
  'clock',
  'deadline',
  'earlyRefresh',
  'random',
  'redact',
  'results',
  'uncacheableResults',
  'maxRecording',
  'keySecret',
]

/** Throws for what `RuntimeOptions` does not allow. */
export function checkOptions(options: RuntimeOptions, caller: string): void {
  refuseUnknown(options, known, caller)
  checkNumber(options.maxMemory, `${caller}: \`maxMemory\` (bytes)`)
  checkNumber(options.maxEntries, `${caller}: \`maxEntries\``)
  if (options.deadline !== undefined) deadlineOf(options.deadline, noDeadline, `${caller}: \`deadline\``)
  checkProfiles(options.cacheLife, caller)
  checkPart(options.earlyRefresh, `${caller}: \`earlyRefresh\``)
  checkRandom(options.random, caller)
  checkRedact(options.redact, caller)
  checkChoice(options.results, ['copied', 'frozen'], `${caller}: \`results\``)
  checkChoice(options.uncacheableResults, ['error', 'pass'], `${caller}: \`uncacheableResults\``)
  checkNumber(options.maxRecording, `${caller}: \`maxRecording\` (bytes)`)
  checkSecret(options.keySecret, caller)
  checkStores(options.stores, caller)
  if (
    options.clock !== undefined &&
    typeof (options.clock as unknown as { now?: unknown } | null)?.now !== 'function'
  ) {
    throw new OptionError(
      'invalid-option',
      `${caller}: \`clock\` must be an object with a method now() that returns milliseconds.`,
    )
  }
}

/** What each of them says is looked at where they are put together. */
function checkProfiles(profiles: unknown, caller: string): void {
  if (profiles === undefined || (typeof profiles === 'object' && profiles !== null && !Array.isArray(profiles))) return
  throw new OptionError(
    'invalid-option',
    `${caller}: \`cacheLife\` must be an object of profiles by name: { articles: { revalidate: 900 } }.`,
  )
}

function checkRandom(random: unknown, caller: string): void {
  if (random === undefined || typeof random === 'function') return
  throw new OptionError(
    'invalid-option',
    `${caller}: \`random\` must be a function that returns numbers from 0 up to 1, as Math.random does.`,
  )
}

function checkRedact(redact: unknown, caller: string): void {
  if (redact === undefined || typeof redact === 'boolean') return
  if (Array.isArray(redact) && redact.every((name) => typeof name === 'string' || name instanceof RegExp)) return
  throw new OptionError(
    'invalid-option',
    `${caller}: \`redact\` must be true, false or an array of names and regular expressions.`,
  )
}

function checkSecret(secret: unknown, caller: string): void {
  if (secret === undefined || (typeof secret === 'string' && secret !== '')) return
  throw new OptionError('invalid-option', `${caller}: \`keySecret\` must be a text, and not an empty one.`)
}

function checkPart(value: unknown, label: string): void {
  if (value === undefined || (typeof value === 'number' && value >= 0 && value <= 1)) return
  throw new OptionError('invalid-option', `${label} must be a number from 0 to 1, such as 0.1.`)
}

function checkStores(stores: unknown, caller: string): void {
  if (stores === undefined) return
  const wrong = (what: string): OptionError =>
    new OptionError(
      'invalid-option',
      `${caller}: ${what} must be a store: lmdbStore({ path }), redisStore({ url }), or 'memory' for this process alone.`,
    )
  if (typeof stores !== 'object' || stores === null) throw wrong('each field of `stores`')
  for (const [kind, store] of Object.entries(stores)) {
    if (kind === 'private') {
      throw new OptionError(
        'invalid-option',
        `${caller}: \`stores.private\` cannot be set: private results never leave the request they belong to.`,
      )
    }
    const isStore = typeof (store as Partial<Store> | null)?.invalidations === 'function'
    if (!isStore && store !== 'memory') throw wrong(`\`stores.${kind}\``)
  }
}

function checkChoice(value: unknown, choices: readonly string[], label: string): void {
  if (value === undefined || choices.includes(value as string)) return
  throw new OptionError('invalid-option', `${label} must be ${choices.map((choice) => `'${choice}'`).join(' or ')}.`)
}
