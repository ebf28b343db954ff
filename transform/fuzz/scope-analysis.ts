/** What functions capture, as `@babel/traverse` tells it: short and slow, to check what is long and fast. */
import { parse } from '@babel/parser'
import traverse, { type Binding, type NodePath, type Scope } from '@babel/traverse'
import type * as t from '@babel/types'

/** A captured identifier: its name, where it stands, and where what it means is declared. */
export interface CapturedName {
  readonly name: string
  readonly at: number
  readonly declaredAt: number
}

/** By the offset at which the function's body begins, or an arrow itself; names in the order of the text. */
export type CapturedNames = ReadonlyMap<number, readonly CapturedName[]>

export function scopeAnalysis(code: string, extension: 'ts' | 'tsx'): CapturedNames {
  const plugins = [
    'typescript',
    'decorators',
    'decoratorAutoAccessors',
    ...(extension === 'tsx' ? (['jsx'] as const) : []),
  ] as const
  // Errors are what the readers look for: `<T = 1>() => …` is none in TSX.
  const ast = parse(code, {
    errorRecovery: true,
    sourceType: 'module',
    allowUndeclaredExports: true,
    plugins: [...plugins],
  })
  const found = new Map<number, CapturedName[]>()
  traverse(ast, { FunctionExpression: hideOwnName })
  traverse.cache.clear()
  traverse(ast, { TSEnumDeclaration: register, TSModuleDeclaration: register })
  traverse(ast, {
    enter(path) {
      if (isErased(path)) return path.skip()
      for (const identifier of valuesIn(path)) {
        for (const captured of functionsThatCapture(path, identifier)) {
          const key = (captured.by.type === 'ArrowFunctionExpression' ? captured.by : captured.by.body).start!
          const list = found.get(key)
          const name = { name: identifier.name, at: identifier.start!, declaredAt: captured.binding.identifier.start! }
          if (list) list.push(name)
          else found.set(key, [name])
        }
      }
    },
  })
  for (const list of found.values()) list.sort((a, b) => a.at - b.at)
  return found
}

/** Own names of function expressions whose parameters or bodies declare them again: Babel takes the two for one. */
const hiddenNames = new WeakMap<t.Node, t.Identifier>()

function hideOwnName({ node, scope }: NodePath<t.FunctionExpression>): void {
  const { id } = node
  if (!id) return
  node.id = null
  scope.crawl()
  if (scope.hasOwnBinding(id.name)) hiddenNames.set(node, id)
  else node.id = id
}

/** What Babel's scopes do not know of. */
function register(path: NodePath<t.TSEnumDeclaration> | NodePath<t.TSModuleDeclaration>): void {
  const { node, scope } = path
  if (isErased(path) || node.id.type !== 'Identifier' || scope.hasOwnBinding(node.id.name)) return
  const isEmpty =
    node.type === 'TSModuleDeclaration' &&
    (path.get('body') as NodePath).isTSModuleBlock() &&
    statementsOf(path).every((each) => isErased(each) || each.isEmptyStatement())
  if (!isEmpty) scope.registerBinding('let', path.get('id'))
}

function statementsOf(path: NodePath): NodePath[] {
  return (path.get('body') as NodePath).get('body') as NodePath[]
}

type Identifier = t.Identifier | t.JSXIdentifier
type Meaning = Pick<Binding, 'identifier' | 'kind' | 'scope'>

/** The identifier itself, if it is read; the targets of an assignment. */
function valuesIn(path: NodePath): Identifier[] {
  const { node, parentPath } = path
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') {
    const isRead = parentPath?.isJSXClosingElement()
      ? !/^[a-z]|-/.test(node.name)
      : path.isReferencedIdentifier() && parentPath?.type !== 'JSXNamespacedName'
    return isRead && node.name !== 'this' ? [node] : []
  }
  if (node.type === 'AssignmentExpression') return targets(node.left)
  return []
}

/** Patterns hold targets that no read would find. */
function targets(node: t.Node | null): t.Identifier[] {
  switch (node?.type) {
    case 'Identifier':
      return [node]
    case 'ArrayPattern':
      return node.elements.flatMap(targets)
    case 'ObjectPattern':
      return node.properties.flatMap((property) =>
        targets(property.type === 'ObjectProperty' ? property.value : property),
      )
    case 'AssignmentPattern':
      return targets(node.left)
    case 'RestElement':
      return targets(node.argument)
    default:
      return []
  }
}

