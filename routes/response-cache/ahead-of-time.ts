import { type KeptAnswers, keptAnswers } from '../../runtime/handler.ts'
import type { Manifest, Route } from '../manifest.ts'
import type { Prerendered } from '../prerender/prerendered.ts'
import type { StoredResponse } from './stored-response.ts'

/** What a build found out about a route. */
export interface AheadOfTime {
  /** Its answers, with those that the build made. */
  readonly answers: KeptAnswers<StoredResponse>
  /** The paths that it made answers for. */
  readonly paths: ReadonlySet<string>
  /** It made one for every path it tried, so those it did not know can be kept, too. */
  readonly forAll: boolean
}

/** Puts what a build made into the cache. Answers what it found out about a route, or null when there was no build. */
export function aheadOfTime(
  { routes }: Manifest,
  { prerendered, version }: { readonly prerendered?: Prerendered; readonly version?: string | undefined },
): (route: Route) => AheadOfTime | null {
  if (prerendered === undefined) return () => null
  const dynamic = new Set(prerendered.dynamic)
  const known = new Map(
    routes.map(({ pattern, file }) => {
      const answers = keptAnswers<StoredResponse>(`${file}#GET`, version)
      return [pattern, { answers, paths: new Set<string>(), forAll: !dynamic.has(pattern) }]
    }),
  )
  for (const { pattern, path, response, ...made } of prerendered.answers) {
    const route = known.get(pattern)
    route?.answers.put(path, { ...response, prerendered: true }, made)
    route?.paths.add(path)
  }
  return ({ pattern }) => known.get(pattern) ?? null
}
