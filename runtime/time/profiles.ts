import { LifeError } from '../errors.ts'
import { nearest } from '../nearest.ts'
import { type Duration, seconds } from './duration.ts'

/** “Never”, in seconds: a finite number, so that it survives JSON. `Infinity` becomes it. */
export const never = 4_294_967_294

/** How long a result holds, in seconds since its body started. */
export interface Life {
  /** How long a client may use it without asking. Never matters to a server's own calls. */
  readonly stale: number
  /** From here on a call is answered at once and the result is computed anew behind it. */
  readonly revalidate: number
  /** From here on it is gone: a call waits for a new one. */
  readonly expire: number
  /** For so long past `expire` it still answers a call whose own run fails, or is slower than its soft deadline. Left out: not at all. */
  readonly staleIfError?: number
}

/** A lifetime as it is written: seconds, `Infinity`, or words such as `'15m'`. What is left out is not set. */
export interface LifeOptions {
  readonly stale?: Duration | undefined
  readonly revalidate?: Duration | undefined
  readonly expire?: Duration | undefined
  readonly staleIfError?: Duration | undefined
}

/** The fields of a lifetime that somebody set. */
export type LifeFields = Partial<Life>

export type Profiles = ReadonlyMap<string, LifeFields>

const builtIn: Record<string, Life> = {
  default: { stale: 300, revalidate: 900, expire: never },
  seconds: { stale: 30, revalidate: 1, expire: 60 },
  minutes: { stale: 300, revalidate: 60, expire: 3600 },
  hours: { stale: 300, revalidate: 3600, expire: 86_400 },
  days: { stale: 300, revalidate: 86_400, expire: 604_800 },
  weeks: { stale: 300, revalidate: 604_800, expire: 2_592_000 },
  max: { stale: 300, revalidate: 2_592_000, expire: 31_536_000 },
}

/**
 * The built-in profiles and those of the configuration, which replace a built-in of the same name as a whole. Only a configured `default`
 * is filled up (stale 300, revalidate 900, expire one year): every result starts from it.
 */
export function profilesOf(configured: Readonly<Record<string, LifeOptions>> = {}): Profiles {
  const profiles = new Map<string, LifeFields>(Object.entries(builtIn))
  for (const [name, options] of Object.entries(configured)) {
    const fields = lifeFields(options, `cacheLife profile '${name}'`)
    profiles.set(name, name === 'default' ? { stale: 300, revalidate: 900, expire: 31_536_000, ...fields } : fields)
  }
  return profiles
}

/** What `cacheLife(life)` sets. Throws a `LifeError` for an unknown profile and for numbers that mean nothing. */
export function resolveLife(life: unknown, profiles: Profiles, caller: string): LifeFields {
  if (typeof life === 'string') return profiles.get(life) ?? unknownProfile(life, profiles, caller)
  return lifeFields(life, caller)
}

function unknownProfile(name: string, profiles: Profiles, caller: string): never {
  const meant = nearest(name, profiles.keys())
  throw new LifeError(
    'unknown-profile',
    `${caller}: there is no profile '${name}'.${meant === undefined ? '' : ` Did you mean '${meant}'?`} ` +
      `Known: ${[...profiles.keys()].join(', ')}. To add one: configure({ cacheLife: { '${name}': { revalidate: 900 } } }).`,
  )
}

function lifeFields(options: unknown, label: string): LifeFields {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new LifeError(
      'invalid-life',
      `${label}: got ${describe(options)}. ` +
        `Pass the name of a profile ('hours') or an object ({ revalidate: '15m', expire: '1d' }).`,
    )
  }
  const fields: { -readonly [Name in keyof Life]?: number } = {}
  for (const [name, value] of Object.entries(options)) {
    if (!isField(name)) unknownField(name, label)
    if (value !== undefined) fields[name] = secondsOf(value, `${label}: \`${name}\``)
  }
  if (fields.revalidate !== undefined && fields.expire !== undefined && fields.revalidate > fields.expire) {
    throw new LifeError(
      'invalid-life',
      `${label}: \`revalidate\` (${fields.revalidate} s) is greater than \`expire\` (${fields.expire} s). ` +
        `A result must be refreshed before it expires: make \`expire\` at least ${fields.revalidate}.`,
    )
  }
  return fields
}

const fieldNames = ['stale', 'revalidate', 'expire', 'staleIfError'] as const

function isField(name: string): name is keyof Life {
  return (fieldNames as readonly string[]).includes(name)
}

/** For each field the smaller value, where both have one. */
export function least(one: LifeFields, other: LifeFields): LifeFields {
  const fields: { -readonly [Name in keyof Life]?: number } = { ...one }
  for (const name of fieldNames) {
    const value = other[name]
    if (value !== undefined) fields[name] = Math.min(value, fields[name] ?? value)
  }
  return fields
}

function unknownField(name: string, label: string): never {
  const meant = nearest(name, fieldNames)
  throw new LifeError(
    'invalid-life',
    `${label}: unknown field \`${name}\`.${meant === undefined ? '' : ` Did you mean \`${meant}\`?`} A lifetime has \`stale\`, \`revalidate\`, \`expire\` and \`staleIfError\`.`,
  )
}

function secondsOf(value: unknown, label: string): number {
  if (typeof value === 'string') return seconds(value, label)
  if (value === false)
    throw new LifeError('invalid-life', `${label} is false. To keep a result for ever, pass Infinity.`)
  if (typeof value !== 'number') {
    throw new LifeError(
      'invalid-life',
      `${label} must be a number of seconds or a duration such as '15m', got ${describe(value)}.`,
    )
  }
  if (value === Infinity) return never
  if (!Number.isFinite(value))
    throw new LifeError('invalid-life', `${label} is ${value}. Pass a number of seconds, or Infinity.`)
  if (value < 0)
    throw new LifeError('invalid-life', `${label} is ${value}. A duration cannot be negative; pass 0 for “not at all”.`)
  return Math.min(value, never)
}

function describe(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`
}
