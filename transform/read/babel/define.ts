/** What the walk does at nodes that declare or name something. */
import type * as t from '@babel/types'
import { visitDeclared } from './chain.ts'
import {
  hasAttempt,
  inside,
  noteAwait,
  noteReturn,
  noteStray,
  push,
  pushAll,
  pushPlaced,
  type Context,
  type DeclarationNode,
  type FunctionRecord,
  type Walk,
} from './notes.ts'
import { declare, openScope, varScope, type Declaration, type Scope } from './scope.ts'
import {
  bareName,
  decoratorsOf,
  eachName,
  isErased,
  isFunction,
  isMethod,
  keyName,
  qualifiedName,
  spanOf,
  unwrap,
  type ClassNode,
  type FieldNode,
  type FunctionNode,
  type Node,
} from './tree.ts'

export function visitFunction(node: FunctionNode, context: Context, walk: Walk): void {
  const self = record(walk, node, context, ownName(node, walk), walk.loose.has(node))
  walk.functions.set(node, self)
  const names = self.name ? { name: self.name, outer: context.names } : context.names
  if (isMethod(node)) {
    pushAll(walk, node.decorators, context)
    if (node.type !== 'ClassPrivateMethod' && node.computed) push(walk, node.key, context)
  }
  const outer = node.type === 'FunctionExpression' && node.id ? ownScope(node, node.id, context, self) : context.scope
  const scope = openScope(outer, 'parameters', node, self)
  const within = { function: self, scope, names }
  for (const parameter of node.params) {
    declareNames(scope, parameter, 'parameter')
    pushAll(walk, decoratorsOf(parameter), context)
    visitDeclared(walk, parameter, within)
  }
  if (node.body.type !== 'BlockStatement') {
    noteReturn(unwrap(node.body), within, walk)
    return push(walk, node.body, within)
  }
  self.body = openScope(scope, 'body', node.body, self)
  pushAll(walk, node.body.body, { function: self, scope: self.body, names })
}

/** The scope of nothing but the name that an expression has for itself. */
function ownScope(
  node: t.FunctionExpression | t.ClassExpression,
  id: t.Identifier,
  { scope }: Context,
  within: FunctionRecord | null,
): Scope {
  const own = openScope(scope, 'own', node, within)
  const kind = node.type === 'ClassExpression' ? 'class' : 'function'
  declare(own, { name: id.name, kind, node: id, value: node, gives: 'again' })
  return own
}

export function visitClass(node: ClassNode, context: Context, walk: Walk): void {
  const scope =
    node.type === 'ClassExpression' && node.id ? ownScope(node, node.id, context, context.function) : context.scope
  const name = node.id ? node.id.name : (walk.placed.get(node) ?? null)
  pushAll(walk, node.decorators, context)
  push(walk, node.superClass, { ...context, scope })
  pushAll(walk, node.body.body, { ...inside(context, name), scope })
}

export function visitField(node: FieldNode, context: Context, walk: Walk): void {
  if (isErased(node)) return
  pushAll(walk, node.decorators, context)
  const name = keyName(node)
  if (name === null) push(walk, node.key, context)
  if (node.value) {
    const self = record(walk, node, context)
    pushPlaced(walk, node.value, name, {
      ...context,
      function: self,
      scope: openScope(context.scope, 'block', node, self),
    })
  } else if (name !== null && node.key.type === 'StringLiteral')
    noteStray(walk, spanOf(node.key), node, 'class-field', context)
}

export function visitStaticBlock(node: t.StaticBlock, context: Context, walk: Walk): void {
  const self = record(walk, node, context)
  pushAll(walk, node.body, { ...context, function: self, scope: openScope(context.scope, 'body', node, self) })
}

