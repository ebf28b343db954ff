/** What stands at the top of a module, and what each piece of it speaks of: enough to say which code can influence which. */
import type * as t from '@babel/types'
import type { Span } from '../source.ts'
import { eachChild } from './babel/children.ts'
import { moduleName } from './babel/module.ts'
import { parse } from './babel/parse.ts'
import {
  eachName,
  isFunction,
  isMeta,
  isNamed,
  qualifiedName,
  spanOf,
  staticMember,
  unwrap,
  type Node,
} from './babel/tree.ts'
import { loadsIn, type Load, type LoadOf } from './loads.ts'

export interface Outline {
  /** In source order. Imports and re-exports are none. */
  readonly pieces: readonly Piece[]
  /** By their local names. */
  readonly imports: ReadonlyMap<string, Target>
  /** By their exported names: a local name, or another module's export. */
  readonly exports: ReadonlyMap<string, Exported>
  /** The sources of `export * from`. */
  readonly stars: readonly string[]
  /** The sources of imports that bring no names: what they do, they do to everybody. */
  readonly effects: readonly string[]
  /** Whether it has imports or exports; others (CommonJS) say at run time what they export. */
  readonly isModule: boolean
}

/** A declaration, or another statement. */
export interface Piece {
  readonly span: Span
  /** The module-level names that it declares. Without any it is there for what it does. */
  readonly declares: readonly string[]
  /** What is declared further in and captured by nobody: a `var` in a block, what a namespace holds, the own names of function and class expressions. */
  readonly holds: readonly string[]
  /** Whether it only declares functions: calling them changes nothing about them. */
  readonly isFunction: boolean
  /** The names that it reads or writes, whoever they belong to (`import.meta.env.MODE` is one), and modules that it loads by itself; in source order. */
  readonly mentions: readonly Mention[]
}

export type Mention = { readonly at: number } & (
  | {
      readonly name: string
      /** Whether it is assigned to, or a property of it is. */
      readonly isWritten: boolean
    }
  | Load
)

export interface Target {
  readonly source: string
  /** `*` for all of it. */
  readonly imported: string
}

export type Exported = { readonly span: Span } & (Target | { readonly local: string })

/** Undefined for what does not parse. Types are not there. */
export function outlineOf(text: string, id: string): Outline | undefined {
  const parsed = parse(text, id)
  if ('message' in parsed) return undefined
  const outline = {
    pieces: [] as Piece[],
    imports: new Map<string, Target>(),
    exports: new Map<string, Exported>(),
    stars: [] as string[],
    effects: [] as string[],
    isModule: false,
    loads: loadsIn(text),
  }
  for (const statement of parsed.program.body) add(outline, statement)
  return outline
}

interface Growing extends Outline {
  readonly pieces: Piece[]
  readonly imports: Map<string, Target>
  readonly exports: Map<string, Exported>
  readonly stars: string[]
  readonly effects: string[]
  isModule: boolean
  readonly loads: LoadOf
}

function add(outline: Growing, statement: t.Statement): void {
  switch (statement.type) {
    case 'ImportDeclaration':
      outline.isModule = true
      return addImport(outline, statement)
    case 'ExportAllDeclaration':
      outline.isModule = true
      if (statement.exportKind !== 'type') outline.stars.push(statement.source.value)
      return
    case 'ExportNamedDeclaration':
      outline.isModule = true
      if (statement.exportKind === 'type') return
      for (const specifier of statement.specifiers) addExport(outline, specifier, statement.source?.value)
      if (statement.declaration) {
        addDeclaration(outline, statement.declaration)
        for (const name of namesOf(statement.declaration))
          outline.exports.set(name, { local: name, span: spanOf(statement) })
      }
      return
    case 'ExportDefaultDeclaration': {
      outline.isModule = true
      const { declaration } = statement
      const name = 'id' in declaration ? (declaration.id?.name ?? defaultName) : defaultName
      outline.exports.set('default', { local: name, span: spanOf(statement) })
      outline.pieces.push(pieceOf(declaration, [name], outline.loads))
      return
    }
    case 'TSImportEqualsDeclaration':
      if (statement.moduleReference.type === 'TSExternalModuleReference') {
        outline.imports.set(statement.id.name, { source: statement.moduleReference.expression.value, imported: '*' })
        return
      }
      return void outline.pieces.push(pieceOf(statement, [statement.id.name], outline.loads))
    default:
      addDeclaration(outline, statement)
  }
}

/** What no name can be. */
const defaultName = '*default*'

function addImport(outline: Growing, { source, specifiers, importKind }: t.ImportDeclaration): void {
  if (importKind === 'type') return
  if (specifiers.length === 0) outline.effects.push(source.value)
  for (const specifier of specifiers) {
    if (specifier.type === 'ImportSpecifier' && specifier.importKind === 'type') continue
    const imported =
      specifier.type === 'ImportSpecifier'
        ? moduleName(specifier.imported)
        : specifier.type === 'ImportDefaultSpecifier'
          ? 'default'
          : '*'
    outline.imports.set(specifier.local.name, { source: source.value, imported })
  }
}

