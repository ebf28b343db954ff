/** How a name is used where it stands: what is read of it, or that it is assigned. */
import type * as t from '@babel/types'
import { noteName, noteWrite, push, pushPlaced, type Context, type Walk } from './notes.ts'
import { bareName, isWrapper, staticMember, unwrap, type Node } from './tree.ts'

/**
 * Walks a chain of members and notes the name at its root with the path that is read from it. The last member of what is called, tagged, written
 * or deleted is not read.
 */
export function visitChain(walk: Walk, chain: Node, context: Context, last: 'whole' | 'without its last member'): void {
  const isNoted = context.function?.noted === true
  let path: string[] | undefined
  let omit = last === 'without its last member'
  let node = unwrap(chain)
  while (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression') {
    const name = staticMember(node)
    if (!isNoted || name === undefined || omit) path = undefined
    else if (path) path.push(name)
    else path = [name]
    if (node.computed) push(walk, node.property, context)
    omit = false
    node = unwrap(node.object)
  }
  if (node.type === 'Identifier') noteName(walk, node, context, path?.reverse())
  else push(walk, node, context)
}

/** Walks what is assigned to: a name, a member or a pattern of those. `value`: what a name is given. */
export function visitTarget(walk: Walk, target: Node, context: Context, value: Node | null = null): void {
  const whole = unwrap(target)
  visitPattern(walk, target, context, (name, shorthand) =>
    noteWrite(walk, name, context, shorthand, name === whole ? value : null),
  )
}

/** Walks the default values and computed keys of a pattern that declares names. */
export function visitDeclared(walk: Walk, pattern: Node | null | undefined, context: Context): void {
  if (pattern && pattern.type !== 'Identifier') visitPattern(walk, pattern, context, () => {})
}

function visitPattern(
  walk: Walk,
  node: Node,
  context: Context,
  found: (name: t.Identifier, shorthand: boolean) => void,
  shorthand = false,
): void {
  switch (node.type) {
    case 'Identifier':
      return found(node, shorthand)
    case 'ArrayPattern':
      for (const element of node.elements) if (element) visitPattern(walk, element, context, found)
      return
    case 'ObjectPattern':
      for (const property of node.properties) {
        if (property.type === 'RestElement') {
          visitPattern(walk, property.argument, context, found)
          continue
        }
        if (property.computed) push(walk, property.key, context)
        visitPattern(walk, property.value, context, found, property.shorthand)
      }
      return
    case 'AssignmentPattern':
      visitPattern(walk, node.left, context, found, shorthand)
      return pushPlaced(walk, node.right, bareName(node.left), context)
    case 'RestElement':
      return visitPattern(walk, node.argument, context, found)
    case 'TSParameterProperty':
      return visitPattern(walk, node.parameter, context, found)
    default:
      if (isWrapper(node)) visitPattern(walk, node.expression, context, found, shorthand)
      else visitChain(walk, node, context, 'without its last member')
  }
}
