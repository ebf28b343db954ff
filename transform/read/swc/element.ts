import type { JsxElement, JsxName } from './tree.ts'
import { refer, type Walk } from './walk.ts'

/** Visits a JSX element. Its names are references where they are no intrinsic element's. */
export function walkElement(walk: Walk, { opening, children: nodes, closing }: JsxElement): void {
  referName(walk, opening.name, [])
  for (const attribute of opening.attributes) {
    const value = attribute.type === 'JSXAttribute' ? attribute.value : attribute.arguments
    if (value) walk.visit(value)
  }
  for (const child of nodes) walk.visit(child)
  if (closing) referName(walk, closing.name, [])
}

function referName(walk: Walk, name: JsxName, path: readonly string[]): void {
  if (name.type === 'JSXMemberExpression') return referName(walk, name.object, [name.property.value, ...path])
  if (name.type !== 'Identifier') return
  if (path.length > 0 || name.value === 'this' || !/^[a-z]|-/.test(name.value)) refer(walk, name, { path })
}
