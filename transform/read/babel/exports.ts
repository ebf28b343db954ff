/** What a module exports. */
import type * as t from '@babel/types'
import type { ExportFact, ImportFact } from '../../facts.ts'
import { declaredNames, moduleName } from './module.ts'
import { declares, type Scope } from './scope.ts'
import { eachName, isErased, spanOf } from './tree.ts'
import type { ValueReader } from './value.ts'

export function exportsOf(
  program: t.Program,
  text: string,
  module: Scope,
  imports: readonly ImportFact[],
  { valueOf }: ValueReader,
): ExportFact[] {
  const types = typeNames(program, imports)
  const isType = (name: string): boolean =>
    types.has(name) && !declares(module, name) && !imports.some(({ local, typeOnly }) => local === name && !typeOnly)
  return program.body.flatMap((statement): ExportFact[] => {
    switch (statement.type) {
      case 'ExportAllDeclaration':
        return allExport(statement)
      case 'ExportDefaultDeclaration':
        return defaultExport(statement, isType, valueOf)
      case 'ExportNamedDeclaration':
        return isErased(statement)
          ? []
          : [...declaredExports(statement, text, valueOf), ...listedExports(statement, isType)]
      default:
        return []
    }
  })
}

/** What most exports have in common. */
function commonOf(
  statement: t.Statement,
): Pick<ExportFact, 'statement' | 'destructured' | 'source' | 'attributes' | 'span' | 'local' | 'value'> {
  const span = spanOf(statement)
  return { statement: span, destructured: false, source: null, attributes: {}, span, local: null, value: null }
}

function allExport(statement: t.ExportAllDeclaration): ExportFact[] {
  if (statement.exportKind === 'type') return []
  return [{ ...commonOf(statement), form: 'all', exported: '*', source: statement.source.value }]
}

function defaultExport(
  statement: t.ExportDefaultDeclaration,
  isType: (name: string) => boolean,
  valueOf: ValueReader['valueOf'],
): ExportFact[] {
  const { declaration } = statement
  if (isErased(declaration) || (declaration.type === 'Identifier' && isType(declaration.name))) return []
  const isDeclaration = declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration'
  const local = isDeclaration && declaration.id ? declaration.id.name : null
  return [{ ...commonOf(statement), form: 'default', exported: 'default', local, value: valueOf(declaration) }]
}

function declaredExports(
  statement: t.ExportNamedDeclaration,
  text: string,
  valueOf: ValueReader['valueOf'],
): ExportFact[] {
  if (!statement.declaration) return []
  return declaredNames(statement.declaration, text, valueOf).map(({ name, ...declared }) => {
    return { ...commonOf(statement), form: 'declaration', exported: name, local: name, ...declared }
  })
}

function listedExports(statement: t.ExportNamedDeclaration, isType: (name: string) => boolean): ExportFact[] {
  const source = statement.source?.value ?? null
  const attributes = attributesOf(statement)
  return statement.specifiers.flatMap((specifier): ExportFact[] => {
    if (specifier.type === 'ExportDefaultSpecifier') return []
    const local = specifier.type === 'ExportSpecifier' ? moduleName(specifier.local) : '*'
    const isErasedName = specifier.type === 'ExportSpecifier' && specifier.exportKind === 'type'
    if (isErasedName || (source === null && isType(local))) return []
    const form = source === null ? 'list' : 'from'
    return [
      {
        ...commonOf(statement),
        form,
        exported: moduleName(specifier.exported),
        local,
        source,
        attributes,
        span: spanOf(specifier),
      },
    ]
  })
}

function attributesOf({ attributes }: t.ExportNamedDeclaration): ExportFact['attributes'] {
  return Object.fromEntries((attributes ?? []).map(({ key, value }) => [moduleName(key), value.value]))
}

/** Names that the module declares, or imports, as types. */
function typeNames(program: t.Program, imports: readonly ImportFact[]): Set<string> {
  const names = new Set(imports.filter(({ typeOnly }) => typeOnly).map(({ local }) => local))
  for (const statement of program.body) {
    const declared =
      statement.type === 'ExportNamedDeclaration' && statement.declaration ? statement.declaration : statement
    if (!isErased(declared)) continue
    if (declared.type === 'VariableDeclaration')
      for (const { id } of declared.declarations) eachName(id, ({ name }) => names.add(name))
    else if ('id' in declared && declared.id?.type === 'Identifier') names.add(declared.id.name)
  }
  return names
}