/** `isHead`: it is the head of a `for…in` or `for…of`. */
export function visitVariables(node: t.VariableDeclaration, context: Context, walk: Walk, isHead = false): void {
  if (isErased(node)) return
  if (node.kind === 'await using') noteAwait(context, walk)
  const kind = node.kind === 'await using' ? 'using' : node.kind
  const scope = kind === 'var' ? varScope(context.scope) : context.scope
  const isEach = kind === 'var' && isHead
  if (scope.kind === 'module') walk.declarations.push(node)
  for (const { id, init } of node.declarations) {
    const value = init && id.type === 'Identifier' ? init : null
    declareNames(scope, id, kind, value, isEach ? 'each' : init ? 'again' : 'nothing')
    visitDeclared(walk, id, context)
    pushPlaced(walk, init, bareName(id), context)
  }
}

function declareNames(
  scope: Scope,
  pattern: Node,
  kind: Declaration['kind'],
  value: Node | null = null,
  gives: Declaration['gives'] = 'nothing',
): void {
  eachName(pattern, (node) => declare(scope, { name: node.name, kind, node, value, gives }))
}

/** `catch (…) {…}` */
export function visitCatch(node: t.CatchClause, context: Context, walk: Walk): void {
  const scope = openScope(context.scope, 'block', node, context.function)
  const within = { ...context, scope }
  if (node.param) declareNames(scope, node.param, 'catch')
  visitDeclared(walk, node.param, within)
  push(walk, node.body, within)
}

export function visitEnum(node: t.TSEnumDeclaration, context: Context, walk: Walk): void {
  if (isErased(node)) return
  declareIn(walk, context, node, node.id, 'enum')
  const scope = openScope(context.scope, 'enum', node, context.function)
  for (const { id } of node.body.members) {
    const name = id.type === 'Identifier' ? id.name : id.value
    declare(scope, { name, kind: 'member', node: id, value: null, gives: 'nothing' })
  }
  push(walk, node.body, { ...context, scope })
}

export function visitNamespace(node: t.TSModuleDeclaration, context: Context, walk: Walk): void {
  if (isErased(node) || node.body.type !== 'TSModuleBlock') return
  const [root, ...others] = node.id.type === 'StringLiteral' ? [] : qualifiedName(node.id)
  if (root) declareIn(walk, context, node, root, 'namespace')
  const names = root ? [root, ...others].map(({ name }) => name) : []
  const within = names.reduce(inside, context)
  pushAll(walk, node.body.body, {
    ...within,
    scope: openScope(context.scope, 'namespace', node.body, context.function),
  })
}

function record(
  walk: Walk,
  node: FunctionRecord['node'],
  { function: enclosing, scope, names }: Context,
  own: Pick<FunctionRecord, 'name' | 'named'> = { name: '', named: 'none' },
  loose = false,
): FunctionRecord {
  const asks = isFunction(node) && hasAttempt(node)
  const noted = asks || walk.noteAll || enclosing?.noted === true
  return {
    node,
    enclosing,
    scope,
    names,
    name: own.name,
    named: own.named,
    asks,
    called: walk.called.has(node),
    declared: asks ? new Set() : null,
    noted,
    body: null,
    loose,
  }
}

function ownName(node: FunctionNode, walk: Walk): Pick<FunctionRecord, 'name' | 'named'> {
  if (isMethod(node)) return { name: keyName(node), named: 'place' }
  if (node.type !== 'ArrowFunctionExpression' && node.id) return { name: node.id.name, named: 'self' }
  const placed = walk.placed.get(node)
  return placed === undefined ? { name: '', named: 'none' } : { name: placed, named: 'place' }
}

export function declareIn(
  walk: Walk,
  { scope }: Context,
  node: DeclarationNode,
  id: t.Identifier,
  kind: 'function' | 'class' | 'enum' | 'namespace',
): void {
  const value = kind === 'function' || kind === 'class' ? node : null
  declare(scope, { name: id.name, kind, node: id, value, gives: value ? 'again' : 'nothing' })
  if (scope.kind === 'module') walk.declarations.push(node)
}
