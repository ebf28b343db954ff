import { OptionError } from './errors.ts'
import type { Runtime } from './instance.ts'

/** Who set an option to what. */
interface Setting {
  readonly value: unknown
  /** `/app/src/cache.ts:3:1` */
  readonly place: string | undefined
}

/**
 * Throws when another file has set one of the options to something else: one of the two would not get what it asks for. The same file may change its mind, as an app does that adapts itself, or a module that is loaded
 * anew. Profiles are not looked at: those of the app stand above those of the configuration file. Otherwise returns how to remember them.
 */
export function refuseContradiction(runtime: Runtime, options: object, caller: () => string | undefined): () => void {
  const settings = settingsOf.get(runtime) ?? new Map<string, Setting>()
  const given = Object.entries(options).filter(([name, value]) => name !== 'cacheLife' && value !== undefined)
  const place = given.length === 0 ? undefined : caller()
  for (const [name, value] of given) {
    const before = settings.get(name)
    if (before === undefined || isSame(before.value, value) || fileOf(before.place) === fileOf(place)) continue
    throw new OptionError(
      'contradictory-option',
      `configure(): \`${name}\` is set to ${show(name, value)}${at(place)}, but was set to ${show(name, before.value)}${at(before.place)}. The whole process has one: set it in one file.`,
    )
  }
  return () => {
    for (const [name, value] of given) {
      const before = settings.get(name)
      if (before === undefined || !isSame(before.value, value)) settings.set(name, { value, place })
    }
    settingsOf.set(runtime, settings)
  }
}

const settingsOf = new WeakMap<Runtime, Map<string, Setting>>()

function isSame(one: unknown, other: unknown): boolean {
  return Object.is(one, other) || (isPlain(one) && isPlain(other) && JSON.stringify(one) === JSON.stringify(other))
}

/** Nothing in it that JSON would not tell. */
function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value !== 'function'
  const isData = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype
  return isData && Object.values(value).every(isPlain)
}

function show(name: string, value: unknown): string {
  if (name === 'keySecret') return 'a secret'
  return isPlain(value) ? JSON.stringify(value) : `another ${typeof value}`
}

/** Without the query that tells a module which was loaded anew from its former self. */
function fileOf(place: string | undefined): string | undefined {
  return place?.replace(/(?:[?#].*)?(?::\d+){2}$/, '')
}

function at(place: string | undefined): string {
  return place === undefined ? '' : ` at ${place}`
}
