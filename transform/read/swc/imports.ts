import type { ImportFact } from '../../facts.ts'
import { stringValue, type Text } from './string.ts'
import type { Import, ImportSpecifier, Item, Name } from './tree.ts'

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

/** The name of an import or export, which may be written as a string. */
export function nameOf(text: Text, name: Name): string {
  return name.type === 'Identifier' ? name.value : stringValue(text, name)
}
