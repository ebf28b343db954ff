import type { CallFact, ModuleFacts } from '../facts.ts'
import { isWithin } from '../source.ts'
import type { Wrap } from './file-directive.ts'
import type { Finding } from './finding.ts'
import { respell } from './fixes.ts'
import { qualifiedName } from './identity.ts'
import { nearest } from './nearest.ts'
import type { Asked, Selection } from './select.ts'

/** The profiles every app has. Others are configured. */
export const builtInProfiles: readonly string[] = ['default', 'seconds', 'minutes', 'hours', 'days', 'weeks', 'max']

const requestApis = new Set(['cookies', 'headers', 'draftMode', 'connection'])
const privateApis = new Set(['cookies', 'headers'])
const entryApis = new Set([
  'cacheLife',
  'cacheTag',
  'cacheDeadline',
  'noStore',
  'unstable_cacheLife',
  'unstable_cacheTag',
])
const invalidations = new Set(['revalidateTag', 'revalidatePath', 'updateTag', 'refresh'])

/** Calls of Next's and our own functions that mean nothing, or the wrong thing, where they stand. */
export function checkCalls(
  facts: ModuleFacts,
  text: string,
  { asked, wraps }: Pick<Selection, 'asked' | 'wraps'>,
  profiles: ReadonlySet<string>,
): Finding[] {
  let known: ReadonlySet<number> | undefined
  const inside = (): ReadonlySet<number> =>
    (known ??= maybeInside(facts, text, [...asked.keys(), ...wrapped(facts, wraps)]))
  return facts.calls.flatMap((call): Finding[] => {
    const api = calledApi(facts, call)
    if (api === undefined) return []
    const cached = enclosingCached(facts, asked, call)
    const findings: Finding[] = []
    if (cached === undefined) {
      if (entryApis.has(api) && isClearlyOutside(facts, call, inside))
        findings.push({ code: 'cache-api-outside', span: call.callee, details: { api } })
    } else {
      const details = { api, name: qualifiedName(facts.functions[cached]!) }
      const isPrivate = asked.get(cached)!.kind === 'private'
      if (requestApis.has(api) && !(isPrivate && privateApis.has(api)))
        findings.push({ code: 'request-api-inside', span: call.span, details })
      if (invalidations.has(api)) findings.push({ code: 'revalidate-inside', span: call.span, details })
    }
    if (api === 'cacheLife' || api === 'unstable_cacheLife') findings.push(...checkProfile(call, profiles))
    return findings
  })
}

/** `cookies` for `cookies()`, `jar()` after `import { cookies as jar }`, and `headersModule.cookies()` after `import * as headersModule`. */
function calledApi(facts: ModuleFacts, call: CallFact): string | undefined {
  const { imported, typeOnly } = facts.imports[call.import]!
  if (typeOnly) return undefined
  if (imported === '*') return call.path.length === 1 ? call.path[0] : undefined
  return call.path.length === 0 ? imported : undefined
}

function enclosingCached(facts: ModuleFacts, asked: ReadonlyMap<number, Asked>, call: CallFact): number | undefined {
  for (let index = call.function; index !== null; index = facts.functions[index]!.parent)
    if (asked.has(index)) return index
  return undefined
}

/** The module itself, and an async function that no cached one can have called, have forgotten the directive. */
function isClearlyOutside(facts: ModuleFacts, call: CallFact, inside: () => ReadonlySet<number>): boolean {
  if (call.function === null) return !call.nested
  const around: number[] = []
  for (let index: number | null = call.function; index !== null; index = facts.functions[index]!.parent)
    around.push(index)
  return around.some((index) => facts.functions[index]!.async) && !around.some((index) => inside().has(index))
}

/**
 * Functions that may run in a cached call: those that are `cached`, those given to `cache()`, sync ones (nobody knows who calls them), and the helpers at module level whose names occur in
 * one of these. A name that means something else only keeps us quiet.
 */
function maybeInside(facts: ModuleFacts, text: string, cached: readonly number[]): ReadonlySet<number> {
  const atTop = [...facts.functions.entries()].filter(([, { nested }]) => !nested)
  const sync = atTop.flatMap(([index, { async }]) => (async ? [] : [index]))
  const inside = new Set([...cached, ...givenToCache(facts), ...sync])
  // A set goes on to what is added to it while it is walked.
  for (const index of inside) {
    const { start, end } = facts.functions[index]!.span
    const words = new Set(text.slice(start, end).match(/[\p{ID_Continue}$]+/gu))
    for (const [helper, { path }] of atTop) if (words.has(path[0]!)) inside.add(helper)
  }
  return inside
}

/** The functions in values that are cached if they turn out to be functions. */
function wrapped({ functions }: ModuleFacts, wraps: readonly Wrap[]): number[] {
  return functions.flatMap(({ span }, index) =>
    wraps.some((wrap) => wrap.type === 'expression' && isWithin(span, wrap.value.span)) ? [index] : [],
  )
}

/** What `cache()` and `unstable_cache()` are called with; for a name that the module does not know, the function around the call, which may hold it. */
function givenToCache(facts: ModuleFacts): number[] {
  return facts.calls.flatMap((call): number[] => {
    const api = calledApi(facts, call)
    const given = api === 'cache' || api === 'unstable_cache' ? call.arguments[0] : undefined
    if (given?.type === 'function') return [given.function]
    if (given?.type !== 'name') return []
    const named = facts.functions.flatMap(({ path, nested }, index) =>
      !nested && path[0] === given.name ? [index] : [],
    )
    return named.length > 0 || call.function === null ? named : [call.function]
  })
}

function checkProfile(call: CallFact, profiles: ReadonlySet<string>): Finding[] {
  const argument = call.arguments[0]
  if (argument?.type !== 'literal' || typeof argument.value !== 'string' || profiles.has(argument.value)) return []
  const near = nearest(argument.value.trim(), profiles)
  const details = { profile: argument.value, nearest: near ?? '', profiles: [...profiles].join(', ') }
  return [
    {
      code: 'unknown-profile',
      span: argument.span,
      details,
      ...(near === undefined ? {} : { fix: respell(argument.span, near) }),
    },
  ]
}