function isErased(path: NodePath): boolean {
  const { node } = path
  if (
    path.isTSType() ||
    path.isTSInterfaceDeclaration() ||
    path.isTSTypeAliasDeclaration() ||
    path.isTSTypeAnnotation()
  )
    return true
  if (/^TS(?:TypeParameter|ClassImplements|DeclareFunction|DeclareMethod|IndexSignature)/.test(node.type)) return true
  return 'declare' in node && node.declare === true
}

/**
 * All functions around the identifier that the binding lies outside of, unless it is the module's. A method's computed
 * key belongs to what is around it.
 */
function functionsThatCapture(path: NodePath, { name }: Identifier): { by: t.Function; binding: Meaning }[] {
  const binding = bindingOf(path, name)
  if (binding === undefined) return []
  const home = homeOf(binding)
  if (home.path.isProgram()) return []
  const captured: { by: t.Function; binding: Meaning }[] = []
  for (
    let child: NodePath = path, parent = path.parentPath;
    parent !== null;
    child = parent, parent = parent.parentPath
  ) {
    if (!parent.isFunction()) continue
    if (home === parent.scope || isInside(home.path, parent) || isOwnName(binding, parent.node)) break
    if (child.key !== 'key' && !isInDecoratorOf(path, parent)) captured.push({ by: parent.node, binding })
  }
  return captured
}

function isOwnName({ identifier }: Meaning, node: t.Function): boolean {
  return node.type === 'FunctionExpression' && (node.id ?? hiddenNames.get(node)) === identifier
}

/** Found scope by scope, as the head of a function, a catch clause or a switch does not see what its body declares. */
function bindingOf(path: NodePath, name: string): Meaning | undefined {
  if (isEnumMember(path, name)) return undefined
  for (let scope: Scope | undefined = path.scope; scope !== undefined; scope = scope.parent) {
    const binding = scope.getOwnBinding(name)
    if (binding === undefined || binding.path.find(isErased) !== null || isInDecoratorOf(path, scope.path)) continue
    if (!isHidden(binding, scope.path.node, path.node)) return binding
    const ownName = hiddenNames.get(scope.path.node)
    if (ownName?.name === name) return { identifier: ownName, kind: 'local', scope }
  }
  return undefined
}

function isHidden({ identifier }: Meaning, owner: t.Node, node: t.Node): boolean {
  if (owner.type === 'SwitchStatement') return within(node, owner.discriminant)
  if (!('body' in owner) || !('params' in owner || owner.type === 'CatchClause')) return false
  const body = owner.body as t.Node
  return within(identifier, body) && !within(node, body)
}

/** What stands in a decorator of a function or of its parameters is not in the function. */
function isInDecoratorOf(path: NodePath, owner: NodePath): boolean {
  const found = path.find(({ listKey, parentPath }) => {
    if (listKey !== 'decorators') return false
    return parentPath === owner || (parentPath?.listKey === 'params' && parentPath.parentPath === owner)
  })
  return found !== null
}

function isEnumMember(path: NodePath, name: string): boolean {
  const found = path.findParent((parent) => parent.isTSEnumDeclaration() && membersOf(parent.node).includes(name))
  return found !== null
}

function membersOf(node: t.TSEnumDeclaration): string[] {
  return node.body.members.map(({ id }) =>
    id.type === 'Identifier' ? id.name : id.type === 'StringLiteral' ? id.value : '',
  )
}

/**
 * The own name of a function or class expression is at home where the expression stands; so is what a namespace
 * declares.
 */
function homeOf({ kind, scope }: Pick<Binding, 'kind' | 'scope'>): Scope {
  const home = kind === 'local' ? scope.parent! : scope
  return home.path.isTSModuleBlock() ? homeOf({ kind: 'let', scope: home.parent! }) : home
}

function isInside(path: NodePath, ancestor: NodePath): boolean {
  return path.findParent((parent) => parent === ancestor) !== null
}

function within(inner: t.Node, outer: t.Node): boolean {
  return inner.start! >= outer.start! && inner.end! <= outer.end!
}
