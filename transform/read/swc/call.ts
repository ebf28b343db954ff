import { walkChain } from './pattern.ts'
import type { Call, Node } from './tree.ts'
import { unwrap } from './unwrap.ts'
import type { Walk } from './walk.ts'

/** Visits a call, and notes it when it may be one of an import. */
export function walkCall(walk: Walk, node: Call): void {
  const callee = unwrap(node.callee)
  if (callee.type === 'ArrowFunctionExpression' || callee.type === 'FunctionExpression') walk.notes.called.add(callee)
  walkChain(walk, callee, 'without its last member')
  noteCall(walk, node, callee)
  for (const { expression } of node.arguments) walk.visit(expression)
}

/** A call of a name `eval`, which reads what is around it; `eval?.()` does not. */
export function isEval({ callee }: Call): boolean {
  const target = unwrap(callee)
  return target.type === 'Identifier' && target.value === 'eval'
}

function noteCall({ watched, notes, scope, site }: Walk, call: Call, callee: Node): void {
  if (watched.size === 0) return
  const path: string[] = []
  let node = callee
  for (;;) {
    if (node.type === 'OptionalChainingExpression') node = node.base
    if (node.type !== 'MemberExpression' || node.property.type !== 'Identifier') break
    path.unshift(node.property.value)
    node = unwrap(node.object)
  }
  if (node.type === 'Identifier' && watched.has(node.value))
    notes.calls.push({ call, callee, root: node.value, path, scope, site })
}
