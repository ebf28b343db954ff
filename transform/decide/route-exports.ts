import type { ExportFact, ModuleFacts, ValueFact } from '../facts.ts'
import type { Finding } from './finding.ts'
import { nearest } from './nearest.ts'
import { httpMethods } from './routes.ts'

interface Config {
  /** In words, for the help. */
  readonly allowed: string
  readonly accepts: (value: string | number | boolean | null) => boolean
  /** Whether it may be an array, too. */
  readonly takesList?: true
  /** Refused in apps with Cache Components. */
  readonly legacy: boolean
}

const segmentConfig: Readonly<Record<string, Config>> = {
  dynamic: oneOf(['auto', 'error', 'force-static', 'force-dynamic']),
  fetchCache: oneOf([
    'auto',
    'default-cache',
    'only-cache',
    'force-cache',
    'force-no-store',
    'default-no-store',
    'only-no-store',
  ]),
  runtime: oneOf(['nodejs', 'edge']),
  revalidate: {
    allowed: 'false, or a whole number of seconds from 0',
    accepts: (value) => value === false || isCount(value),
    legacy: true,
  },
  dynamicParams: { allowed: 'true, false', accepts: (value) => typeof value === 'boolean', legacy: true },
  maxDuration: { allowed: 'a whole number of seconds from 0', accepts: isCount, legacy: false },
  preferredRegion: {
    allowed: 'the name of a region, or an array of names',
    accepts: (value) => typeof value === 'string',
    takesList: true,
    legacy: false,
  },
}

/** What a route file exports beside its handlers: only segment config, with known values. */
export function checkRouteExports(facts: ModuleFacts, cacheComponents: boolean): Finding[] {
  return facts.exports.flatMap((exported): Finding[] => {
    const { exported: name, span } = exported
    if (exported.form === 'all' || httpMethods.includes(name) || name === 'generateStaticParams') return []
    const config = Object.hasOwn(segmentConfig, name) ? segmentConfig[name] : undefined
    if (!config) return [{ code: 'route-invalid-export', span, details: { name, meant: meant(name) ?? '' } }]
    if (cacheComponents && config.legacy) return [{ code: 'segment-config-conflict', span, details: { name } }]
    const value = valueOf(facts, exported)
    const wrong = value && wrongIn(value, config)
    if (wrong === undefined) return []
    return [
      { code: 'route-invalid-config', span: value!.span, details: { name, value: wrong, allowed: config.allowed } },
    ]
  })
}

function oneOf(values: readonly string[]): Config {
  return {
    allowed: values.map((value) => `'${value}'`).join(', '),
    accepts: (value) => typeof value === 'string' && values.includes(value),
    legacy: true,
  }
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}

function meant(name: string): string | undefined {
  return (
    httpMethods.find((method) => method === name.toUpperCase()) ??
    nearest(name, [...httpMethods, ...Object.keys(segmentConfig), 'generateStaticParams'], name.length < 5 ? 1 : 2)
  )
}

function valueOf(facts: ModuleFacts, { value, local }: ExportFact): ValueFact | undefined {
  return value ?? facts.values.find(({ name }) => name === local)?.value
}

/** What a value is, in words, if it can't be right. What is computed is judged where it is known. */
function wrongIn(value: ValueFact, { accepts, takesList }: Config): string | undefined {
  if (value.type === 'literal') return accepts(value.value) ? undefined : JSON.stringify(value.value)
  if (value.type === 'name') return /^(?:Infinity|NaN)$/.test(value.name) ? value.name : undefined
  return value.type === 'array' && takesList ? undefined : never[value.type]
}

const never: Partial<Record<ValueFact['type'], string>> = {
  array: 'an array',
  object: 'an object',
  function: 'a function',
  class: 'a class',
  enum: 'an enum',
}
