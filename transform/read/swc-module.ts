/** What a module imports and exports, and the values of its module-level bindings. */
import type { ExportFact, ImportFact, NamedValueFact, ValueFact } from '../facts.ts'
import type { Span } from '../source.ts'
import { lookup, type Scope } from './swc-scope.ts'
import { keyName } from './swc-key.ts'
import { stringValue, type Text } from './swc-string.ts'
import {
  type Declarator,
  type ExportList,
  type Identifier,
  type Import,
  type ImportSpecifier,
  type Item,
  type Name,
  type Node,
  type ObjectPattern,
  type StringLiteral,
} from './swc-tree.ts'
import type { Values } from './swc-value.ts'
import { holdsValues } from './swc-visit.ts'
import { nameSpan, type Notes } from './swc-walk.ts'

export function importsOf(text: Text, items: readonly Item[]): ImportFact[] {
  return items.flatMap((item): ImportFact[] => {
    if (item.type === 'ImportDeclaration') return item.specifiers.map((specifier) => importFact(text, item, specifier))
    if (item.type !== 'TsImportEqualsDeclaration' || item.moduleRef.type !== 'TsExternalModuleReference') return []
    const source = stringValue(text, item.moduleRef.expression)
    return [
      { source, imported: '*', local: item.id.value, typeOnly: item.isTypeOnly, span: text.offsets.span(item.span) },
    ]
  })
}

function importFact(text: Text, { source, typeOnly }: Import, specifier: ImportSpecifier): ImportFact {
  const named = specifier.type === 'ImportSpecifier'
  return {
    source: stringValue(text, source),
    imported: named
      ? nameOf(text, specifier.imported ?? specifier.local)
      : specifier.type === 'ImportDefaultSpecifier'
        ? 'default'
        : '*',
    local: specifier.local.value,
    typeOnly: typeOnly || (named && specifier.isTypeOnly),
    span: text.offsets.span(specifier.span),
  }
}

export function exportsOf(text: Text, items: readonly Item[], top: Scope, values: Values): ExportFact[] {
  const types = typeNames(items)
  const isType = (name: string): boolean => types.has(name) && !top.names.has(name)
  return items.flatMap((item): ExportFact[] => {
    const statement = statementSpan(text, item)
    const whole = { statement, destructured: false, source: null }
    switch (item.type) {
      case 'ExportAllDeclaration':
        if (item.typeOnly) return []
        return [
          {
            ...whole,
            form: 'all',
            exported: '*',
            local: null,
            source: stringValue(text, item.source),
            span: statement,
            value: null,
          },
        ]
      case 'ExportDefaultDeclaration': {
        const { decl } = item
        if (isErased(decl)) return []
        const local = 'identifier' in decl ? (decl.identifier?.value ?? null) : null
        return [{ ...whole, form: 'default', exported: 'default', local, span: statement, value: values.of(decl) }]
      }
      case 'ExportDefaultExpression':
        if (item.expression.type === 'Identifier' && isType(item.expression.value)) return []
        return [
          {
            ...whole,
            form: 'default',
            exported: 'default',
            local: null,
            span: statement,
            value: values.of(item.expression),
          },
        ]
      case 'ExportDeclaration':
        return declaredNames(text, item.declaration, values).map(({ name, ...fact }) => ({
          ...whole,
          form: 'declaration',
          exported: name,
          local: name,
          ...fact,
        }))
      case 'ExportNamedDeclaration':
        return item.typeOnly ? [] : listFacts(text, item, isType).map((fact) => ({ ...whole, ...fact }))
      default:
        return []
    }
  })
}

function listFacts(
  text: Text,
  { specifiers, source }: ExportList,
  isType: (name: string) => boolean,
): Omit<ExportFact, 'statement' | 'destructured'>[] {
  return specifiers.flatMap((specifier): Omit<ExportFact, 'statement' | 'destructured'>[] => {
    const span = text.offsets.span(specifier.span)
    const from = source && { form: 'from' as const, source: stringValue(text, source) }
    if (specifier.type === 'ExportNamespaceSpecifier')
      return from ? [{ ...from, exported: nameOf(text, specifier.name), local: '*', span, value: null }] : []
    const local = nameOf(text, specifier.orig)
    if (specifier.isTypeOnly || (!from && isType(local))) return []
    const exported = nameOf(text, specifier.exported ?? specifier.orig)
    return [{ ...(from ?? { form: 'list' as const, source: null }), exported, local, span, value: null }]
  })
}

/** Decorators may stand before `export`, where SWC's span begins. */
function statementSpan({ offsets }: Text, item: Item): Span {
  const { start, end } = offsets.span(item.span)
  const declared =
    item.type === 'ExportDeclaration' ? item.declaration : item.type === 'ExportDefaultDeclaration' ? item.decl : item
  const decorator = 'decorators' in declared ? declared.decorators?.[0] : undefined
  return { start: decorator ? Math.min(start, offsets.at(decorator.span.start)) : start, end }
}

/** Names that the module declares, or imports, only as types. */
function typeNames(items: readonly Item[]): Set<string> {
  const names = new Set<string>()
  for (const item of items) {
    const declared = item.type === 'ExportDeclaration' ? item.declaration : item
    if (declared.type === 'ImportDeclaration') {
      for (const specifier of declared.specifiers)
        if (declared.typeOnly || ('isTypeOnly' in specifier && specifier.isTypeOnly)) names.add(specifier.local.value)
    } else if (!isErased(declared)) continue
    else if (declared.type === 'VariableDeclaration')
      for (const { id } of declared.declarations) eachName(id, ({ value }) => names.add(value))
    else {
      const id = 'identifier' in declared ? declared.identifier : 'id' in declared ? declared.id : null
      if (id) names.add(id.value)
    }
  }
  return names
}

/** True for a declaration that leaves nothing at run time. */
function isErased(node: Node): boolean {
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
    const binding = lookup(scope, target.value)
    if (binding?.scope !== top) return []
    return [
      {
        name: target.value,
        span: text.offsets.span(nameSpan(text, target)),
        kind: 'assignment',
        value: values.of(value),
      },
    ]
  })
  return [...declared.sort(byStart), ...assigned.sort(byStart)]
}

export function byStart(a: { readonly span: Span }, b: { readonly span: Span }): number {
  return a.span.start - b.span.start
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

interface DeclaredName {
  readonly name: string
  readonly span: Span
  readonly value: ValueFact | null
  readonly destructured: boolean
}

function declaredNames(text: Text, node: Node, values: Values): DeclaredName[] {
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
  const members = id.type === 'ObjectPattern' ? memberNames(text, id) : undefined
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

/** All names of a pattern, each with the default value that it has itself. */
function eachName(
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

function nameOf(text: Text, name: Name | StringLiteral): string {
  return name.type === 'Identifier' ? name.value : stringValue(text, name)
}
