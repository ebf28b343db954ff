/** The little that the other rooms need to know about Babel's syntax tree. Parentheses are not nodes in it. */
import type * as t from '@babel/types'
import type { Span } from '../../source.ts'

export type Node = t.Node
export type ClassNode = t.ClassDeclaration | t.ClassExpression
export type MethodNode = t.ObjectMethod | t.ClassMethod | t.ClassPrivateMethod
export type FunctionNode = t.FunctionDeclaration | t.FunctionExpression | t.ArrowFunctionExpression | MethodNode
export type FieldNode = t.ClassProperty | t.ClassPrivateProperty | t.ClassAccessorProperty

export function spanOf(node: Node): Span {
  return { start: node.start!, end: node.end! }
}

export function isParenthesized(node: Node): boolean {
  return node.extra?.['parenthesized'] === true
}

/** The name of what is assigned to, if it is nothing but that. */
export function bareName(target: Node): string | undefined {
  return target.type === 'Identifier' && !isParenthesized(target) ? target.name : undefined
}

export function isNamed(node: Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name
}

/** The names in `A.B.C`, as namespaces are called. */
export function qualifiedName(name: t.Identifier | t.TSQualifiedName | t.ThisExpression): t.Identifier[] {
  if (name.type === 'TSQualifiedName') return [...qualifiedName(name.left), name.right]
  return name.type === 'Identifier' ? [name] : []
}

/** `import.meta` */
export function isMeta(node: Node): boolean {
  return node.type === 'MetaProperty' && node.meta.name === 'import'
}

export function isWrapper(
  node: Node,
): node is
  | t.TSAsExpression
  | t.TSSatisfiesExpression
  | t.TSTypeAssertion
  | t.TSNonNullExpression
  | t.TSInstantiationExpression {
  return (
    node.type === 'TSAsExpression' ||
    node.type === 'TSSatisfiesExpression' ||
    node.type === 'TSTypeAssertion' ||
    node.type === 'TSNonNullExpression' ||
    node.type === 'TSInstantiationExpression'
  )
}

/** What stands inside of TypeScript's wrappers. */
export function unwrap(node: Node): Node {
  while (isWrapper(node)) node = node.expression
  return node
}

export function isFunction(node: Node): node is FunctionNode {
  return (
    node.type === 'ArrowFunctionExpression' ||
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ObjectMethod' ||
    node.type === 'ClassMethod' ||
    node.type === 'ClassPrivateMethod'
  )
}

export function isMethod(node: Node): node is MethodNode {
  return node.type === 'ObjectMethod' || node.type === 'ClassMethod' || node.type === 'ClassPrivateMethod'
}

export function isClass(node: Node): node is ClassNode {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression'
}

/** The member's name in `a.b` and `a?.b`; undefined for `a[b]`, `a.#b` and everything that is no member. */
export function staticMember(node: Node): string | undefined {
  if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return undefined
  return !node.computed && node.property.type === 'Identifier' ? node.property.name : undefined
}

/** What a key names (`a`, `'a'`, `1`, `#a`); null when it is computed. */
export function keyName(node: { readonly key: Node; readonly computed?: boolean | null }): string | null {
  const { key } = node
  if (node.computed) return null
  if (key.type === 'Identifier') return key.name
  if (key.type === 'PrivateName') return `#${key.id.name}`
  if (key.type === 'BigIntLiteral') return String(key.value)
  return key.type === 'StringLiteral' || key.type === 'NumericLiteral' ? String(key.value) : null
}

/** `{ __proto__: x }`, which sets the prototype and names nothing. */
export function isPrototype(node: t.ObjectProperty): boolean {
  return !node.shorthand && keyName(node) === '__proto__'
}

/** True for what TypeScript erases: nothing of it is left at run time. */
export function isErased(node: Node): boolean {
  switch (node.type) {
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSDeclareFunction':
    case 'TSDeclareMethod':
    case 'TSNamespaceExportDeclaration':
      return true
    case 'ExportNamedDeclaration':
      return node.declaration ? isErased(node.declaration) : node.exportKind === 'type'
    case 'TSImportEqualsDeclaration':
      return node.importKind === 'type'
    case 'TSModuleDeclaration':
      return (
        node.declare === true ||
        node.kind !== 'namespace' ||
        node.body.type !== 'TSModuleBlock' ||
        node.body.body.every((statement) => statement.type === 'EmptyStatement' || isErased(statement))
      )
    default:
      return (node as { declare?: boolean | null }).declare === true
  }
}

/** The identifiers that a pattern declares or assigns, with their default values. */
export function eachName(
  pattern: Node | null | undefined,
  found: (identifier: t.Identifier, fallback?: t.Expression) => void,
): void {
  if (!pattern) return
  switch (pattern.type) {
    case 'Identifier':
      return found(pattern)
    case 'ObjectPattern':
      for (const property of pattern.properties)
        eachName(property.type === 'ObjectProperty' ? property.value : property, found)
      return
    case 'ArrayPattern':
      for (const element of pattern.elements) eachName(element, found)
      return
    case 'AssignmentPattern':
      return pattern.left.type === 'Identifier' ? found(pattern.left, pattern.right) : eachName(pattern.left, found)
    case 'RestElement':
      return eachName(pattern.argument, found)
    case 'TSParameterProperty':
      return eachName(pattern.parameter, found)
    default: // a member that is assigned to
  }
}

/** The decorators of a function's parameters, which are evaluated outside of the function. */
export function decoratorsOf(parameter: Node): readonly t.Decorator[] {
  const own = (parameter as { decorators?: t.Decorator[] | null }).decorators
  if (own?.length) return own
  if (parameter.type === 'AssignmentPattern') return decoratorsOf(parameter.left)
  return parameter.type === 'TSParameterProperty' ? decoratorsOf(parameter.parameter) : []
}
