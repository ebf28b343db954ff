/** How a name is used where it stands: what is read of it, or that it is assigned. */
import type { ReferenceFact } from '../../facts.ts'
import { isWrapper, staticMember, type Node } from './tree.ts'

/** A node, the key that it stands under, and what it stands in. */
export interface Link {
  readonly node: Node
  readonly key: string
  readonly up: Link | null
}

/** True for an identifier that reads or assigns; false for one that declares, and for the names of JSX that are no variables. */
export function isReference(link: Link): boolean {
  if (link.node.type === 'JSXIdentifier')
    return (
      link.node.name !== 'this' && (link.up?.node.type === 'JSXMemberExpression' || !/^[a-z]|-/.test(link.node.name))
    )
  return targetOf(outermost(link)) !== 'declared'
}

export function accessOf(link: Link): Pick<ReferenceFact, 'path' | 'access' | 'shorthand'> {
  const access = targetOf(outermost(link)) === 'assigned' ? 'write' : 'read'
  return { path: access === 'read' ? memberPath(link) : [], access, shorthand: isShorthand(link) }
}

/** The members of `r.a.b`, up to the one that is called or assigned. */
function memberPath(link: Link): string[] {
  const path: string[] = []
  for (let at = outermost(link); at.up;) {
    const { node } = at.up
    if (node.type === 'JSXMemberExpression') {
      path.push(node.property.name)
      at = at.up
      continue
    }
    const name = at.key === 'object' ? staticMember(node) : undefined
    if (name === undefined) break
    at = outermost(at.up)
    if (isReceiver(at) || targetOf(at) !== 'read') break
    path.push(name)
  }
  return path
}

/** True if the member is called or tagged, so that what it belongs to is needed as its `this`. */
function isReceiver({ key, up }: Link): boolean {
  const type = up?.node.type
  return (
    (key === 'callee' && (type === 'CallExpression' || type === 'OptionalCallExpression')) ||
    (key === 'tag' && type === 'TaggedTemplateExpression')
  )
}

/** Outwards through parentheses and TypeScript's wrappers. */
function outermost(link: Link): Link {
  while (link.up && isWrapper(link.up.node)) link = link.up
  return link
}

/** What is done to the variable or member at `link`. */
function targetOf(link: Link): 'read' | 'declared' | 'assigned' | 'deleted' {
  let { key, up } = link
  while (up) {
    const { node } = up
    switch (node.type) {
      case 'VariableDeclarator':
        return key === 'id' ? 'declared' : 'read'
      case 'CatchClause':
        return key === 'param' ? 'declared' : 'read'
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'ObjectMethod':
      case 'ClassMethod':
      case 'ClassPrivateMethod':
        return key === 'params' ? 'declared' : 'read'
      case 'AssignmentExpression':
      case 'ForInStatement':
      case 'ForOfStatement':
        return key === 'left' ? 'assigned' : 'read'
      case 'UpdateExpression':
        return 'assigned'
      case 'UnaryExpression':
        return node.operator === 'delete' ? 'deleted' : 'read'
      case 'ObjectProperty':
        if (key !== 'value' || up.up?.node.type !== 'ObjectPattern') return 'read'
        break
      case 'AssignmentPattern':
        if (key !== 'left') return 'read'
        break
      case 'ArrayPattern':
      case 'ObjectPattern':
      case 'RestElement':
        break
      default:
        return 'read'
    }
    ;({ key, up } = up)
  }
  return 'read'
}

function isShorthand({ key, up }: Link): boolean {
  if (up?.node.type === 'AssignmentPattern' && key === 'left') return isShorthand(up)
  return up?.node.type === 'ObjectProperty' && key === 'value' && up.node.shorthand
}
