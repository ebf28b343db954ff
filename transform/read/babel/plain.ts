/** TypeScript's statements put into the JavaScript that they stand for, as far as scopes go: `@babel/traverse` knows nothing of enums, namespaces and parameter properties. */
import type * as t from '@babel/types'
import { eachChild } from './children.ts'
import { isErased, isFunction, type Node } from './tree.ts'

/** Variables, and the functions that are their values, that stand for something else. */
export type StandIns = ReadonlyMap<Node, 'enum' | 'namespace'>

/**
 * Changes a statement's tree in place: what is erased goes, parameter properties become parameters, and
 *
 * - `enum E { A = 1, B = A }` becomes `let E = (A, B) => (1, A)`
 * - `namespace N { … }` in a function becomes `let N = () => { … }`
 */
export function makePlain(statement: Node): StandIns {
  const standIns = new Map<Node, 'enum' | 'namespace'>()
  const waiting: Node[] = [statement]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (isFunction(node)) node.params = node.params.map(plainParameter)
    else if (node.type === 'BlockStatement' || node.type === 'StaticBlock')
      node.body = plainStatements(node.body, standIns)
    else if (node.type === 'SwitchCase') node.consequent = plainStatements(node.consequent, standIns)
    eachChild(node, (child) => waiting.push(child))
  }
  return standIns
}

function plainParameter(parameter: t.FunctionParameter | t.TSParameterProperty): t.FunctionParameter {
  if (parameter.type === 'TSParameterProperty')
    return { ...parameter.parameter, decorators: parameter.decorators ?? null }
  return parameter
}

function plainStatements(statements: readonly t.Statement[], standIns: Map<Node, 'enum' | 'namespace'>): t.Statement[] {
  const declared = new Set(
    statements.flatMap((statement) =>
      statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration' ? [statement.id?.name] : [],
    ),
  )
  return statements.flatMap((statement) => {
    if (isErased(statement)) return []
    if (statement.type !== 'TSEnumDeclaration' && statement.type !== 'TSModuleDeclaration') return [statement]
    const { id } = statement
    const isEnum = statement.type === 'TSEnumDeclaration'
    const kind = isEnum ? 'enum' : 'namespace'
    const value = isEnum ? enumFunction(statement) : namespaceFunction(statement)
    standIns.set(value, kind)
    const place = { start: statement.start!, end: statement.end! }
    if (id.type !== 'Identifier' || declared.has(id.name))
      return [{ type: 'ExpressionStatement', expression: value, ...place }]
    declared.add(id.name)
    const declarator = { type: 'VariableDeclarator', id, init: value, ...place } as t.VariableDeclarator
    standIns.set(declarator, kind)
    return [{ type: 'VariableDeclaration', kind: 'let', declarations: [declarator], ...place }]
  })
}

function enumFunction({ body }: t.TSEnumDeclaration): t.ArrowFunctionExpression {
  const params = body.members.map(({ id }): t.Identifier => ({
    ...id,
    type: 'Identifier',
    name: id.type === 'Identifier' ? id.name : id.value,
  }))
  const expressions = body.members.flatMap(({ initializer }) => initializer ?? [])
  return arrow(params, {
    type: 'SequenceExpression',
    expressions,
    start: body.start!,
    end: body.end!,
  })
}

function namespaceFunction({ body }: t.TSModuleDeclaration): t.ArrowFunctionExpression {
  const statements = body.body
  return arrow([], {
    type: 'BlockStatement',
    body: statements,
    directives: [],
    start: body.start!,
    end: body.end!,
  } as unknown as t.BlockStatement)
}

function arrow(params: t.Identifier[], body: t.Expression | t.BlockStatement): t.ArrowFunctionExpression {
  return {
    type: 'ArrowFunctionExpression',
    params,
    body,
    async: false,
    expression: body.type !== 'BlockStatement',
    start: body.start!,
    end: body.end!,
  }
}
