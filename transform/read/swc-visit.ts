/**
 * One walk over SWC's tree that notes all that facts are made of. What a name means is settled afterwards, when all declarations are known.
 */
import { walkClassDeclaration, walkClassExpression, walkMethod } from './swc-class.ts'
import { strayStatement } from './swc-directive.ts'
import { walkFunctionDeclaration, walkFunctionExpression } from './swc-function.ts'
import { keyPlace } from './swc-key.ts'
import { assign, declareAll, walkChain, walkVariables } from './swc-pattern.ts'
import { declare, openScope, type Scope } from './swc-scope.ts'
import { type Text } from './swc-string.ts'
import { children, unwrap } from './swc-tree.ts'
import type {
  Assignment,
  Binary,
  Call,
  EnumDeclaration,
  ForEach,
  For,
  Item,
  JsxElement,
  JsxName,
  NamespaceBlock,
  NamespaceDeclaration,
  Node,
  Property,
  Switch,
} from './swc-tree.ts'
import {
  deeper,
  nameSpan,
  nowhere,
  placeNamed,
  refer,
  use,
  within,
  type Notes,
  type Place,
  type Walk,
} from './swc-walk.ts'

export interface Course extends Text {
  readonly items: readonly Item[]
  /** Where function declarations of the module are hoisted to. */
  readonly hoist: number
  readonly noteAll: boolean
  readonly watched: ReadonlySet<string>
}

/** Walks the statements of a module, its directives left out. */
export function walkModule({ items, hoist, ...given }: Course): { readonly notes: Notes; readonly top: Scope } {
  const top = openScope(null, null, { permanent: true, hoists: true })
  const notes: Notes = {
    esm: false,
    strays: [],
    functions: [],
    siteOf: new Map(),
    references: [],
    calls: [],
    returns: [],
    declarations: [],
    assignments: [],
  }
  const walk: Walk = {
    ...given,
    notes,
    top,
    scope: top,
    site: null,
    path: [],
    visit: (node) => node && visit(walk, node),
    visitIn: (place, node) => visitIn(walk, place, node),
    visitAll: (statements, start) => {
      for (const item of statements) visitItem(walk, item, start)
    },
  }
  walk.visitAll(items, hoist)
  return { notes, top }
}

/** A statement of a block, or what a module or namespace exports. */
function visitItem(walk: Walk, item: Item, hoist: number | null): void {
  switch (item.type) {
    case 'FunctionDeclaration':
      return walkFunctionDeclaration(walk, item, hoist, nowhere)
    case 'ExportDeclaration':
      walk.notes.esm ||= walk.scope === walk.top
      return visitItem(walk, item.declaration, hoist)
    case 'ExportDefaultDeclaration':
      walk.notes.esm = true
      if (item.decl.type === 'FunctionExpression')
        walkFunctionDeclaration(walk, item.decl, hoist, placeNamed('default'))
      else if (item.decl.type === 'ClassExpression') walkClassDeclaration(walk, item.decl, placeNamed('default'))
      return
    case 'ExportDefaultExpression':
      walk.notes.esm = true
      return visitIn(walk, placeNamed('default'), item.expression)
    case 'TsExportAssignment':
      walk.notes.esm = true
      return visit(walk, item.expression)
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'TsNamespaceExportDeclaration':
      walk.notes.esm ||= walk.scope === walk.top
      return
    case 'TsImportEqualsDeclaration':
      walk.notes.esm ||=
        walk.scope === walk.top && (item.isExport || item.moduleRef.type === 'TsExternalModuleReference')
      if (!item.isTypeOnly && item.moduleRef.type !== 'TsExternalModuleReference')
        declare(walk.scope, item.id.value, 'import', item.id.span)
      return
    default:
      return visit(walk, item)
  }
}

