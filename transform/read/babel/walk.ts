/**
 * One walk over Babel's syntax tree, without recursion, that notes everything the facts are made of.
 * The visitors say what happens at nodes that mean something; at all others the walk goes on with their children.
 */
import type * as t from '@babel/types'
import { visitChain, visitTarget } from './chain.ts'
import {
  declareIn,
  visitCatch,
  visitClass,
  visitEnum,
  visitField,
  visitFunction,
  visitNamespace,
  visitStaticBlock,
  visitVariables,
} from './define.ts'
import {
  noteAwait,
  noteName,
  noteReturn,
  noteStray,
  noteUse,
  push,
  pushAll,
  pushChildren,
  pushPlaced,
  type Context,
  type Walk,
} from './notes.ts'
import { declare, openScope } from './scope.ts'
import {
  bareName,
  isErased,
  isFunction,
  isParenthesized,
  isPrototype,
  keyName,
  spanOf,
  staticMember,
  unwrap,
  type Node,
} from './tree.ts'
import { stringAt } from '../tokens.ts'

/** Walks a program. `callable`: the names of the imports whose calls matter. `noteAll`: the references of all functions do. */
export function walkProgram(
  program: t.Program,
  text: string,
  { callable, noteAll }: Pick<Walk, 'callable' | 'noteAll'>,
): Walk {
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
    noteAll,
    references: [],
    evals: [],
    returns: [],
    calls: [],
    isModule: false,
    placed: new Map(),
    loose: new Set(),
    called: new Set(),
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
    if (node.id) declareIn(walk, context, node, node.id, 'function')
    visitFunction(node, context, walk)
  },
  FunctionExpression: visitFunction,
  ArrowFunctionExpression: visitFunction,
  ObjectMethod: visitFunction,
  ClassMethod: visitFunction,
  ClassPrivateMethod: visitFunction,
  ClassDeclaration(node, context, walk) {
    if (isErased(node)) return
    if (node.id) declareIn(walk, context, node, node.id, 'class')
    visitClass(node, context, walk)
  },
  ClassExpression: visitClass,
  ClassProperty: visitField,
  ClassPrivateProperty: visitField,
  ClassAccessorProperty: visitField,
  StaticBlock: visitStaticBlock,
  VariableDeclaration: (node, context, walk) => visitVariables(node, context, walk),
  MemberExpression: visitMember,
  OptionalMemberExpression: visitMember,
  UpdateExpression: (node, context, walk) => visitTarget(walk, node.argument, context, node),
  UnaryExpression(node, context, walk) {
    if (node.operator === 'delete') visitChain(walk, node.argument, context, 'without its last member')
    else push(walk, node.argument, context)
  },
  TaggedTemplateExpression(node, context, walk) {
    visitChain(walk, node.tag, context, 'without its last member')
    push(walk, node.quasi, context)
  },
  AssignmentExpression: visitAssignment,
  ObjectExpression(node, context, walk) {
    for (const property of node.properties) {
      if (property.type !== 'ObjectProperty') {
        push(walk, property, context)
        continue
      }
      if (property.computed) push(walk, property.key, context)
      if (property.shorthand && property.value.type === 'Identifier') noteName(walk, property.value, context, [], true)
      else pushPlaced(walk, property.value, isPrototype(property) ? undefined : keyName(property), context)
    }
  },
  ExportDefaultDeclaration: (node, context, walk) => pushPlaced(walk, node.declaration, 'default', context),
  CallExpression: visitCall,
  OptionalCallExpression: visitCall,
  ExpressionStatement: visitStatement,
  BlockStatement: visitBlock,
  ForStatement: visitBlock,
  ForInStatement: visitForEach,
  ForOfStatement: visitForEach,
  CatchClause: visitCatch,
  SwitchStatement(node, context, walk) {
    push(walk, node.discriminant, context)
    pushAll(walk, node.cases, { ...context, scope: openScope(context.scope, 'block', node, context.function) })
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
  WithStatement(node, context, walk) {
    walk.evals.push({ node, context })
    push(walk, node.object, context)
    push(walk, node.body, { ...context, scope: openScope(context.scope, 'with', node, context.function) })
  },
  TSModuleDeclaration: visitNamespace,
  TSEnumDeclaration: visitEnum,
  TSImportEqualsDeclaration(node, context) {
    if (!isErased(node) && node.moduleReference.type !== 'TSExternalModuleReference')
      declare(context.scope, { name: node.id.name, kind: 'import', node: node.id, value: null, gives: 'nothing' })
  },
  JSXOpeningElement(node, context, walk) {
    visitTag(node.name, context, walk)
    pushAll(walk, node.attributes, context)
  },
  JSXClosingElement: (node, context, walk) => visitTag(node.name, context, walk),
  ThisExpression: (node, context, walk) => noteUse(walk, 'this', node, context),
  Super: (node, context, walk) => noteUse(walk, 'super', node, context),
  MetaProperty(node, context, walk) {
    if (node.meta.name === 'import') walk.isModule = true
    else if (node.meta.name === 'new') noteUse(walk, 'new.target', node, context)
  },
  ReturnStatement(node, context, walk) {
    noteReturn(node, context, walk)
    push(walk, node.argument, context)
  },
  AwaitExpression(node, context, walk) {
    noteAwait(context, walk)
    push(walk, node.argument, context)
  },
}

