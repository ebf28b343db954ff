/** Which children of a node hold code that is left at run time. */
import type { Node } from './tree.ts'

/**
 * Keys of the children that hold run-time code, for every node type that has some: no types, no names that are declared, no labels, no plain
 * property names. A key in brackets counts only when the node is `computed`.
 */
const childKeys: { readonly [Type in Node['type']]?: string } = {
  ArrayExpression: 'elements',
  ArrayPattern: 'elements',
  ArrowFunctionExpression: 'params body',
  AssignmentExpression: 'left right',
  AssignmentPattern: 'left right',
  AwaitExpression: 'argument',
  BinaryExpression: 'left right',
  BlockStatement: 'body',
  CallExpression: 'callee arguments',
  CatchClause: 'param body',
  ClassAccessorProperty: 'decorators [key] value',
  ClassBody: 'body',
  ClassDeclaration: 'decorators superClass body',
  ClassExpression: 'decorators superClass body',
  ClassMethod: 'decorators [key] params body',
  ClassPrivateMethod: 'decorators params body',
  ClassPrivateProperty: 'decorators value',
  ClassProperty: 'decorators [key] value',
  ConditionalExpression: 'test consequent alternate',
  Decorator: 'expression',
  DoWhileStatement: 'body test',
  ExportDefaultDeclaration: 'declaration',
  ExportNamedDeclaration: 'declaration',
  ExpressionStatement: 'expression',
  ForInStatement: 'left right body',
  ForOfStatement: 'left right body',
  ForStatement: 'init test update body',
  FunctionDeclaration: 'params body',
  FunctionExpression: 'params body',
  IfStatement: 'test consequent alternate',
  ImportExpression: 'source options',
  JSXAttribute: 'value',
  JSXElement: 'openingElement children closingElement',
  JSXExpressionContainer: 'expression',
  JSXFragment: 'children',
  JSXMemberExpression: 'object',
  JSXOpeningElement: 'name attributes',
  JSXSpreadAttribute: 'argument',
  JSXSpreadChild: 'expression',
  LabeledStatement: 'body',
  LogicalExpression: 'left right',
  MemberExpression: 'object [property]',
  NewExpression: 'callee arguments',
  ObjectExpression: 'properties',
  ObjectMethod: 'decorators [key] params body',
  ObjectPattern: 'properties',
  ObjectProperty: 'decorators [key] value',
  OptionalCallExpression: 'callee arguments',
  OptionalMemberExpression: 'object [property]',
  Program: 'body',
  RestElement: 'argument',
  ReturnStatement: 'argument',
  SequenceExpression: 'expressions',
  SpreadElement: 'argument',
  StaticBlock: 'body',
  SwitchCase: 'test consequent',
  SwitchStatement: 'discriminant cases',
  TSAsExpression: 'expression',
  TSEnumBody: 'members',
  TSEnumDeclaration: 'body',
  TSEnumMember: 'initializer',
  TSExportAssignment: 'expression',
  TSInstantiationExpression: 'expression',
  TSModuleBlock: 'body',
  TSModuleDeclaration: 'body',
  TSNonNullExpression: 'expression',
  TSParameterProperty: 'parameter',
  TSSatisfiesExpression: 'expression',
  TSTypeAssertion: 'expression',
  TaggedTemplateExpression: 'tag quasi',
  TemplateLiteral: 'expressions',
  ThrowStatement: 'argument',
  TryStatement: 'block handler finalizer',
  UnaryExpression: 'argument',
  UpdateExpression: 'argument',
  VariableDeclaration: 'declarations',
  VariableDeclarator: 'id init',
  WhileStatement: 'test body',
  WithStatement: 'object body',
  YieldExpression: 'argument',
}

/** The same, ready for a walk: the keys that always count, and the one that counts when computed. Decorators of parameters stand in no list. */
export const children: ReadonlyMap<
  string,
  { readonly keys: readonly string[]; readonly computed: string | undefined }
> = new Map(
  Object.entries(childKeys).map(([type, words]) => {
    const computed = /\[(\w+)\]/.exec(words)?.[1]
    return [type, { keys: words.split(' ').filter((word) => !word.startsWith('[')), computed }]
  }),
)

export function eachChild(node: Node, visit: (child: Node, key: string) => void): void {
  const { keys, computed } = children.get(node.type) ?? none
  for (const key of keys) visitKey(node, key, visit)
  if (computed && (node as { computed?: boolean | null }).computed) visitKey(node, computed, visit)
}

const none = { keys: [], computed: undefined } as const

function visitKey(node: Node, key: string, visit: (child: Node, key: string) => void): void {
  const value = (node as unknown as Readonly<Record<string, Node | (Node | null)[] | null | undefined>>)[key]
  if (Array.isArray(value)) {
    for (const child of value) if (child) visit(child, key)
  } else if (value) {
    visit(value, key)
  }
}
