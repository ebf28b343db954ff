/** What is said of a captured binding: `@babel/traverse`'s `Binding` → `BindingFact`. */
import type { Binding } from '@babel/traverse'
import type * as t from '@babel/types'
import type { BindingFact } from '../../facts.ts'
import type { StandIns } from './plain.ts'
import { eachName, isClass, isFunction, unwrap, type Node } from './tree.ts'
import { wordAt } from '../tokens.ts'

export function bindingFact(
  binding: Binding,
  { assigned, standIns }: { readonly assigned: ReadonlySet<Binding>; readonly standIns: StandIns },
  text: string,
  indexOf: (node: Node) => number | null,
): BindingFact {
  const declarations = declarationsOf(binding)
  // A function expression's own name that its body declares again is a binding of both for @babel/traverse; the body's is meant.
  const [declaration, ...others] = binding.kind === 'local' && declarations[1] ? declarations.slice(1) : declarations
  const held = standIns.has(declaration!.node) ? undefined : heldBy(declaration!.node)
  return {
    name: binding.identifier.name,
    kind: kindOf(binding, declaration!, standIns),
    span: wordAt(text, identifierIn(declaration!.node, binding.identifier).start!),
    reassigned: assigned.has(binding) || isHeadOfLoop(declaration!) || others.some(givesValue),
    holds: held === undefined ? 'other' : isFunction(held) ? 'function' : 'class',
    function: held && isFunction(held) ? indexOf(held) : null,
  }
}

type DeclarationPath = Binding['path']

/** The places that declare a binding, in source order, without those that only assign to it. */
export function declarationsOf({ path, constantViolations }: Binding): DeclarationPath[] {
  return [path, ...constantViolations.filter((other) => other !== path && isDeclaration(other.node))]
}

function isDeclaration(node: Node): boolean {
  return node.type === 'VariableDeclarator' || node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration'
}

function kindOf({ kind }: Binding, { node, parent }: DeclarationPath, standIns: StandIns): BindingFact['kind'] {
  const standIn = standIns.get(node)
  if (standIn) return standIn
  if (kind === 'param') return 'parameter'
  if (node.type === 'CatchClause') return 'catch'
  if (isFunction(node)) return 'function'
  if (isClass(node)) return 'class'
  const declared = (parent as t.VariableDeclaration).kind
  return declared === 'await using' ? 'using' : declared
}

/** The function or class that a declaration gives its name to. */
function heldBy(node: Node): Node | undefined {
  if (node.type === 'VariableDeclarator') {
    if (node.id.type !== 'Identifier' || !node.init) return undefined
    node = unwrap(node.init)
  }
  return isFunction(node) || isClass(node) ? node : undefined
}

function identifierIn(node: Node, identifier: t.Identifier): t.Identifier {
  let own = identifier
  if (node.type === 'VariableDeclarator')
    eachName(node.id, (candidate) => {
      if (candidate.name === identifier.name) own = candidate
    })
  else if ((node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') && node.id) own = node.id
  return own
}

function givesValue(path: DeclarationPath): boolean {
  return path.node.type !== 'VariableDeclarator' || Boolean(path.node.init) || isHeadOfLoop(path)
}

/** `for (var x of …)`, which assigns to one and the same `x` each time. */
function isHeadOfLoop({ node, parent, parentPath }: DeclarationPath): boolean {
  if (node.type !== 'VariableDeclarator' || parent.type !== 'VariableDeclaration' || parent.kind !== 'var') return false
  const loop = parentPath?.parent
  return (loop?.type === 'ForOfStatement' || loop?.type === 'ForInStatement') && loop.left === parent
}