function visit(walk: Walk, node: Node): void {
  const { notes, offsets } = walk
  switch (node.type) {
    case 'Identifier':
      return refer(walk, node)
    case 'ThisExpression':
      return use(walk.site, { what: 'this', span: offsets.span(node.span) })
    case 'Super':
      return use(walk.site, { what: 'super', span: offsets.span(node.span) })
    case 'SuperPropExpression':
      use(walk.site, { what: 'super', span: offsets.span(node.obj.span) })
      if (node.property.type === 'Computed') visit(walk, node.property.expression)
      return
    case 'MetaProperty':
      if (node.kind === 'import.meta') notes.esm = true
      else use(walk.site, { what: 'new.target', span: offsets.span(node.span) })
      return
    case 'AwaitExpression':
      if (!walk.site) notes.esm = true
      return visit(walk, node.argument)
    case 'MemberExpression':
    case 'OptionalChainingExpression':
      if (node.type === 'OptionalChainingExpression' && node.base.type === 'CallExpression')
        return visitCall(walk, node.base)
      return walkChain(walk, node, 'whole')
    case 'CallExpression':
      return visitCall(walk, node)
    case 'NewExpression':
      walkChain(walk, node.callee, 'whole')
      for (const { expression } of node.arguments ?? []) visit(walk, expression)
      return
    case 'TaggedTemplateExpression':
      walkChain(walk, node.tag, 'without its last member')
      return visit(walk, node.template)
    case 'UnaryExpression':
      return node.operator === 'delete'
        ? walkChain(walk, node.argument, 'without its last member')
        : visit(walk, node.argument)
    case 'BinaryExpression':
      return visitOperands(walk, node)
    case 'UpdateExpression':
      return assign(walk, node.argument)
    case 'AssignmentExpression':
      return visitAssignment(walk, node)
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'ClassExpression':
      return visitIn(walk, nowhere, node)
    case 'ObjectExpression':
      for (const property of node.properties) visitProperty(walk, property)
      return
    case 'JSXElement':
      return visitElement(walk, node)
    case 'ExpressionStatement': {
      const stray = strayStatement(walk, node, walk.site)
      if (stray) notes.strays.push(stray)
      return visit(walk, node.expression)
    }
    case 'ReturnStatement':
      if (walk.site?.fn?.attempting) notes.returns.push({ node, site: walk.site })
      return walk.visit(node.argument)
    case 'FunctionDeclaration':
      return walkFunctionDeclaration(walk, node, null, nowhere)
    case 'ClassDeclaration':
      return walkClassDeclaration(walk, node, nowhere)
    case 'VariableDeclaration':
      return walkVariables(walk, node)
    case 'UsingDeclaration':
      notes.esm ||= node.isAwait && !walk.site
      return walkVariables(walk, node)
    case 'TsEnumDeclaration':
      return visitEnum(walk, node)
    case 'TsModuleDeclaration':
    case 'TsNamespaceDeclaration':
      return visitNamespace(walk, node)
    case 'BlockStatement':
      return inBlock(walk, () => walk.visitAll(node.stmts, offsets.at(node.span.start) + 1))
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
      return inBlock(walk, () => visitLoop(walk, node))
    case 'SwitchStatement':
      return visitSwitch(walk, node)
    case 'CatchClause':
      return inBlock(walk, () => {
        if (node.param) declareAll(walk, node.param, 'catch')
        visit(walk, node.body)
      })
    case 'LabeledStatement':
      return visit(walk, node.body)
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'TsInterfaceDeclaration':
    case 'TsTypeAliasDeclaration':
      return
    default:
      for (const child of children(node)) visit(walk, child)
  }
}

function visitIn(walk: Walk, place: Place, node: Node): void {
  const value = unwrap(node)
  if (value.type === 'ArrowFunctionExpression' || value.type === 'FunctionExpression')
    walkFunctionExpression(walk, value, place)
  else if (value.type === 'ClassExpression') walkClassExpression(walk, value, place)
  else within(walk, { path: deeper(walk.path, place.label) }, () => visit(walk, value))
}

function inBlock(walk: Walk, action: () => void): void {
  within(walk, { scope: openScope(walk.scope, walk.site) }, action)
}

function visitCall(walk: Walk, node: Call): void {
  const callee = unwrap(node.callee)
  walkChain(walk, callee, 'without its last member')
  noteCall(walk, node, callee)
  for (const { expression } of node.arguments) visit(walk, expression)
}

function noteCall({ watched, notes, scope, site }: Walk, call: Call, callee: Node): void {
  if (watched.size === 0) return
  const path: string[] = []
  let node = callee
  for (;;) {
    if (node.type === 'OptionalChainingExpression') node = node.base
    if (node.type !== 'MemberExpression' || node.property.type !== 'Identifier') break
    path.unshift(node.property.value)
    node = unwrap(node.object)
  }
  if (node.type === 'Identifier' && watched.has(node.value))
    notes.calls.push({ call, callee, root: node.value, path, scope, site })
}

/** `a + b + c + …` leans to the left, thousands deep where it is written by a program. */
function visitOperands(walk: Walk, operation: Binary): void {
  let left: Node = operation
  for (; left.type === 'BinaryExpression'; left = left.left) visit(walk, left.right)
  visit(walk, left)
}

