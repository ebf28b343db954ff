import { declare, hoistScope, initialise, type Binding } from './scope.ts'
import type { Declarator, Identifier, Node, Pattern, UsingDeclaration, VariableDeclaration } from './tree.ts'
import { isWrapper, unwrap } from './unwrap.ts'
import { nameSpan, placeNamed, refer, type Walk } from './walk.ts'

/** Visits the declarations of a `var`, `let`, `const` or `using`. `each`: it is the head of a `for…in` or `for…of`. */
export function walkVariables(walk: Walk, declaration: VariableDeclaration | UsingDeclaration, each = false): void {
  if (declaration.type === 'VariableDeclaration' && declaration.declare) return
  const [kind, declarators] =
    declaration.type === 'VariableDeclaration'
      ? ([declaration.kind, declaration.declarations] as const)
      : (['using', declaration.decls] as const)
  for (const declarator of declarators) {
    const bindings = declareAll(walk, declarator.id, kind)
    if (each && kind === 'var') for (const binding of bindings) binding.reassigned = true
    if (declarator.init) walkInitialiser(walk, declarator, declarator.init, bindings)
  }
  if ((kind === 'var' ? hoistScope(walk.scope) : walk.scope) === walk.top) walk.notes.declarations.push(declaration)
}

function walkInitialiser(walk: Walk, { id }: Declarator, init: Node, bindings: readonly Binding[]): void {
  if (id.type === 'Identifier') walk.visitIn(placeNamed(id.value), init)
  else walk.visit(init)
  const value = id.type === 'Identifier' ? unwrap(init) : null
  const holder = (value && walk.notes.siteOf.get(value)) ?? null
  const holds = holder ? 'function' : value?.type === 'ClassExpression' ? 'class' : 'other'
  for (const binding of bindings) initialise(binding, holds, holder)
}

/** Declares every name of a pattern and visits its default values and computed keys. */
export function declareAll(walk: Walk, pattern: Pattern, kind: Binding['kind']): Binding[] {
  const bindings: Binding[] = []
  walkPattern(walk, pattern, (name) => {
    bindings.push(declare(walk.scope, name.value, kind, nameSpan(walk, name)))
  })
  return bindings
}

/** Visits what is assigned to: a name, a member or a pattern of those. `value`: what a name is given. */
export function assign(walk: Walk, target: Node, value: Node | null = null): void {
  const whole = unwrap(target)
  walkPattern(walk, target, (name, shorthand) => {
    walk.notes.assignments.push({ target: name, scope: walk.scope, value: name === whole ? value : null })
    refer(walk, name, { access: 'write', shorthand })
  })
}

function walkPattern(walk: Walk, node: Node, found: (name: Identifier, shorthand: boolean) => void): void {
  switch (node.type) {
    case 'Identifier':
      return found(node, false)
    case 'ArrayPattern':
      for (const element of node.elements) if (element) walkPattern(walk, element, found)
      return
    case 'ObjectPattern':
      for (const property of node.properties) {
        if (property.type === 'RestElement') walkPattern(walk, property.argument, found)
        else if (property.type === 'KeyValuePatternProperty') {
          if (property.key.type === 'Computed') walk.visit(property.key.expression)
          walkPattern(walk, property.value, found)
        } else {
          found(property.key, true)
          if (property.value) walk.visitIn(placeNamed(property.key.value), property.value)
        }
      }
      return
    case 'AssignmentPattern':
      walkPattern(walk, node.left, found)
      if (node.left.type === 'Identifier') walk.visitIn(placeNamed(node.left.value), node.right)
      else walk.visit(node.right)
      return
    case 'RestElement':
      return walkPattern(walk, node.argument, found)
    default:
      if (isWrapper(node)) walkPattern(walk, node.expression, found)
      else walkChain(walk, node, 'without its last member')
  }
}

/**
 * Visits a chain of members and notes the name at its root with the path that is read from it. The last member of what is called, tagged, written
 * or deleted is not read.
 */
export function walkChain(walk: Walk, chain: Node, last: 'whole' | 'without its last member'): void {
  let path: string[] = []
  let omit = last === 'without its last member'
  let node = chain
  for (;;) {
    node = unwrap(node)
    if (node.type === 'OptionalChainingExpression') node = node.base
    if (node.type !== 'MemberExpression') break
    const { property } = node
    if (property.type === 'Identifier' && !omit) path.unshift(property.value)
    else path = []
    if (property.type === 'Computed') walk.visit(property.expression)
    omit = false
    node = node.object
  }
  if (node.type === 'Identifier') refer(walk, node, { path })
  else walk.visit(node)
}
