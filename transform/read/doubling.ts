/**
 * What parsers read in two ways, one after the other, at every level of nesting: a dozen levels take a moment, thirty take days. Nobody
 * writes so many by hand.
 */

/** `<T>(<T>(<T>(…`: assertions, or arrows with type parameters? Where a chain begins that is too long for both parsers; -1 if there is none. */
export function assertionChain(text: string): number {
  return text.includes('>(<') ? text.search(/(?:<[^<>()]{1,99}>\(){13}/) : -1
}

/** True for `class extends (class extends (…`, which SWC reads once for an expression and once for a type. */
export function hasHeritageChain(text: string): boolean {
  let links = 0
  for (const _ of text.matchAll(/\bextends\b[^{};]{0,99}?\bclass\b/g)) if (++links > 12) return true
  return false
}

/** True for `a ? (b) : c => (a ? (b) : c => (…`, where SWC takes `(b): c =>` for the head of an arrow first. */
export function hasArrowChain(text: string): boolean {
  let links = 0
  for (const _ of text.matchAll(/\?[^?:;]{0,99}\)\s*:[^()?:;=]{1,99}=>/g)) if (++links > 12) return true
  return false
}
