import type { Node, Wrapper } from './tree.ts'

/** The expression without parentheses and TypeScript wrappers. */
export function unwrap(node: Node): Node {
  let inner = node
  while (isWrapper(inner)) inner = inner.expression
  return inner
}

export function isWrapper(node: Node): node is Wrapper {
  switch (node.type) {
    case 'ParenthesisExpression':
    case 'TsAsExpression':
    case 'TsConstAssertion':
    case 'TsSatisfiesExpression':
    case 'TsTypeAssertion':
    case 'TsNonNullExpression':
    case 'TsInstantiation':
      return true
    default:
      return false
  }
}
