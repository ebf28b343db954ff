/** What hides which variables a function reads. */
import type * as t from '@babel/types'
import type { EvalFact } from '../../facts.ts'
import { byStart } from '../../source-order.ts'
import type { FunctionRecord, Noted, Walk } from './notes.ts'
import { isPermanent, lookup, type Scope } from './scope.ts'

export function evalsOf(record: FunctionRecord, { evals }: Walk): EvalFact[] {
  return evals.flatMap((noted) => (concerns(noted, record) ? factOf(noted) : [])).sort(byStart)
}

function factOf({ node }: Noted<t.CallExpression | t.WithStatement>): EvalFact {
  return node.type === 'WithStatement'
    ? { what: 'with', span: { start: node.start!, end: node.start! + 'with'.length } }
    : { what: 'eval', span: { start: node.start!, end: node.end! } }
}

function concerns({ node, context }: Noted<t.CallExpression | t.WithStatement>, record: FunctionRecord): boolean {
  if (node.type === 'WithStatement') return isWithin(record.scope, node)
  if (lookup(context.scope, 'eval')) return false
  return holds(record, context.function)
    ? !isPermanent(record.scope)
    : context.function !== null && holds(context.function, record)
}

function isWithin(scope: Scope, node: t.Node): boolean {
  for (let at: Scope | null = scope; at; at = at.parent) if (at.node === node) return true
  return false
}

/** True if the one is the other, or around it. */
function holds(outer: FunctionRecord, inner: FunctionRecord | null): boolean {
  for (let at = inner; at; at = at.enclosing) if (at === outer) return true
  return false
}
