/** What the walk over Babel's syntax tree notes, and how it goes on: nodes wait on a stack, each with the context that it stands in. */
import type * as t from '@babel/types'
import { resemblesDirective } from '../../attempt.ts'
import type { ReferenceFact, StrayFact, UseFact } from '../../facts.ts'
import type { Span } from '../../source.ts'
import { children } from './children.ts'
import type { Scope } from './scope.ts'
import { isClass, isFunction, spanOf, unwrap, type FieldNode, type FunctionNode, type Node } from './tree.ts'

/** A function, or what has its own `this` like one: a static block, a field with its initialiser. */
export interface FunctionRecord {
  readonly node: FunctionNode | FieldNode | t.StaticBlock
  readonly enclosing: FunctionRecord | null
  /** The scope and the named things that it stands in. */
  readonly scope: Scope
  readonly names: Names | null
  /** Its own name or its place's; null when a computed key decides. */
  readonly name: string | null
  readonly named: 'self' | 'place' | 'none'
  /** True if its own prologue has an attempt at the directive. */
  readonly asks: boolean
  /** True if it is called where it stands. */
  readonly called: boolean
  /** What it declares, nested code included; null if nobody will ask. */
  readonly declared: Set<string> | null
  /** True if what it reads matters: it, a function around it, or the module asks. */
  readonly noted: boolean
  /** What its body declares. */
  body: Scope | null
  /** A declaration under a label or `if` without a block. */
  readonly loose: boolean
}

/** Names from the innermost outwards. */
export interface Names {
  readonly name: string
  readonly outer: Names | null
}

export interface Context {
  readonly function: FunctionRecord | null
  readonly scope: Scope
  readonly names: Names | null
}

/** Something that happens in a context. */
export interface Noted<N extends Node> {
  readonly node: N
  readonly context: Context
}

/** A name where it is used as a value. */
export interface Reference extends Omit<ReferenceFact, 'binding'> {
  readonly name: string
  readonly scope: Scope
  readonly function: FunctionRecord | null
}

/** A name that is assigned to. `value`: what it is given; null for a part of a value. */
export interface Assigned {
  readonly node: t.Identifier
  readonly scope: Scope
  readonly value: Node | null
}

export interface Use extends Noted<Node> {
  readonly what: UseFact['what']
}

export type DeclarationNode =
  | t.FunctionDeclaration
  | t.ClassDeclaration
  | t.TSEnumDeclaration
  | t.TSModuleDeclaration
  | t.VariableDeclaration

/** What the walk notes. */
export interface Walk {
  readonly text: string
  readonly module: Scope
  readonly functions: Map<Node, FunctionRecord>
  readonly uses: Use[]
  readonly strays: StrayFact[]
  /** Declarations of module-level bindings. */
  readonly declarations: DeclarationNode[]
  /** Names that are assigned to, wherever they lead. */
  readonly assignments: Assigned[]
  /** True if the module's prologue has an attempt at the directive: then all functions' references are noted. */
  readonly noteAll: boolean
  /** Reads in functions of which somebody will ask, and what is assigned to. */
  readonly references: Reference[]
  /** Calls of a name `eval`, and `with` statements. */
  readonly evals: Noted<t.CallExpression | t.WithStatement>[]
  /** The `return` statements of functions with an attempt at the directive, and of those that are called where they stand; the bodies of the latter, if they are expressions. */
  readonly returns: Noted<Node>[]
  /** Calls of imports, as far as one knows before all declarations have been seen. */
  readonly calls: Noted<t.CallExpression | t.OptionalCallExpression>[]
  /** Names of imports whose calls matter. */
  readonly callable: ReadonlySet<string>
  /** True if `import.meta` or a top-level `await` was met. */
  isModule: boolean
  /** Names that anonymous functions and classes get from their places. */
  readonly placed: Map<Node, string | null>
  readonly loose: Set<Node>
  /** Functions that are called where they stand. */
  readonly called: Set<Node>
  readonly nodes: Node[]
  readonly contexts: Context[]
}

export function push(walk: Walk, node: Node | null | undefined, context: Context): void {
  if (!node) return
  if (node.type === 'Identifier') return noteName(walk, node, context)
  walk.nodes.push(node)
  walk.contexts.push(context)
}

