/** What the walk does at nodes that declare or name something. */
import type * as t from '@babel/types'
import {
  hasAttempt,
  inside,
  noteAwait,
  noteStray,
  push,
  pushAll,
  pushPlaced,
  type Context,
  type DeclarationNode,
  type FunctionRecord,
  type Walk,
} from './notes.ts'
import { declare, openScope, varScope } from './scope.ts'
import {
  decoratorsOf,
  eachName,
  isErased,
  isFunction,
  isMethod,
  isParenthesized,
  keyName,
  type ClassNode,
  type FieldNode,
  type FunctionNode,
  type Node,
} from './tree.ts'

export function visitFunction(node: FunctionNode, context: Context, walk: Walk): void {
  const self = record(node, context, ownName(node, walk), walk.loose.has(node))
  walk.functions.set(node, self)
  const scope = openScope(context.scope, 'function', node)
  const names = self.name ? { name: self.name, outer: context.names } : context.names
  const within = { function: self, scope, names }
  if (node.type === 'FunctionExpression' && node.id) declare(scope, node.id.name)
  if (isMethod(node)) {
    pushAll(walk, node.decorators, context)
    if (node.type !== 'ClassPrivateMethod' && node.computed) push(walk, node.key, context)
  }
  for (const parameter of node.params) {
    eachName(parameter, ({ name }) => declare(scope, name))
    pushAll(walk, decoratorsOf(parameter), context)
    push(walk, parameter, within)
  }
  if (node.body.type === 'BlockStatement')
    pushAll(walk, node.body.body, { function: self, scope: openScope(scope, 'function', node.body), names })
  else push(walk, node.body, within)
}

export function visitClass(node: ClassNode, context: Context, walk: Walk): void {
  const scope = node.type === 'ClassExpression' && node.id ? openScope(context.scope, 'inner', node) : context.scope
  if (scope !== context.scope) declare(scope, node.id!.name)
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
  if (node.value) pushPlaced(walk, node.value, name, { ...context, function: record(node, context) })
  else if (name !== null && node.key.type === 'StringLiteral') noteStray(walk, node.key, node, 'class-field', context)
}

export function visitStaticBlock(node: t.StaticBlock, context: Context, walk: Walk): void {
  const scope = openScope(context.scope, 'function', node)
  pushAll(walk, node.body, { ...context, function: record(node, context), scope })
}

export function visitVariables(node: t.VariableDeclaration, context: Context, walk: Walk): void {
  if (isErased(node)) return
  if (node.kind === 'await using') noteAwait(context, walk)
  const scope = node.kind === 'var' ? varScope(context.scope) : context.scope
  if (scope.kind === 'module') walk.declarations.push(node)
  for (const { id, init } of node.declarations) {
    eachName(id, ({ name }) => declare(scope, name))
    push(walk, id, context)
    pushPlaced(walk, init, bareName(id), context)
  }
}

export function visitEnum(node: t.TSEnumDeclaration, context: Context, walk: Walk): void {
  if (isErased(node)) return
  declareIn(walk, context, node, node.id.name)
  const scope = openScope(context.scope, 'block', node)
  for (const { id } of node.body.members) declare(scope, id.type === 'Identifier' ? id.name : id.value)
  push(walk, node.body, { ...context, scope })
}

export function visitNamespace(node: t.TSModuleDeclaration, context: Context, walk: Walk): void {
  if (isErased(node) || node.body.type !== 'TSModuleBlock') return
  const names = node.id.type === 'StringLiteral' ? [] : qualifiedName(node.id)
  if (names[0]) declareIn(walk, context, node, names[0])
  const within = names.reduce(inside, context)
  pushAll(walk, node.body.body, { ...within, scope: openScope(context.scope, 'namespace', node.body) })
}

function record(
  node: FunctionRecord['node'],
  context: Context,
  own: Pick<FunctionRecord, 'name' | 'named'> = { name: '', named: 'none' },
  loose = false,
): FunctionRecord {
  const attempting = context.function?.attempting === true || (isFunction(node) && hasAttempt(node))
  return { node, enclosing: context.function, scope: context.scope, names: context.names, ...own, attempting, loose }
}

function ownName(node: FunctionNode, walk: Walk): Pick<FunctionRecord, 'name' | 'named'> {
  if (isMethod(node)) return { name: keyName(node), named: 'place' }
  if (node.type !== 'ArrowFunctionExpression' && node.id) return { name: node.id.name, named: 'self' }
  const placed = walk.placed.get(node)
  return placed === undefined ? { name: '', named: 'none' } : { name: placed, named: 'place' }
}

export function declareIn(walk: Walk, { scope }: Context, node: DeclarationNode, name: string): void {
  declare(scope, name)
  if (scope.kind === 'module') walk.declarations.push(node)
}

export function bareName(target: Node): string | undefined {
  return target.type === 'Identifier' && !isParenthesized(target) ? target.name : undefined
}

function qualifiedName(name: t.Identifier | t.TSQualifiedName | t.ThisExpression): string[] {
  if (name.type === 'TSQualifiedName') return [...qualifiedName(name.left), name.right.name]
  return name.type === 'Identifier' ? [name.name] : []
}
