import { encode } from '../key/encode.ts'
import type { Entry } from '../call/entry.ts'
import { refusedInput } from '../call/explain-refusal.ts'
import { sinceOf } from '../call/hand-over.ts'
import { personalShelf } from '../call/personal.ts'
import { openScope } from '../call/scope.ts'
import type { Shelf } from '../call/shelf.ts'
import { settledValues } from '../call/values.ts'
import { inUse, type Runtime } from '../instance.ts'
import { currentRequest, ownInvalidation } from '../request.ts'
import { elapsed } from '../time/elapsed.ts'
import { freshness } from '../time/freshness.ts'
import { askStore } from './ask-store.ts'
import { type KeyedQuestion, questionOf, type Question } from './cached-function.ts'
import { type Difference, differences } from './difference.ts'
import { decodeKey } from './decode-key.ts'
import type { Explanation, Found, KeptResult, Reason } from './explanation.ts'
import { inWords } from './explanation-text.ts'
import { parameterNames } from './parameter-names.ts'
import { about, type Told } from './tell.ts'

/**
 * Says whether a call would be a hit if it were made now, and why or why not; it runs nothing and keeps nothing.
 *
 * ```ts
 * const { outcome, text } = await explain(getProducts, 'tea', 10)
 * // miss: getProducts("tea", 10) has to wait: … The nearest result differs at argument 2 (limit): 10 here, 20 there.
 * ```
 *
 * Rejects with an `OptionError` for a function that is not cached.
 */
export async function explain<Args extends readonly unknown[]>(
  fn: (...args: Args) => Promise<unknown>,
  ...args: NoInfer<Args>
): Promise<Explanation> {
  const question = questionOf(fn, 'explain', args)
  const call = await withKey(question)
  const found: Found =
    'error' in call ? { outcome: 'error', reason: 'uncacheable', error: call.error } : await look(call)
  const explained = {
    ...found,
    function: question.definition.id,
    arguments: about('error' in call ? question : call).arguments,
  }
  return { ...explained, text: inWords(explained, question.runtime) }
}

async function withKey(question: Question): Promise<KeyedQuestion | { readonly error: unknown }> {
  try {
    const key = encode(question.values)
    return key === undefined ? { ...question, ...(await settledValues(question)) } : { ...question, key }
  } catch (error) {
    return { error: refusedInput(error, question.definition, question.captured, question.body) }
  }
}

async function look(call: KeyedQuestion): Promise<Found> {
  const { definition, runtime } = call
  const request = currentRequest()
  if (inUse.drafts > 0 && request?.draft === true) return { outcome: 'bypass', reason: 'draft' }
  if (definition.kind !== 'private') {
    const link = runtime.outer.of(definition)
    // What other processes have invalidated, the call would learn.
    if (link === undefined) runtime.outer.lookForNews(-Infinity)
    else await link.sync()
    const found = lookOn(definition.shelf, call)
    const isAbsent = found.outcome === 'miss' && found.reason !== 'running'
    return (link !== undefined && isAbsent && (await askStore(call, link))) || found
  }
  if (request === undefined) return { outcome: 'bypass', reason: 'no-request' }
  const found = lookOn(personalShelf(request, { definition, runtime }), call)
  return found.outcome === 'stale' ? { ...found, outcome: 'miss' } : found
}

function lookOn(shelf: Shelf, call: KeyedQuestion): Found {
  const entry = shelf.peek(call.values, call.key)
  if (entry?.filled === true) return judge(entry, call.runtime)
  const now = call.runtime.time.now()
  if (entry?.flight !== undefined)
    return { outcome: 'miss', reason: 'running', since: elapsed(entry.flight.scope.at, now) }
  return { outcome: 'miss', ...absence(shelf, call, now) }
}