export function pushAll(walk: Walk, nodes: readonly (Node | null)[] | null | undefined, context: Context): void {
  if (nodes) for (const node of nodes) push(walk, node, context)
}

export function pushChildren(walk: Walk, node: Node, context: Context): void {
  const entry = children.get(node.type)
  if (!entry) return
  for (const key of entry.keys) pushField(walk, node, key, context)
  if (entry.computed && (node as { computed?: boolean | null }).computed) pushField(walk, node, entry.computed, context)
}

function pushField(walk: Walk, node: Node, key: string, context: Context): void {
  const value = (node as unknown as Readonly<Record<string, Node | (Node | null)[] | null | undefined>>)[key]
  if (Array.isArray(value)) pushAll(walk, value, context)
  else push(walk, value, context)
}

/**
 * Visits a value in a place that names it. A function or class that stands there directly takes the name, unless it has one; everything else
 * leaves it to what it contains. `null`: a computed key. `undefined`: no name. `runtime: false`: a name for paths only.
 */
export function pushPlaced(
  walk: Walk,
  value: Node | null | undefined,
  name: string | null | undefined,
  context: Context,
  runtime = true,
): void {
  if (!value) return
  const direct = unwrap(value)
  const canTake = isFunction(direct) || isClass(direct)
  if (name === undefined || (canTake && direct.type !== 'ArrowFunctionExpression' && 'id' in direct && direct.id))
    return push(walk, value, context)
  if (canTake && runtime) {
    walk.placed.set(direct, name)
    return push(walk, value, context)
  }
  push(walk, value, name === null ? context : inside(context, name))
}

/** The context within something named. */
export function inside(context: Context, name: string | null): Context {
  return name ? { ...context, names: { name, outer: context.names } } : context
}

export function noteUse(walk: Walk, what: UseFact['what'], node: Node, context: Context): void {
  walk.uses.push({ what, node, context })
}

/** True if the prologue of a function's body has an attempt at the directive. */
export function hasAttempt({ body }: FunctionNode): boolean {
  return body.type === 'BlockStatement' && body.directives.some(({ value }) => resemblesDirective(value.value))
}

/** Notes a name that is read, with the path that is read from it. Reads matter only in functions that may be cached. */
export function noteName(
  walk: Walk,
  node: t.Identifier | t.JSXIdentifier,
  context: Context,
  path: readonly string[] = [],
  shorthand = false,
): void {
  const { name } = node
  const { scope, function: reader } = context
  if (name === 'arguments') noteUse(walk, 'arguments', node, context)
  if (reader?.noted)
    walk.references.push({ name, path, span: spanOf(node), access: 'read', shorthand, scope, function: reader })
}

/** Notes a name that is assigned to. Those of the module are never captured. */
export function noteWrite(
  walk: Walk,
  node: t.Identifier,
  context: Context,
  shorthand: boolean,
  value: Node | null,
): void {
  const { name } = node
  const { scope, function: writer } = context
  walk.assignments.push({ node, scope, value })
  if (name === 'arguments') noteUse(walk, 'arguments', node, context)
  if (scope.kind !== 'module')
    walk.references.push({ name, path: [], span: spanOf(node), access: 'write', shorthand, scope, function: writer })
}

export function noteReturn(node: Node, context: Context, walk: Walk): void {
  if (context.function?.asks || context.function?.called) walk.returns.push({ node, context })
}

export function noteAwait(context: Context, walk: Walk): void {
  if (!context.function) walk.isModule = true
}

export function noteStray(
  walk: Walk,
  span: Span,
  statement: Node,
  form: Walk['strays'][number]['form'],
  context: Context,
): void {
  const text = walk.text.slice(span.start + 1, span.end - 1)
  if (!resemblesDirective(text)) return
  const { module } = walk
  const topLevel = module.node.type === 'Program' && module.node.body.some((own) => own === statement)
  walk.strays.push({ text, span, statement: spanOf(statement), form, bodyStart: bodyStart(context.function), topLevel })
}

function bodyStart(owner: FunctionRecord | null): number | null {
  if (!owner || !isFunction(owner.node) || owner.node.body.type !== 'BlockStatement') return null
  return owner.node.body.start! + 1
}