const namingOperators: ReadonlySet<string> = new Set(['=', '||=', '&&=', '??='])

function visitAssignment(walk: Walk, { operator, left, right }: Assignment): void {
  assign(walk, left)
  const target = unwrap(left)
  if (operator === '=' && target.type === 'Identifier')
    walk.notes.assignments.push({ target, scope: walk.scope, value: right })
  visitIn(walk, namingOperators.has(operator) ? targetPlace(walk, left) : nowhere, right)
}

/** An assigned name names a function; an assigned member does not, but it counts for the path. */
function targetPlace(walk: Walk, target: Node): Place {
  if (target.type === 'Identifier') return placeNamed(target.value)
  const member = unwrap(target)
  return member.type === 'MemberExpression' ? { ...nowhere, label: keyPlace(walk, member.property).label } : nowhere
}

function visitProperty(walk: Walk, property: Property): void {
  switch (property.type) {
    case 'Identifier':
      return refer(walk, property, { shorthand: true })
    case 'SpreadElement':
      return visit(walk, property.arguments)
    case 'KeyValueProperty':
      if (property.key.type === 'Computed') visit(walk, property.key.expression)
      return visitIn(walk, keyPlace(walk, property.key, 'proto'), property.value)
    case 'AssignmentProperty':
      return visit(walk, property.value)
    case 'MethodProperty':
      return walkMethod(walk, property, { key: property.key, shape: 'method', owner: 'object' })
    case 'GetterProperty':
      return walkMethod(walk, property.function, { key: property.key, shape: 'getter', owner: 'object' })
    case 'SetterProperty':
      return walkMethod(walk, property.function, { key: property.key, shape: 'setter', owner: 'object' })
  }
}

function visitElement(walk: Walk, { opening, children: nodes }: JsxElement): void {
  visitElementName(walk, opening.name, [])
  for (const attribute of opening.attributes) {
    const value = attribute.type === 'JSXAttribute' ? attribute.value : attribute.arguments
    if (value) visit(walk, value)
  }
  for (const child of nodes) visit(walk, child)
}

function visitElementName(walk: Walk, name: JsxName, path: readonly string[]): void {
  if (name.type === 'JSXMemberExpression') return visitElementName(walk, name.object, [name.property.value, ...path])
  if (name.type !== 'Identifier') return
  if (path.length > 0 || name.value === 'this' || !/^[a-z]|-/.test(name.value)) refer(walk, name, { path })
}

function visitLoop(walk: Walk, node: For | ForEach): void {
  if (node.type === 'ForStatement') {
    for (const part of [node.init, node.test, node.update]) walk.visit(part)
    return visit(walk, node.body)
  }
  const { left } = node
  const isAsync = node.await || node.isAwait || (left.type === 'UsingDeclaration' && left.isAwait)
  if (isAsync && !walk.site) walk.notes.esm = true
  if (left.type === 'VariableDeclaration' || left.type === 'UsingDeclaration') walkVariables(walk, left, true)
  else assign(walk, left)
  visit(walk, node.right)
  visit(walk, node.body)
}

function visitSwitch(walk: Walk, { discriminant, cases }: Switch): void {
  visit(walk, discriminant)
  inBlock(walk, () => {
    for (const { test, consequent } of cases) {
      walk.visit(test)
      walk.visitAll(consequent, null)
    }
  })
}

/** The members of an enum are names inside of it. */
function visitEnum(walk: Walk, node: EnumDeclaration): void {
  if (node.declare) return
  declare(walk.scope, node.id.value, 'enum', nameSpan(walk, node.id))
  if (walk.scope === walk.top) walk.notes.declarations.push(node)
  const scope = openScope(walk.scope, walk.site, { permanent: true })
  for (const { id } of node.members) declare(scope, id.value, 'member', id.span)
  within(walk, { scope }, () => {
    for (const { init } of node.members) walk.visit(init)
  })
}

function visitNamespace(walk: Walk, node: NamespaceDeclaration): void {
  if (!holdsValues(node)) return
  declare(walk.scope, node.id.value, 'namespace', node.id.span)
  if (walk.scope === walk.top) walk.notes.declarations.push(node)
  const scope = openScope(walk.scope, walk.site, { permanent: walk.scope.permanent, hoists: true })
  within(walk, { scope, path: [...walk.path, node.id.value] }, () => {
    if (node.body?.type === 'TsModuleBlock') walk.visitAll(node.body.body, walk.offsets.at(node.body.span.start) + 1)
    else if (node.body) visitNamespace(walk, node.body)
  })
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
