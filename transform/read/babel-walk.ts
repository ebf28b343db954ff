/**
 * One walk over Babel's syntax tree, without recursion, that notes everything the facts are made of except captures.
 * The visitors say what happens at nodes that mean something; at all others the walk goes on with their children.
 */
import type * as t from '@babel/types'
import { declare, openScope, varScope } from './babel-scope.ts'
import {
  decoratorsOf,
  eachName,
  isErased,
  isMethod,
  isParenthesized,
  isPrototype,
  keyName,
  staticMember,
  unwrap,
  type ClassNode,
  type FieldNode,
  type FunctionNode,
  type Node,
} from './babel-tree.ts'
import {
  inside,
  noteAwait,
  noteStray,
  noteUse,
  push,
  pushAll,
  pushChildren,
  pushPlaced,
  type Context,
  type DeclarationNode,
  type FunctionRecord,
  type Walk,
} from './babel-notes.ts'

/** Walks a program. `callable`: the names of the imports whose calls matter. */
export function walkProgram(program: t.Program, text: string, callable: ReadonlySet<string>): Walk {
  const module = openScope(null, 'module', program)
  const walk: Walk = {
    text,
    module,
    callable,
    functions: new Map(),
    uses: [],
    strays: [],
    declarations: [],
    assignments: [],
    calls: [],
    isModule: false,
    placed: new Map(),
    loose: new Set(),
    nodes: [],
    contexts: [],
  }
  pushAll(walk, program.body, { function: null, scope: module, names: null })
  while (walk.nodes.length > 0) {
    const node = walk.nodes.pop()!
    const context = walk.contexts.pop()!
    const visit = visitors[node.type] as Visit<Node> | undefined
    if (visit) visit(node, context, walk)
    else pushChildren(walk, node, context)
  }
  return walk
}

type Visit<N extends Node> = (node: N, context: Context, walk: Walk) => void

const visitors: { readonly [Type in Node['type']]?: Visit<Extract<Node, { type: Type }>> } = {
  FunctionDeclaration(node, context, walk) {
    if (node.id) declareIn(walk, context, node, node.id.name)
    visitFunction(node, context, walk)
  },
  FunctionExpression: visitFunction,
  ArrowFunctionExpression: visitFunction,
  ObjectMethod: visitFunction,
  ClassMethod: visitFunction,
  ClassPrivateMethod: visitFunction,
  ClassDeclaration(node, context, walk) {
    if (isErased(node)) return
    if (node.id) declareIn(walk, context, node, node.id.name)
    visitClass(node, context, walk)
  },
  ClassExpression: visitClass,
  ClassProperty: visitField,
  ClassPrivateProperty: visitField,
  ClassAccessorProperty: visitField,
  StaticBlock(node, context, walk) {
    const scope = openScope(context.scope, 'function', node)
    pushAll(walk, node.body, { ...context, function: record(node, context), scope })
  },
  VariableDeclaration: visitVariables,
  AssignmentPattern(node, context, walk) {
    push(walk, node.left, context)
    pushPlaced(walk, node.right, bareName(node.left), context)
  },
  AssignmentExpression: visitAssignment,
  ObjectExpression(node, context, walk) {
    for (const property of node.properties) {
      if (property.type !== 'ObjectProperty') {
        push(walk, property, context)
        continue
      }
      if (property.computed) push(walk, property.key, context)
      pushPlaced(walk, property.value, isPrototype(property) ? undefined : keyName(property), context)
    }
  },
  ExportDefaultDeclaration: (node, context, walk) => pushPlaced(walk, node.declaration, 'default', context),
  CallExpression: visitCall,
  OptionalCallExpression: visitCall,
  ExpressionStatement: visitStatement,
  BlockStatement: visitBlock,
  ForStatement: visitBlock,
  ForInStatement: visitBlock,
  ForOfStatement(node, context, walk) {
    if (node.await) noteAwait(context, walk)
    visitBlock(node, context, walk)
  },
  CatchClause(node, context, walk) {
    const scope = openScope(context.scope, 'block', node)
    eachName(node.param, ({ name }) => declare(scope, name))
    pushChildren(walk, node, { ...context, scope })
  },
  SwitchStatement(node, context, walk) {
    push(walk, node.discriminant, context)
    pushAll(walk, node.cases, { ...context, scope: openScope(context.scope, 'block', node) })
  },
  IfStatement(node, context, walk) {
    for (const branch of [node.consequent, node.alternate])
      if (branch?.type === 'FunctionDeclaration') walk.loose.add(branch)
    pushChildren(walk, node, context)
  },
  LabeledStatement(node, context, walk) {
    walk.loose.add(node.body)
    push(walk, node.body, context)
  },
  TSModuleDeclaration: visitNamespace,
  TSEnumDeclaration(node, context, walk) {
    if (isErased(node)) return
    declareIn(walk, context, node, node.id.name)
    const scope = openScope(context.scope, 'block', node)
    for (const { id } of node.body.members) declare(scope, id.type === 'Identifier' ? id.name : id.value)
    push(walk, node.body, { ...context, scope })
  },
  TSImportEqualsDeclaration(node, context) {
    if (!isErased(node) && node.moduleReference.type !== 'TSExternalModuleReference')
      declare(context.scope, node.id.name)
  },
  JSXOpeningElement(node, context, walk) {
    let name: Node = node.name
    while (name.type === 'JSXMemberExpression') name = name.object
    if (name.type === 'JSXIdentifier' && name.name === 'this') noteUse(walk, 'this', name, context)
    if (name.type === 'JSXIdentifier' && name.name === 'arguments' && name !== node.name)
      noteUse(walk, 'arguments', name, context)
    pushAll(walk, node.attributes, context)
  },
  ThisExpression: (node, context, walk) => noteUse(walk, 'this', node, context),
  Super: (node, context, walk) => noteUse(walk, 'super', node, context),
  MetaProperty(node, context, walk) {
    if (node.meta.name === 'import') walk.isModule = true
    else if (node.meta.name === 'new') noteUse(walk, 'new.target', node, context)
  },
  AwaitExpression(node, context, walk) {
    noteAwait(context, walk)
    push(walk, node.argument, context)
  },
}

