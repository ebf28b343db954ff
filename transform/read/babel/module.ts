/** What a module imports, and the values of its module-level bindings. */
import type * as t from '@babel/types'
import type { DirectiveFact, ImportFact, NamedValueFact, ValueFact } from '../../facts.ts'
import type { Span } from '../../source.ts'
import { byStart } from '../../source-order.ts'
import type { Assigned, DeclarationNode } from './notes.ts'
import { lookup } from './scope.ts'
import { eachName, keyName, spanOf, type Node } from './tree.ts'
import type { ValueReader } from './value.ts'
import { wordAt } from '../tokens.ts'

export function directivesOf(node: t.Program | t.BlockStatement, text: string): DirectiveFact[] {
  return node.directives.map((directive) => {
    const span = spanOf(directive.value)
    return { text: text.slice(span.start + 1, span.end - 1), span, statement: spanOf(directive) }
  })
}

export function importsOf(program: t.Program): ImportFact[] {
  return program.body.flatMap((statement) => {
    if (statement.type === 'ImportDeclaration')
      return statement.specifiers.map((specifier) => importFact(statement, specifier))
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    if (declared?.type !== 'TSImportEqualsDeclaration' || declared.moduleReference.type !== 'TSExternalModuleReference')
      return []
    return {
      source: declared.moduleReference.expression.value,
      imported: '*',
      local: declared.id.name,
      typeOnly: declared.importKind === 'type',
      span: spanOf(statement),
    }
  })
}

function importFact(statement: t.ImportDeclaration, specifier: t.ImportDeclaration['specifiers'][number]): ImportFact {
  const named = specifier.type === 'ImportSpecifier'
  return {
    source: statement.source.value,
    imported: named ? moduleName(specifier.imported) : specifier.type === 'ImportDefaultSpecifier' ? 'default' : '*',
    local: specifier.local.name,
    typeOnly: statement.importKind === 'type' || (named && specifier.importKind === 'type'),
    span: spanOf(specifier),
  }
}

/** True for an import or export declaration, TypeScript's forms included. */
export function isModuleSyntax(statement: t.Statement): boolean {
  switch (statement.type) {
    case 'ImportDeclaration':
    case 'TSExportAssignment':
    case 'TSNamespaceExportDeclaration':
      return true
    case 'TSImportEqualsDeclaration':
      return statement.moduleReference.type === 'TSExternalModuleReference'
    default:
      return isExport(statement)
  }
}

/** True for `export …`, but not for `export =` and `export as namespace`. */
export function isExport({ type }: t.Statement): boolean {
  return type === 'ExportNamedDeclaration' || type === 'ExportDefaultDeclaration' || type === 'ExportAllDeclaration'
}

export function valuesOf(
  declarations: readonly DeclarationNode[],
  assignments: readonly Assigned[],
  text: string,
  { valueOf }: ValueReader,
): NamedValueFact[] {
  const declared = declarations.flatMap((node) => {
    const kind = kindOf(node)
    return declaredNames(node, text, valueOf).flatMap(({ name, span, value }): NamedValueFact[] =>
      value ? [{ name, span, kind, value }] : [],
    )
  })
  const assigned = assignments.flatMap(({ node, scope, value }): NamedValueFact[] => {
    if (lookup(scope, node.name)?.scope.kind !== 'module') return []
    const span = spanOf(node)
    return [{ name: node.name, span, kind: 'assignment', value: value ? valueOf(value) : { type: 'other', span } }]
  })
  return [...declared.sort(byStart), ...assigned.sort(byStart)]
}

function kindOf(node: DeclarationNode): NamedValueFact['kind'] {
  switch (node.type) {
    case 'FunctionDeclaration':
      return 'function'
    case 'ClassDeclaration':
      return 'class'
    case 'TSEnumDeclaration':
      return 'enum'
    case 'TSModuleDeclaration':
      return 'namespace'
    case 'VariableDeclaration':
      return node.kind === 'await using' ? 'using' : node.kind
  }
}

export interface DeclaredName {
  readonly name: string
  readonly span: Span
  readonly value: ValueFact | null
  readonly destructured: boolean
}

export function declaredNames(node: Node, text: string, valueOf: ValueReader['valueOf']): DeclaredName[] {
  if (node.type === 'VariableDeclaration')
    return node.declarations.flatMap((declarator) => variableNames(declarator, text, valueOf))
  if (
    node.type !== 'FunctionDeclaration' &&
    node.type !== 'ClassDeclaration' &&
    node.type !== 'TSEnumDeclaration' &&
    node.type !== 'TSModuleDeclaration'
  )
    return []
  let id = node.id
  while (id?.type === 'TSQualifiedName') id = id.left as t.Identifier | t.TSQualifiedName
  return id?.type === 'Identifier'
    ? [{ name: id.name, span: wordAt(text, id.start!), value: valueOf(node), destructured: false }]
    : []
}

/** `const f = …`, and each name of `const { a, b: c = 1, ...d } = …`. */
function variableNames(
  { id, init }: t.VariableDeclarator,
  text: string,
  valueOf: ValueReader['valueOf'],
): DeclaredName[] {
  if (id.type === 'Identifier')
    return [{ name: id.name, span: wordAt(text, id.start!), value: init ? valueOf(init) : null, destructured: false }]
  const names: DeclaredName[] = []
  const members = id.type === 'ObjectPattern' ? memberNames(id) : id.type === 'ArrayPattern' ? indices(id) : undefined
  eachName(id, (identifier, fallback) => {
    const span = wordAt(text, identifier.start!)
    const property = members?.get(identifier)
    const read: ValueFact =
      init && property !== undefined
        ? { type: 'member', object: valueOf(init), property, span }
        : { type: 'other', span }
    const value: ValueFact = fallback ? { type: 'choice', options: [read, valueOf(fallback)], span } : read
    names.push({ name: identifier.name, span, value: init ? value : null, destructured: true })
  })
  return names
}

/** The names that a pattern takes directly from members with a static key. */
function memberNames(pattern: t.ObjectPattern): Map<t.Identifier, string> {
  const names = new Map<t.Identifier, string>()
  for (const property of pattern.properties) {
    if (property.type !== 'ObjectProperty') continue
    const target = property.value.type === 'AssignmentPattern' ? property.value.left : property.value
    const name = keyName(property)
    if (target.type === 'Identifier' && name !== null) names.set(target, name)
  }
  return names
}

/** The names that a pattern takes directly from an array, by their place. */
function indices({ elements }: t.ArrayPattern): Map<t.Identifier, string> {
  const names = new Map<t.Identifier, string>()
  for (const [index, element] of elements.entries()) {
    const target = element?.type === 'AssignmentPattern' ? element.left : element
    if (target?.type === 'Identifier') names.set(target, String(index))
  }
  return names
}

export function moduleName(node: t.Identifier | t.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value
}
