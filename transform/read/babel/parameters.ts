/** What a function reads of its own parameters. The walk has noted in which scope each name stands. */
import type { ParameterReferenceFact } from '../../facts.ts'
import { accessOf, isReference, type Link } from './access.ts'
import { eachChild } from './children.ts'
import { resolve, type Scope } from './scope.ts'
import { byStart, decoratorsOf, eachName, isFunction, type FunctionNode, type Node } from './tree.ts'
import { wordAt } from '../tokens.ts'

export function parameterReferences(
  node: FunctionNode,
  scopes: ReadonlyMap<Node, Scope>,
  text: string,
): ParameterReferenceFact[] {
  const names = new Set<string>()
  for (const parameter of node.params) eachName(parameter, ({ name }) => names.add(name))
  if (names.size === 0) return []

  const isOwn = (home: Scope | null): boolean => home?.node === node || home?.node === node.body
  const found: ParameterReferenceFact[] = []
  eachLink(node, (link) => {
    const { node } = link
    if ((node.type !== 'Identifier' && node.type !== 'JSXIdentifier') || !names.has(node.name)) return
    const scope = scopes.get(node)
    if (!scope || !isReference(link) || !isOwn(resolve(scope, node.name))) return
    found.push({ name: node.name, span: wordAt(text, node.start!), ...accessOf(link) })
  })
  return found.sort(byStart)
}

/** Everything in the parameters and the body of a function. */
function eachLink(root: FunctionNode, visit: (link: Link) => void): void {
  const top: Link = { node: root, key: '', up: null }
  const waiting: Link[] = [{ node: root.body, key: 'body', up: top }]
  for (const node of root.params) waiting.push({ node, key: 'params', up: top })
  for (let link = waiting.pop(); link; link = waiting.pop()) {
    const { node, key } = link
    visit(link)
    if (node.type === 'TSParameterProperty') {
      waiting.push({ node: node.parameter, key, up: link.up })
      continue
    }
    const up = link
    eachChild(node, (child, key) => waiting.push({ node: child, key, up }))
    if (!isFunction(node)) continue
    for (const decorator of node.params.flatMap(decoratorsOf)) waiting.push({ node: decorator, key: 'decorators', up })
  }
}
