import type { Node } from './tree.ts'
import { isWrapper } from './unwrap.ts'

/** All nodes directly below, types left out, in no particular order. */
export function children(node: object): Node[] {
  const nodes: Node[] = []
  for (const value of Object.values(node) as unknown[]) {
    if (typeof value !== 'object' || value === null) continue
    if (Array.isArray(value)) for (const element of value as unknown[]) keep(element, nodes)
    else keep(value, nodes)
  }
  return nodes
}

function keep(value: unknown, nodes: Node[]): void {
  if (typeof value !== 'object' || value === null) return
  if ('type' in value) {
    const node = value as Node
    if (!node.type.startsWith('Ts') || isWrapper(node)) nodes.push(node)
  } else if ('expression' in value) nodes.push(value.expression as Node)
}