function visitAssignment(node: t.AssignmentExpression, context: Context, walk: Walk): void {
  const { left, operator, right } = node
  const isGiven = operator === '=' || operator === '??=' || operator === '||=' || operator === '&&='
  visitTarget(walk, left, context, isGiven ? right : node)
  if (!isGiven) return push(walk, right, context)
  const member = memberName(unwrap(left))
  pushPlaced(walk, right, member ?? bareName(left), context, member === undefined)
}

function visitCall(node: t.CallExpression | t.OptionalCallExpression, context: Context, walk: Walk): void {
  const callee = unwrap(node.callee)
  if (isFunction(callee)) walk.called.add(callee)
  const root = calledRoot(node)
  if (root && walk.callable.has(root.name)) walk.calls.push({ node, context })
  // `eval?.()` is a call like any other.
  if (node.type === 'CallExpression' && isEval(node.callee)) walk.evals.push({ node, context })
  visitChain(walk, node.callee, context, 'without its last member')
  pushAll(walk, node.arguments, context)
}

function isEval(callee: Node): boolean {
  const target = unwrap(callee)
  return target.type === 'Identifier' && target.name === 'eval'
}

function visitMember(node: t.MemberExpression | t.OptionalMemberExpression, context: Context, walk: Walk): void {
  visitChain(walk, node, context, 'whole')
}

/** A JSX element's name: `<Part>` and `<obj.Part>` are variables, `<div>`, `<my-part>` and `<a:b>` are none. */
function visitTag(tag: t.JSXOpeningElement['name'], context: Context, walk: Walk): void {
  const path: string[] = []
  let root: Node = tag
  for (; root.type === 'JSXMemberExpression'; root = root.object) path.unshift(root.property.name)
  if (root.type !== 'JSXIdentifier') return
  if (root.name === 'this') noteUse(walk, 'this', root, context)
  else if (path.length > 0 || !/^[a-z]|-/.test(root.name)) noteName(walk, root, context, path)
}

function visitStatement(node: t.ExpressionStatement, context: Context, walk: Walk): void {
  const literal = unwrap(node.expression)
  if (literal.type === 'StringLiteral')
    noteStray(walk, spanOf(literal), node, hasParentheses(node.expression) ? 'parenthesized' : 'string', context)
  else if (literal.type === 'TemplateLiteral' && literal.expressions.length === 0)
    noteStray(walk, spanOf(literal), node, 'template', context)
  else {
    noteStray(walk, stringAt(walk.text, node.start!), node, 'swallowed', context)
    push(walk, node.expression, context)
  }
}

function visitBlock(node: t.BlockStatement | t.ForStatement, context: Context, walk: Walk): void {
  pushChildren(walk, node, inBlock(node, context))
}

function visitForEach(node: t.ForInStatement | t.ForOfStatement, context: Context, walk: Walk): void {
  if (node.type === 'ForOfStatement' && node.await) noteAwait(context, walk)
  const within = inBlock(node, context)
  if (node.left.type === 'VariableDeclaration') visitVariables(node.left, within, walk, true)
  else visitTarget(walk, node.left, within)
  push(walk, node.right, within)
  push(walk, node.body, within)
}

function inBlock(node: Node, context: Context): Context {
  const scope = openScope(context.scope, 'block', node, context.function)
  return { function: context.function, scope, names: context.names }
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

function hasParentheses(node: Node): boolean {
  return (
    isParenthesized(node) ||
    ('expression' in node && typeof node.expression === 'object' && hasParentheses(node.expression as Node))
  )
}
