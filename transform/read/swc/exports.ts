import type { ExportFact } from '../../facts.ts'
import type { Span } from '../../source.ts'
import { declaredNames, eachName, isErased } from './define.ts'
import { nameOf } from './imports.ts'
import type { Scope } from './scope.ts'
import { stringValue, type Text } from './string.ts'
import type { ExportList, Item } from './tree.ts'
import type { Values } from './value.ts'

export function exportsOf(text: Text, items: readonly Item[], top: Scope, values: Values): ExportFact[] {
  const types = typeNames(items)
  const isType = (name: string): boolean => types.has(name) && !top.names.has(name)
  return items.flatMap((item): ExportFact[] => {
    const statement = statementSpan(text, item)
    const whole = { statement, destructured: false, source: null, attributes: {} }
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

/** True for `export …`, but not for `export =` and `export as namespace`. */
export function isExport(item: Item): boolean {
  return item.type.startsWith('Export') || (item.type === 'TsImportEqualsDeclaration' && item.isExport)
}

type ListFact = Omit<ExportFact, 'statement' | 'destructured'>

function listFacts(
  text: Text,
  { specifiers, source, with: attributes }: ExportList,
  isType: (name: string) => boolean,
): ListFact[] {
  const list = { form: 'list' as const, source: null, attributes: {} }
  const from = source && {
    form: 'from' as const,
    source: stringValue(text, source),
    attributes: attributesOf(text, attributes),
  }
  return specifiers.flatMap((specifier): ListFact[] => {
    const span = text.offsets.span(specifier.span)
    if (specifier.type === 'ExportNamespaceSpecifier')
      return from ? [{ ...from, exported: nameOf(text, specifier.name), local: '*', span, value: null }] : []
    const local = nameOf(text, specifier.orig)
    if (specifier.isTypeOnly || (!from && isType(local))) return []
    const exported = nameOf(text, specifier.exported ?? specifier.orig)
    return [{ ...(from ?? list), exported, local, span, value: null }]
  })
}

function attributesOf(text: Text, attributes: ExportList['with']): ExportFact['attributes'] {
  const pairs = (attributes?.properties ?? []).map(({ key, value }) => [nameOf(text, key), stringValue(text, value)])
  return Object.fromEntries(pairs)
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
