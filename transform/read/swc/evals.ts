/** What hides which variables a function reads. */
import type { EvalFact } from '../../facts.ts'
import { byStart } from '../../source-order.ts'
import { lookup, type Scope } from './scope.ts'
import type { Listed, Site } from './site.ts'
import type { Text } from './string.ts'
import type { Notes } from './walk.ts'
import { wordAt } from '../tokens.ts'

type Note = Notes['evals'][number]

export function evalsOf(source: Text, site: Listed, evals: Notes['evals']): EvalFact[] {
  return evals.flatMap((note) => (concerns(note, site) ? factOf(source, note) : [])).sort(byStart)
}

function factOf({ text, offsets }: Text, { node }: Note): EvalFact {
  return node.type === 'WithStatement'
    ? { what: 'with', span: wordAt(text, offsets.at(node.span.start)) }
    : { what: 'eval', span: offsets.span(node.span) }
}

function concerns({ node, scope, site }: Note, listed: Listed): boolean {
  if (node.type === 'WithStatement') return isWithin(listed.fn.scope, scope)
  if (lookup(scope, 'eval')) return false
  return holds(listed, site) ? !listed.fn.scope.permanent : site !== null && holds(site, listed)
}

function isWithin(inner: Scope, outer: Scope): boolean {
  for (let at: Scope | null = inner; at; at = at.parent) if (at === outer) return true
  return false
}

/** True if the one is the other, or around it. */
function holds(outer: Site, inner: Site | null): boolean {
  for (let at = inner; at; at = at.parent) if (at === outer) return true
  return false
}
