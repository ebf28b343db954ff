import { OptionError } from '../errors.ts'
import { longestTimer } from '../longest-timer.ts'
import { type Duration, seconds } from './duration.ts'

/** How long calls wait, as it is written: seconds, `Infinity`, or words such as `'500ms'`. What is left out is not set. */
export interface DeadlineOptions {
  /** After this an old result answers, if there is one that `staleIfError` allows, and the body goes on behind the answer. */
  readonly soft?: Duration | undefined
  /** After this the waiting calls reject with a `DeadlineError`, `cacheSignal()` aborts, and what the body still returns is not kept. */
  readonly hard?: Duration | undefined
}

/** The same in milliseconds; `Infinity` where there is no limit. */
export interface Deadline {
  readonly soft: number
  readonly hard: number
}

export const noDeadline: Deadline = { soft: Infinity, hard: Infinity }

/** Throws for what means nothing. `base`: what holds for fields that are left out. */
export function deadlineOf(options: DeadlineOptions, base: Deadline, label: string): Deadline {
  if (typeof options !== 'object' || options === null) {
    throw new OptionError('invalid-option', `${label} must be an object such as { soft: '500ms', hard: '10s' }.`)
  }
  for (const name of Object.keys(options)) {
    if (name === 'soft' || name === 'hard') continue
    throw new OptionError('unknown-option', `${label}: unknown field \`${name}\`. It has \`soft\` and \`hard\`.`)
  }
  const soft = milliseconds(options.soft, `${label}: \`soft\``) ?? base.soft
  const hard = milliseconds(options.hard, `${label}: \`hard\``) ?? base.hard
  if (soft <= hard || options.soft === undefined || options.hard === undefined) return { soft, hard }
  throw new OptionError(
    'invalid-option',
    `${label}: \`soft\` (${soft / 1000} s) is later than \`hard\` (${hard / 1000} s), so it would never matter. Make \`soft\` the smaller one.`,
  )
}

function milliseconds(value: unknown, label: string): number | undefined {
  if (value === undefined) return undefined
  const time = typeof value === 'string' ? seconds(value, label) : value
  if (typeof time === 'number' && time > 0) return time * 1000 > longestTimer ? Infinity : time * 1000
  throw new OptionError(
    'invalid-option',
    `${label} must be a number of seconds above 0 or a duration such as '500ms', got ${typeof time === 'number' ? time : `a value of type ${typeof time}`}. For no limit, pass Infinity.`,
  )
}
