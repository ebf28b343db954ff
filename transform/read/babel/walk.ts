/**
 * One walk over Babel's syntax tree, without recursion, that notes everything the facts are made of except captures.
 * The visitors say what happens at nodes that mean something; at all others the walk goes on with their children.
 */
import type * as t from '@babel/types'
import {
  bareName,
  declareIn,
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
import { eachName, isErased, isParenthesized, isPrototype, keyName, staticMember, unwrap, type Node } from './tree.ts'

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
    names: new Map(),
    returns: [],
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
  StaticBlock: visitStaticBlock,
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
  TSEnumDeclaration: visitEnum,
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
    noteName(walk, name, context)
    pushAll(walk, node.attributes, context)
  },
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