function addExport(
  { exports }: Growing,
  specifier: t.ExportNamedDeclaration['specifiers'][number],
  source: string | undefined,
): void {
  const span = spanOf(specifier)
  if (specifier.type !== 'ExportSpecifier')
    return void exports.set(moduleName(specifier.exported), { source: source!, imported: '*', span })
  if (specifier.exportKind === 'type') return
  const exported = moduleName(specifier.exported)
  const local = moduleName(specifier.local)
  exports.set(exported, source === undefined ? { local, span } : { source, imported: local, span })
}

function addDeclaration({ pieces, loads }: Growing, statement: t.Statement): void {
  if (isErased(statement)) return
  if (statement.type !== 'VariableDeclaration') return void pieces.push(pieceOf(statement, namesOf(statement), loads))
  for (const declarator of statement.declarations) pieces.push(pieceOf(declarator, patternNames(declarator.id), loads))
}

function isErased(statement: t.Statement): boolean {
  return (
    statement.type === 'TSInterfaceDeclaration' ||
    statement.type === 'TSTypeAliasDeclaration' ||
    statement.type === 'TSDeclareFunction' ||
    statement.type === 'EmptyStatement' ||
    ('declare' in statement && statement.declare === true)
  )
}

function namesOf(statement: t.Statement): string[] {
  if (statement.type === 'VariableDeclaration') return statement.declarations.flatMap(({ id }) => patternNames(id))
  if (statement.type === 'TSModuleDeclaration' && statement.id.type !== 'StringLiteral')
    return namesOfNamespace(statement.id).slice(0, 1)
  return 'id' in statement && statement.id?.type === 'Identifier' ? [statement.id.name] : []
}

/** `A` and `B` of `namespace A.B`: the first is declared, the others are in it. */
function namesOfNamespace(id: t.TSEntityName): string[] {
  return qualifiedName(id).map(({ name }) => name)
}

function patternNames(pattern: t.VariableDeclarator['id']): string[] {
  const names: string[] = []
  eachName(pattern, ({ name }) => names.push(name))
  return names
}

function pieceOf(node: Node, declares: readonly string[], loads: LoadOf): Piece {
  const mentions: Mention[] = []
  visit(node, mentions, loads, false)
  const value = node.type === 'VariableDeclarator' && node.init ? unwrap(node.init) : node
  return { span: spanOf(node), declares, holds: namesIn(node), isFunction: isFunction(value), mentions }
}

function namesIn(node: Node): string[] {
  const names = heldBy(node)
  if (!isFunction(node)) eachChild(node, (child) => names.push(...namesIn(child)))
  return names
}

function heldBy(node: Node): string[] {
  switch (node.type) {
    case 'FunctionExpression':
    case 'ClassExpression':
      return node.id ? [node.id.name] : []
    case 'VariableDeclaration':
      return node.kind === 'var' ? namesOf(node) : []
    case 'TSModuleDeclaration':
      return node.id.type === 'StringLiteral' ? [] : namesOfNamespace(node.id).slice(1)
    case 'TSModuleBlock':
      return node.body.flatMap((each) => namesOf((each.type === 'ExportNamedDeclaration' && each.declaration) || each))
    default:
      return []
  }
}

function visit(node: Node, mentions: Mention[], loads: LoadOf, isWritten: boolean): void {
  const at = node.start!
  const load = loads(node)
  if (load !== undefined) mentions.push({ at, ...load })
  const path = metaPath(node)
  const name = path ?? nameOf(node)
  if (name !== undefined) mentions.push({ at, name, isWritten })
  if (path !== undefined) return
  const target = targetOf(node)
  eachChild(node, (child) => visit(child, mentions, loads, isWritten || child === target))
}

/** `globalThis.x` speaks of `x`, `import short = Long.name` of `Long`. */
function nameOf(node: Node): string | undefined {
  if (node.type === 'TSImportEqualsDeclaration' && node.moduleReference.type !== 'TSExternalModuleReference')
    return qualifiedName(node.moduleReference)[0]?.name
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') return node.name
  return node.type === 'MemberExpression' && isNamed(node.object, 'globalThis') ? staticMember(node) : undefined
}

/** `import.meta.env.MODE`, and no more of `import.meta.env.MODE.length`. */
function metaPath(node: Node): string | undefined {
  if (isMeta(node)) return 'import.meta'
  const member = staticMember(node)
  const object = member === undefined ? undefined : metaPath((node as t.MemberExpression).object)
  return object === undefined || object.startsWith('import.meta.env.') ? undefined : `${object}.${member}`
}

/** What a node changes. */
function targetOf(node: Node): Node | undefined {
  switch (node.type) {
    case 'AssignmentExpression':
    case 'ForInStatement':
    case 'ForOfStatement':
      return node.left
    case 'UpdateExpression':
      return node.argument
    case 'UnaryExpression':
      return node.operator === 'delete' ? node.argument : undefined
    case 'CallExpression':
      return /^(?:assign|define|set)/.test(ofObject(node.callee) ?? '') ? node.arguments[0] : undefined
    default:
      return undefined
  }
}

/** The method's name in `Object.assign` and `Reflect.set`. */
function ofObject(callee: Node): string | undefined {
  if (callee.type !== 'MemberExpression') return undefined
  return isNamed(callee.object, 'Object') || isNamed(callee.object, 'Reflect') ? staticMember(callee) : undefined
}