function judge(entry: Entry, { marks, time }: Runtime): Found {
  const now = time.now()
  const { bytes, life, tags } = entry
  const kept: KeptResult = { age: elapsed(entry.at, now), bytes, life, tags }
  const caller = openScope()
  if (entry.at <= sinceOf(caller))
    return { outcome: 'miss', reason: 'tag-expired', kept, tag: undefined, since: undefined }
  const found = freshness(entry, marks, now)
  if (found === 'fresh') return { outcome: 'hit', reason: 'fresh', kept }
  if (found === 'expired') {
    if (now > entry.at + life.expire * 1000) return { outcome: 'miss', reason: 'expired', kept }
    return { outcome: 'miss', reason: 'tag-expired', kept, ...mark(entry, 'expired', marks, now) }
  }
  if (caller !== undefined)
    return { outcome: 'miss', reason: 'stale-inside-cached', kept, caller: caller.definition.id }
  const own = tags.find((tag) => ownInvalidation([tag]) > entry.at)
  if (own !== undefined)
    return { outcome: 'miss', reason: 'tag-expired', kept, tag: own, since: elapsed(ownInvalidation([own]), now) }
  const { tag, since } = mark(entry, 'stale', marks, now)
  if (tag === undefined || since === undefined) return { outcome: 'stale', reason: 'stale', kept }
  return { outcome: 'stale', reason: 'tag-stale', kept, tag, since }
}

/** The tag that made it so, and when that was invalidated. */
function mark(
  { tags, at }: Entry,
  verdict: 'stale' | 'expired',
  marks: Runtime['marks'],
  now: number,
): { tag: string | undefined; since: number | undefined } {
  const tag = tags.find((tag) => marks.of(tag).length > 0 && marks.verdict([tag], at, now) === verdict)
  if (tag === undefined) return { tag, since: undefined }
  const last = marks.of(tag).find(({ expiresAt }) => verdict === 'stale' || expiresAt <= now) ?? marks.of(tag)[0]!
  return { tag, since: elapsed(last.at, now) }
}

function absence(shelf: Shelf, call: KeyedQuestion, now: number): Reason {
  const { definition, runtime } = call
  const note = runtime.past.noteOf(definition, call.key)
  if (note !== undefined) {
    const since = elapsed(note.at, now)
    if (note.what === 'evicted') return { reason: 'evicted', since }
    if (note.what === 'failed') return { reason: 'failed', since, error: note.error }
    return { reason: 'not-kept', since, why: note.why }
  }
  const keys = keysOf(shelf)
  if (keys.length > 0) return { reason: 'other-arguments', entries: shelf.size, differences: nearest(keys, call) }
  const before = runtime.past.predecessorOf(definition)
  if (before !== undefined) return { reason: 'code-changed', before: before.version, now: definition.version }
  return { reason: 'never-filled' }
}

function keysOf(shelf: Shelf): string[] {
  const keys: string[] = []
  for (const entry of shelf) {
    if (entry.filled) keys.push(shelf.keyOf(entry))
    if (keys.length === mostCompared) break
  }
  return keys
}

const mostCompared = 1000

/** In what the key that has the most in common differs. */
function nearest(keys: readonly string[], call: KeyedQuestion): readonly Difference[] {
  const { definition, captured } = call
  const here = decodeKey(call.key)
  if (here === undefined) return []
  const names = parameterNames(definition, captured, call.body)
  const places = {
    redaction: call.runtime.redaction,
    secretOf: (index: number) => names[index],
    nameOf: (index: number) => placeName(call, names, index),
  }
  let least: readonly Difference[] | undefined
  for (const key of keys) {
    const there = decodeKey(key)
    if (there === undefined) continue
    const found = differences(here, there, places)
    if (least === undefined || found.length < least.length) least = found
  }
  return least ?? []
}

function placeName({ definition, captured }: Told, names: readonly (string | undefined)[], index: number): string {
  if (index < captured) return `captured variable ${definition.captureNames[index] ?? names[index] ?? index + 1}`
  const name = names[index]
  return `argument ${index - captured + 1}${name === undefined ? '' : ` (${name})`}`
}
