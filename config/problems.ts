import { LifeError } from '../runtime/errors.ts'
import { profilesOf, type LifeOptions } from '../runtime/time/profiles.ts'
import { nearest } from '../transform/decide/nearest.ts'
import { kindName, parsers } from '../transform/options.ts'
import { catalogue } from '../transform/report/catalogue.ts'
import { severities } from '../transform/report/severities.ts'

/** Everything that is wrong with a configuration, each with the path inside it: `severities.not-asinc: there is no such code (did you mean not-async?)`. */
export function problemsOf(config: unknown): readonly string[] {
  if (config === undefined) return ['it has no default export. Write `export default defineConfig({ … })`.']
  if (!isRecord(config)) return [`the configuration must be an object, not ${describe(config)}.`]
  return problemsOfFields(config, fields, '')
}

type Check = (value: unknown, path: string) => readonly string[]

function problemsOfFields(
  record: Readonly<Record<string, unknown>>,
  checks: Readonly<Record<string, Check>>,
  prefix: string,
): readonly string[] {
  return Object.entries(record).flatMap(([name, value]) => {
    const check = Object.hasOwn(checks, name) ? checks[name]! : undefined
    if (check === undefined) return [`${prefix}${name}: there is no such field${meant(name, Object.keys(checks))}`]
    return value === undefined ? [] : check(value, prefix + name)
  })
}

const serverFields: Readonly<Record<string, Check>> = {
  maxBodyBytes: (value, path) =>
    typeof value === 'function' || (Number.isInteger(value) && (value as number) >= 0)
      ? []
      : [must(path, 'be a whole number of bytes, or a function that gives one', value)],
  draftSecret: (value, path) =>
    typeof value === 'string' && value !== '' ? [] : [must(path, 'be a text that is not empty', value)],
  onError: (value, path) => (typeof value === 'function' ? [] : [must(path, 'be a function', value)]),
}

const fields: Readonly<Record<string, Check>> = {
  kinds: (value, path) => {
    if (!Array.isArray(value)) return [must(path, 'be an array of names', value)]
    return value.flatMap((kind: unknown, index) =>
      typeof kind === 'string' && kindName.test(kind)
        ? []
        : [must(`${path}[${index}]`, 'be a name of letters, digits, `-` and `_`', kind)],
    )
  },
  cacheLife: recordOf((value, path, name) => {
    try {
      profilesOf({ [name]: value as LifeOptions })
      return []
    } catch (error) {
      if (!(error instanceof LifeError)) throw error
      return [`${path}: ${error.message.replace(`cacheLife profile '${name}': `, '')}`]
    }
  }),
  stores: recordOf((value, path, kind) => {
    if (kind === 'private') return [`${path}: private results never leave the request they belong to.`]
    const isStore = isRecord(value) && typeof value.invalidations === 'function'
    if (isStore || value === 'memory') return []
    return [must(path, "be a store, such as lmdbStore({ path: './cache' }), or 'memory'", value)]
  }),
  appDirectory: (value, path) =>
    typeof value === 'string' && value !== '' ? [] : [must(path, 'be the path of a folder', value)],
  cacheComponents: (value, path) => (typeof value === 'boolean' ? [] : [must(path, 'be true or false', value)]),
  severities: recordOf((value, path, code) => {
    if (!Object.hasOwn(catalogue, code)) return [`${path}: there is no such code${meant(code, Object.keys(catalogue))}`]
    return oneOf(severities)(value, path)
  }),
  parser: oneOf(parsers),
  server: (value, path) =>
    isRecord(value) ? problemsOfFields(value, serverFields, `${path}.`) : [must(path, 'be an object', value)],
  version: (value, path) => {
    const isManual = isRecord(value) && typeof value.manual === 'string' && Object.keys(value).length === 1
    return isManual || value === 'build' || value === 'content'
      ? []
      : [must(path, 'be "build", "content" or { manual: "…" }', value)]
  },
}

function recordOf(check: (value: unknown, path: string, name: string) => readonly string[]): Check {
  return (value, path) =>
    isRecord(value)
      ? Object.entries(value).flatMap(([name, entry]) => check(entry, `${path}.${name}`, name))
      : [must(path, 'be an object', value)]
}

function oneOf(words: readonly string[]): Check {
  return (value, path) => (words.includes(value as string) ? [] : [must(path, `be one of ${words.join(', ')}`, value)])
}

function must(path: string, what: string, value: unknown): string {
  return `${path}: it must ${what}, not ${describe(value)}.`
}

function meant(word: string, words: readonly string[]): string {
  const near = nearest(word, words)
  return near === undefined ? `. There are: ${words.join(', ')}.` : ` (did you mean ${near}?)`
}

function describe(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  const isShort = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  return isShort ? JSON.stringify(value) : `a value of type ${typeof value}`
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
