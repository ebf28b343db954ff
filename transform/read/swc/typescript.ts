/** TypeScript's declarations that exist at run time. */
import { declare, openScope } from './scope.ts'
import type { EnumDeclaration, ImportEquals, NamespaceBlock, NamespaceDeclaration } from './tree.ts'
import { nameSpan, within, type Walk } from './walk.ts'

/** The members of an enum are names inside of it. */
export function walkEnum(walk: Walk, node: EnumDeclaration): void {
  if (node.declare) return
  declare(walk.scope, node.id.value, 'enum', nameSpan(walk, node.id))
  if (walk.scope === walk.top) walk.notes.declarations.push(node)
  const scope = openScope(walk.scope, walk.site, { permanent: true })
  for (const { id } of node.members) declare(scope, id.value, 'member', id.span)
  within(walk, { scope }, () => {
    for (const { init } of node.members) walk.visit(init)
  })
}

export function walkNamespace(walk: Walk, node: NamespaceDeclaration): void {
  if (!holdsValues(node)) return
  declare(walk.scope, node.id.value, 'namespace', node.id.span)
  if (walk.scope === walk.top) walk.notes.declarations.push(node)
  const scope = openScope(walk.scope, walk.site, { permanent: walk.scope.permanent, hoists: true })
  within(walk, { scope, path: [...walk.path, node.id.value] }, () => {
    if (node.body?.type === 'TsModuleBlock') walk.visitAll(node.body.body, walk.offsets.at(node.body.span.start) + 1)
    else if (node.body) walkNamespace(walk, node.body)
  })
}

export function walkImportEquals(walk: Walk, { id, isExport, isTypeOnly, moduleRef }: ImportEquals): void {
  const isImport = moduleRef.type === 'TsExternalModuleReference'
  walk.notes.esm ||= walk.scope === walk.top && (isExport || isImport)
  if (!isTypeOnly && !isImport) declare(walk.scope, id.value, 'import', id.span)
}

/** Namespaces that hold only types are erased, as declared ones are. */
export function holdsValues(node: NamespaceDeclaration | NamespaceBlock): boolean {
  if (node.type !== 'TsModuleBlock')
    return (
      !node.declare && !node.global && node.id.type === 'Identifier' && node.body !== null && holdsValues(node.body)
    )
  return node.body.some((item) => {
    const inner = item.type === 'ExportDeclaration' ? item.declaration : item
    if (
      inner.type === 'TsInterfaceDeclaration' ||
      inner.type === 'TsTypeAliasDeclaration' ||
      inner.type === 'EmptyStatement'
    )
      return false
    if (inner.type === 'TsModuleDeclaration') return holdsValues(inner)
    if (inner.type === 'TsImportEqualsDeclaration') return !inner.isTypeOnly
    if (inner.type === 'FunctionDeclaration') return inner.body !== null && !inner.declare
    return !('declare' in inner && inner.declare)
  })
}
