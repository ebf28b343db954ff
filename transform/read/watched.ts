import type { ImportFact } from '../facts.ts'

/** Whether calls of an import are facts; see `ModuleFacts.calls`. */
export function isWatched({ source, typeOnly }: ImportFact): boolean {
  return !typeOnly && /^(?:next\/|use-cache(?:\/|$))/.test(source)
}
