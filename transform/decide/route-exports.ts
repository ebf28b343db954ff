import type { ExportFact, ModuleFacts, ValueFact } from '../facts.ts'
import type { Finding } from './finding.ts'
import { nearest } from './nearest.ts'
import { httpMethods } from './routes.ts'

interface Config {
  /** In words, for the help. */
  readonly allowed: string
  readonly accepts: (value: string | number | boolean | null) => boolean
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
    if (value === undefined || config.accepts(value.value)) return []
    return [
      {
        code: 'route-invalid-config',
        span: value.span,
        details: { name, value: JSON.stringify(value.value), allowed: config.allowed },
      },
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

/** Only literals are judged: what is computed is judged where it is known. */
function valueOf(facts: ModuleFacts, exported: ExportFact): (ValueFact & { readonly type: 'literal' }) | undefined {
  const value = exported.value ?? facts.values.find(({ name }) => name === exported.local)?.value
  return value?.type === 'literal' ? value : undefined
}