function visitFunction(node: FunctionNode, context: Context, walk: Walk): void {
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

function visitClass(node: ClassNode, context: Context, walk: Walk): void {
  const scope = node.type === 'ClassExpression' && node.id ? openScope(context.scope, 'inner', node) : context.scope
  if (scope !== context.scope) declare(scope, node.id!.name)
  const name = node.id ? node.id.name : (walk.placed.get(node) ?? null)
  pushAll(walk, node.decorators, context)
  push(walk, node.superClass, { ...context, scope })
  pushAll(walk, node.body.body, { ...inside(context, name), scope })
}

function visitField(node: FieldNode, context: Context, walk: Walk): void {
  if (isErased(node)) return
  pushAll(walk, node.decorators, context)
  const name = keyName(node)
  if (name === null) push(walk, node.key, context)
  if (node.value) pushPlaced(walk, node.value, name, { ...context, function: record(node, context) })
  else if (name !== null && node.key.type === 'StringLiteral') noteStray(walk, node.key, node, 'class-field', context)
}

function visitVariables(node: t.VariableDeclaration, context: Context, walk: Walk): void {
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

function visitAssignment(node: t.AssignmentExpression, context: Context, walk: Walk): void {
  const { left, operator } = node
  const target = unwrap(left)
  if (operator === '=' && target.type === 'Identifier') walk.assignments.push({ node, context })
  push(walk, left, context)
  if (operator !== '=' && operator !== '??=' && operator !== '||=' && operator !== '&&=')
    return push(walk, node.right, context)
  const member = memberName(target)
  pushPlaced(walk, node.right, member ?? bareName(left), context, member === undefined)
}

function visitCall(node: t.CallExpression | t.OptionalCallExpression, context: Context, walk: Walk): void {
  const root = calledRoot(node)
  if (root && walk.callable.has(root.name)) walk.calls.push({ node, context })
  pushChildren(walk, node, context)
}

function visitStatement(node: t.ExpressionStatement, context: Context, walk: Walk): void {
  const literal = unwrap(node.expression)
  if (literal.type === 'StringLiteral')
    noteStray(walk, literal, node, hasParentheses(node.expression) ? 'parenthesized' : 'string', context)
  else if (literal.type === 'TemplateLiteral' && literal.expressions.length === 0)
    noteStray(walk, literal, node, 'template', context)
  else push(walk, node.expression, context)
}

function visitBlock(node: t.BlockStatement | t.For, context: Context, walk: Walk): void {
  pushChildren(walk, node, {
    function: context.function,
    scope: openScope(context.scope, 'block', node),
    names: context.names,
  })
}

function visitNamespace(node: t.TSModuleDeclaration, context: Context, walk: Walk): void {
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
  return { node, enclosing: context.function, scope: context.scope, names: context.names, ...own, loose }
}

function ownName(node: FunctionNode, walk: Walk): Pick<FunctionRecord, 'name' | 'named'> {
  if (isMethod(node)) return { name: keyName(node), named: 'place' }
  if (node.type !== 'ArrowFunctionExpression' && node.id) return { name: node.id.name, named: 'self' }
  const placed = walk.placed.get(node)
  return placed === undefined ? { name: '', named: 'none' } : { name: placed, named: 'place' }
}

function declareIn(walk: Walk, { scope }: Context, node: DeclarationNode, name: string): void {
  declare(scope, name)
  if (scope.kind === 'module') walk.declarations.push(node)
}

function bareName(target: Node): string | undefined {
  return target.type === 'Identifier' && !isParenthesized(target) ? target.name : undefined
}

/** The name of a member that is assigned to. */
function memberName(target: Node): string | undefined {
  if (target.type === 'MemberExpression' && target.property.type === 'PrivateName') return `#${target.property.id.name}`
  return staticMember(target)
}

/** The identifier at the root of `a()`, `a.b()`, `a?.b.c()`. */
export function calledRoot(node: t.CallExpression | t.OptionalCallExpression): t.Identifier | undefined {
  let callee = unwrap(node.callee)
  while (staticMember(callee) !== undefined) callee = unwrap((callee as t.MemberExpression).object)
  return callee.type === 'Identifier' ? callee : undefined
}

function qualifiedName(name: t.Identifier | t.TSQualifiedName | t.ThisExpression): string[] {
  if (name.type === 'TSQualifiedName') return [...qualifiedName(name.left), name.right.name]
  return name.type === 'Identifier' ? [name.name] : []
}

function hasParentheses(node: Node): boolean {
  return (
    isParenthesized(node) ||
    ('expression' in node && typeof node.expression === 'object' && hasParentheses(node.expression as Node))
  )
}
