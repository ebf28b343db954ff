import { walkClassDeclaration } from './class.ts'
import { walkFunctionDeclaration } from './function.ts'
import type { Item } from './tree.ts'
import { walkImportEquals } from './typescript.ts'
import { nowhere, placeNamed, type Walk } from './walk.ts'

/** Visits a statement of a block, or what a module or namespace imports or exports. `hoist` as in `Walk.visitAll`. */
export function walkItem(walk: Walk, item: Item, hoist: number | null): void {
  switch (item.type) {
    case 'FunctionDeclaration':
      return walkFunctionDeclaration(walk, item, hoist, nowhere)
    case 'ExportDeclaration':
      walk.notes.esm ||= walk.scope === walk.top
      return walkItem(walk, item.declaration, hoist)
    case 'ExportDefaultDeclaration':
      walk.notes.esm = true
      if (item.decl.type === 'FunctionExpression')
        walkFunctionDeclaration(walk, item.decl, hoist, placeNamed('default'))
      else if (item.decl.type === 'ClassExpression') walkClassDeclaration(walk, item.decl, placeNamed('default'))
      return
    case 'ExportDefaultExpression':
      walk.notes.esm = true
      return walk.visitIn(placeNamed('default'), item.expression)
    case 'TsExportAssignment':
      walk.notes.esm = true
      return walk.visit(item.expression)
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'TsNamespaceExportDeclaration':
      walk.notes.esm ||= walk.scope === walk.top
      return
    case 'TsImportEqualsDeclaration':
      return walkImportEquals(walk, item)
    default:
      return walk.visit(item)
  }
}
