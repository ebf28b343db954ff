/** The specifiers that a module loads others by, with the places where they stand. */
import { eachChild } from './babel/children.ts'
import { parse } from './babel/parse.ts'
import { isNamed, spanOf, type Node } from './babel/tree.ts'
import type { Span } from '../source.ts'

export interface SpecifierFact {
  readonly specifier: string
  /** The literal, quotes included. */
  readonly span: Span
}

/** Of `import`, `export … from`, `import()`, `require()` and Jest's `jest.mock()` and its like, in no order; none for what does not parse. */
export function specifiersOf(text: string, id: string): readonly SpecifierFact[] {
  const parsed = parse(text, id)
  const found: SpecifierFact[] = []
  if (!('message' in parsed)) visit(parsed.program, found)
  return found
}

function visit(node: Node, found: SpecifierFact[]): void {
  const source = sourceOf(node)
  if (source?.type === 'StringLiteral') found.push({ specifier: source.value, span: spanOf(source) })
  eachChild(node, (child) => visit(child, found))
}

function sourceOf(node: Node): Node | null | undefined {
  if (
    node.type === 'ImportDeclaration' ||
    node.type === 'ExportNamedDeclaration' ||
    node.type === 'ExportAllDeclaration' ||
    node.type === 'ImportExpression'
  )
    return node.source
  if (node.type !== 'CallExpression') return undefined
  const { callee } = node
  const loads = callee.type === 'Import' || isNamed(callee, 'require') || isOfJest(callee)
  return loads ? node.arguments[0] : undefined
}

function isOfJest(callee: Node): boolean {
  return callee.type === 'MemberExpression' && isNamed(callee.object, 'jest')
}
