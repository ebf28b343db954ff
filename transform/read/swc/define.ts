/** What a module's declarations and assignments give to its names. */
import type { NamedValueFact, ValueFact } from '../../facts.ts'
import type { Span } from '../../source.ts'
import { byStart } from '../../source-order.ts'
import { keyName } from './key.ts'
import { lookup, type Scope } from './scope.ts'
import type { Text } from './string.ts'
import type { ArrayPattern, Declarator, Identifier, Node, ObjectPattern } from './tree.ts'
import { holdsValues } from './typescript.ts'
import type { Values } from './value.ts'
import { nameSpan, type Notes } from './walk.ts'

export function namedValuesOf(
  text: Text,
  { declarations, assignments }: Notes,
  top: Scope,
  values: Values,
): NamedValueFact[] {
  const declared = declarations.flatMap((node) => {
    const kind = kindOf(node)
    return declaredNames(text, node, values).flatMap(({ name, span, value }): NamedValueFact[] =>
      value ? [{ name, span, kind, value }] : [],
    )
  })
  const assigned = assignments.flatMap(({ target, scope, value }): NamedValueFact[] => {
    if (lookup(scope, target.value)?.scope !== top) return []
    const span = text.offsets.span(nameSpan(text, target))
    const given: ValueFact = value ? values.of(value) : { type: 'other', span }
    return [{ name: target.value, span, kind: 'assignment', value: given }]
  })
  return [...declared.sort(byStart), ...assigned.sort(byStart)]
}

function kindOf(node: Notes['declarations'][number]): NamedValueFact['kind'] {
  switch (node.type) {
    case 'VariableDeclaration':
      return node.kind
    case 'UsingDeclaration':
      return 'using'
    case 'TsEnumDeclaration':
      return 'enum'
    case 'TsModuleDeclaration':
      return 'namespace'
    case 'ClassDeclaration':
    case 'ClassExpression':
      return 'class'
    default:
      return 'function'
  }
}

export interface DeclaredName {
  readonly name: string
  readonly span: Span
  readonly value: ValueFact | null
  readonly destructured: boolean
}

/** The names that a declaration gives, with their values. */
export function declaredNames(text: Text, node: Node, values: Values): DeclaredName[] {
  if (isErased(node)) return []
  if (node.type === 'VariableDeclaration')
    return node.declarations.flatMap((declarator) => variableNames(text, declarator, values))
  if (node.type === 'UsingDeclaration')
    return node.decls.flatMap((declarator) => variableNames(text, declarator, values))
  const id =
    'identifier' in node
      ? node.identifier
      : node.type === 'TsEnumDeclaration' || node.type === 'TsModuleDeclaration'
        ? node.id
        : null
  return id?.type === 'Identifier'
    ? [{ name: id.value, span: text.offsets.span(nameSpan(text, id)), value: values.of(node), destructured: false }]
    : []
}

/** `const f = …`, and each name of `const { a, b: c = 1, ...d } = …`. */
function variableNames(text: Text, { id, init }: Declarator, values: Values): DeclaredName[] {
  if (id.type === 'Identifier')
    return [
      {
        name: id.value,
        span: text.offsets.span(nameSpan(text, id)),
        value: init ? values.of(init) : null,
        destructured: false,
      },
    ]
  const members =
    id.type === 'ObjectPattern' ? memberNames(text, id) : id.type === 'ArrayPattern' ? indices(id) : undefined
  const names: DeclaredName[] = []
  eachName(id, (identifier, fallback) => {
    const span = text.offsets.span(nameSpan(text, identifier))
    const property = members?.get(identifier)
    const read: ValueFact =
      init && property !== undefined
        ? { type: 'member', object: values.of(init), property, span }
        : { type: 'other', span }
    const value: ValueFact = fallback ? { type: 'choice', options: [read, values.of(fallback)], span } : read
    names.push({ name: identifier.value, span, value: init ? value : null, destructured: true })
  })
  return names
}

/** The names that a pattern takes directly from members with a static key. */
function memberNames(text: Text, { properties }: ObjectPattern): Map<Identifier, string> {
  const names = new Map<Identifier, string>()
  for (const property of properties) {
    if (property.type === 'AssignmentPatternProperty') names.set(property.key, property.key.value)
    else if (property.type === 'KeyValuePatternProperty') {
      const target = property.value.type === 'AssignmentPattern' ? property.value.left : property.value
      const name = keyName(text, property.key)
      if (target.type === 'Identifier' && name !== null) names.set(target, name)
    }
  }
  return names
}

/** The names that a pattern takes directly from an array, by their place. */
function indices({ elements }: ArrayPattern): Map<Identifier, string> {
  const names = new Map<Identifier, string>()
  for (const [index, element] of elements.entries()) {
    const target = element?.type === 'AssignmentPattern' ? element.left : element
    if (target?.type === 'Identifier') names.set(target, String(index))
  }
  return names
}

/** Calls `visit` with all names of a pattern, each with the default value that it has itself. */
export function eachName(
  node: Node,
  visit: (name: Identifier, fallback: Node | null) => void,
  fallback: Node | null = null,
): void {
  switch (node.type) {
    case 'Identifier':
      return visit(node, fallback)
    case 'ArrayPattern':
      for (const element of node.elements) if (element) eachName(element, visit)
      return
    case 'ObjectPattern':
      for (const property of node.properties) {
        if (property.type === 'AssignmentPatternProperty') visit(property.key, property.value)
        else eachName(property.type === 'RestElement' ? property.argument : property.value, visit)
      }
      return
    case 'AssignmentPattern':
      return eachName(node.left, visit, node.right)
    case 'RestElement':
      return eachName(node.argument, visit)
    default:
  }
}

/** True for a declaration that leaves nothing at run time. */
export function isErased(node: Node): boolean {
  switch (node.type) {
    case 'TsInterfaceDeclaration':
    case 'TsTypeAliasDeclaration':
      return true
    case 'TsImportEqualsDeclaration':
      return node.isTypeOnly
    case 'TsModuleDeclaration':
      return !holdsValues(node)
    case 'FunctionDeclaration':
    case 'FunctionExpression':
      return !node.body
    default:
      return 'declare' in node && node.declare
  }
}
