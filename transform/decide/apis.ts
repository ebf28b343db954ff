import type { CallFact, ModuleFacts } from '../facts.ts'
import type { Finding } from './finding.ts'
import { respell } from './fixes.ts'
import { qualifiedName } from './identity.ts'
import { nearest } from './nearest.ts'
import type { Asked } from './select.ts'

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
  asked: ReadonlyMap<number, Asked>,
  profiles: ReadonlySet<string>,
): Finding[] {
  return facts.calls.flatMap((call): Finding[] => {
    const api = calledApi(facts, call)
    if (api === undefined) return []
    const cached = enclosingCached(facts, asked, call)
    const findings: Finding[] = []
    if (cached === undefined) {
      if (entryApis.has(api) && isClearlyOutside(facts, call))
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

/** A sync function may be a helper of a cached one; an async function, or the module itself, has forgotten the directive. */
function isClearlyOutside(facts: ModuleFacts, call: CallFact): boolean {
  if (call.function === null) return !call.nested
  for (let index: number | null = call.function; index !== null; index = facts.functions[index]!.parent)
    if (facts.functions[index]!.async) return true
  return false
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
