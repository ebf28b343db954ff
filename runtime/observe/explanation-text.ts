import type { Runtime } from '../instance.ts'
import { never } from '../time/profiles.ts'
import type { Explanation, KeptResult } from './explanation.ts'
import type { Difference } from './difference.ts'

/** An explanation in a sentence or two. */
export function inWords(explained: Omit<Explanation, 'text'> & Pick<Explanation, 'reason'>, runtime: Runtime): string {
  const call = `${explained.function.slice(explained.function.lastIndexOf('#') + 1)}(${explained.arguments.join(', ')})`
  return `${call} ${becomes[explained.outcome]}: ${because(explained as Explanation, runtime)}`
}

const becomes: Readonly<Record<Explanation['outcome'], string>> = {
  hit: 'is a hit',
  stale: 'is answered with a stale result, which is computed anew behind the answer',
  miss: 'is a miss',
  bypass: 'goes past the cache',
  error: 'is refused',
}

function because(explained: Explanation, { memory }: Runtime): string {
  switch (explained.reason) {
    case 'fresh':
      return `its result is ${duration(explained.kept.age)} old and fresh for ${left(explained.kept)}.`
    case 'in-store':
      return `its result is in the store ${explained.store}, ${duration(explained.kept.age)} old and fresh for ${left(explained.kept)}.`
    case 'store-down':
      return `it is not in memory, and the store ${explained.store} does not answer.`
    case 'stale':
      return `its result is ${duration(explained.kept.age)} old, its \`revalidate\` is ${seconds(explained.kept.life.revalidate)}.`
    case 'expired':
      return `its result is ${duration(explained.kept.age)} old, its \`expire\` is ${seconds(explained.kept.life.expire)}.`
    case 'tag-stale':
      return `its tag '${explained.tag}' was revalidated ${duration(explained.since)} ago.`
    case 'tag-expired':
      if (explained.tag === undefined || explained.since === undefined) return 'it was invalidated.'
      return `its tag '${explained.tag}' expired ${duration(explained.since)} ago.`
    case 'stale-inside-cached':
      return `its result is stale, and ${explained.caller}, which calls it, is cached itself and not made from stale results.`
    case 'running':
      return `its body has been running for ${duration(explained.since)}, and the call waits for that run.`
    case 'evicted':
      return `its result was removed ${duration(explained.since)} ago to make room; ${memory.entries} kept now, in ${mebibytes(memory.bytes)} (configure({ maxMemory, maxEntries }) allows more).`
    case 'not-kept':
      return `its body ran ${duration(explained.since)} ago, and the result was not kept: ${explained.why}.`
    case 'failed':
      return `its body failed ${duration(explained.since)} ago, and errors are not kept (${explained.error}).`
    case 'other-arguments':
      return `${explained.entries === 1 ? 'one result is' : `${explained.entries} results are`} kept, for other arguments. ${compared(explained.differences)}`
    case 'code-changed':
      return `its code changed since results were kept${versions(explained.before, explained.now)}.`
    case 'never-filled':
      return 'no result of this function was kept yet.'
    case 'no-request':
      return 'it is private, and outside of a request there is nobody to keep its result for.'
    case 'draft':
      return 'its request is in draft mode.'
    case 'uncacheable':
      return String((explained.error as Error | undefined)?.message ?? explained.error)
  }
}

function compared(differences: readonly Difference[]): string {
  if (differences.length === 0) return 'In what they differ cannot be told.'
  const shown = differences.slice(0, 3).map(({ path, here, there }) => `${path}: ${here} here, ${there} there`)
  const more = differences.length > 3 ? `; and ${differences.length - 3} more` : ''
  return `The nearest differs at ${shown.join('; ')}${more}.`
}

function versions(before: string | undefined, now: string | undefined): string {
  if (before === now) return ': its module was loaded anew'
  return ` (version ${before ?? 'unknown'}, now ${now ?? 'unknown'})`
}

function left({ age, life }: KeptResult): string {
  return life.revalidate >= never ? 'ever' : duration(life.revalidate * 1000 - age)
}

/** Lives are seconds. */
function seconds(life: number): string {
  return duration(life * 1000)
}

function duration(milliseconds: number): string {
  for (const [unit, size] of units)
    if (milliseconds >= size) return `${Math.round((milliseconds / size) * 10) / 10} ${unit}`
  return `${Math.round(milliseconds)} ms`
}

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`
}
