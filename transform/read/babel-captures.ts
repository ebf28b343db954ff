/** What functions read of the function and block scopes around them. The authority on scopes is `@babel/traverse`; only the statements in question are shown to it. */
import { createRequire } from 'node:module'
import type { Binding, Scope } from '@babel/traverse'
import type * as t from '@babel/types'
import type { BindingFact, FunctionFact, ReferenceFact } from '../facts.ts'
import { accessOf, isDeclaration, isReference, type Link } from './babel-access.ts'
import { eachChild } from './babel-children.ts'
import { byStart } from './babel-module.ts'
import { makePlain, type StandIns } from './babel-plain.ts'
import {
  decoratorsOf,
  eachName,
  isClass,
  isFunction,
  isMethod,
  unwrap,
  type FunctionNode,
  type Node,
} from './babel-tree.ts'
import { wordAt } from './tokens.ts'

/** A function whose captures are asked for. */
export interface Capturer {
  readonly node: FunctionNode
  readonly fact: FunctionFact
}

export interface Captures {
  readonly bindings: readonly BindingFact[]
  readonly of: ReadonlyMap<FunctionNode, Pick<FunctionFact, 'references' | 'redeclared'>>
}

export function capturesOf(
  program: t.Program,
  capturers: readonly Capturer[],
  text: string,
  indexOf: (node: Node) => number | null,
): Captures {
  const found = new Map<Capturer, Occurrence[]>()
  const bindings = new Map<Binding, BindingFact>()
  const redeclared = new Map<Capturer, readonly string[]>()
  for (const [statement, group] of groupByStatement(program, capturers)) {
    const { occurrences, standIns, scopeOf } = crawl(statement, text)
    for (const capturer of group) {
      const captured = occurrences.filter((occurrence) => isCaptured(occurrence, capturer))
      const own = scopeOf(capturer.node)!.bindings
      found.set(capturer, captured)
      redeclared.set(
        capturer,
        [...new Set(captured.map(({ binding }) => binding.identifier.name))].filter((name) => name in own).sort(),
      )
      for (const { binding } of captured)
        if (!bindings.has(binding)) bindings.set(binding, bindingFact(binding, occurrences, standIns, text, indexOf))
    }
  }
  const sorted = [...bindings].sort(([, a], [, b]) => byStart(a, b))
  const indices = new Map(sorted.map(([binding], index) => [binding, index]))
  const referenceFact = ({ binding, path, span, access, shorthand }: Occurrence): ReferenceFact => ({
    binding: indices.get(binding)!,
    path,
    span,
    access,
    shorthand,
  })
  return {
    bindings: sorted.map(([, fact]) => fact),
    of: new Map(
      [...found].map(([capturer, captured]) => [
        capturer.node,
        { references: captured.map(referenceFact).sort(byStart), redeclared: redeclared.get(capturer)! },
      ]),
    ),
  }
}

/** The statement at module or namespace level that each function stands in. */
function groupByStatement(program: t.Program, capturers: readonly Capturer[]): Map<t.Statement, Capturer[]> {
  const groups = new Map<t.Statement, Capturer[]>()
  for (const capturer of capturers) {
    const statement = statementAround(program.body, capturer.node)
    const group = groups.get(statement)
    if (group) group.push(capturer)
    else groups.set(statement, [capturer])
  }
  return groups
}

function statementAround(statements: readonly t.Statement[], node: Node): t.Statement {
  const statement = statements.find((candidate) => isWithin(node, candidate))!
  const declared =
    statement.type === 'ExportNamedDeclaration' && statement.declaration ? statement.declaration : statement
  return declared.type === 'TSModuleDeclaration' && declared.body.type === 'TSModuleBlock'
    ? statementAround(declared.body.body, node)
    : statement
}

/** A name that means a binding of a function or block scope. */
interface Occurrence extends Omit<ReferenceFact, 'binding'> {
  readonly binding: Binding
  /** The function or block that the binding belongs to. */
  readonly home: Node
}

interface Crawled {
  readonly occurrences: readonly Occurrence[]
  readonly standIns: StandIns
  readonly scopeOf: (node: Node) => Scope | undefined
}

function crawl(statement: t.Statement, text: string): Crawled {
  const traverse = traverser()
  const standIns = makePlain(statement)
  const program = { type: 'Program', body: [statement], directives: [], sourceType: 'module' } as unknown as t.Program
  let outermost: Scope | undefined
  traverse(
    { type: 'File', program },
    {
      Program(path) {
        outermost = path.scope
        path.stop()
      },
    },
  )
  const scopeOf = (node: Node): Scope | undefined => traverse.cache.scope.get(node)
  const occurrences: Occurrence[] = []
  const waiting: (Link & { readonly scope: Scope })[] = [{ node: statement, key: 'body', up: null, scope: outermost! }]
  for (let link = waiting.pop(); link; link = waiting.pop()) {
    const { node, scope } = link
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier') {
      const occurrence = isReference(link) && occurrenceOf(link, node.name, scope, text)
      if (occurrence) occurrences.push(occurrence)
      continue
    }
    const up = link
    const own = scopeOf(node) ?? scope
    eachChild(node, (child, key) => waiting.push({ node: child, key, up, scope: isOutside(node, key) ? scope : own }))
    if (isFunction(node))
      for (const decorator of node.params.flatMap(decoratorsOf))
        waiting.push({ node: decorator, key: 'decorators', up, scope })
  }
  return { occurrences, standIns, scopeOf }
}

let loaded: typeof import('@babel/traverse').default | undefined

function traverser(): typeof import('@babel/traverse').default {
  return (loaded ??= (createRequire(import.meta.url)('@babel/traverse') as typeof import('@babel/traverse')).default)
}

/** True for the parts of a scope's node that do not stand in the scope. */
function isOutside(node: Node, key: string): boolean {
  return node.type === 'SwitchStatement'
    ? key === 'discriminant'
    : isMethod(node) && (key === 'key' || key === 'decorators')
}

function occurrenceOf(link: Link, name: string, scope: Scope, text: string): Occurrence | undefined {
  const binding = scope.getBinding(name)
  const home = binding ? homeOf(binding) : null
  return binding && home ? { binding, home, span: wordAt(text, link.node.start!), ...accessOf(link) } : undefined
}

/** Null for a binding of the module. The own name of a function or class expression belongs to where that stands. */
function homeOf(binding: Binding): Node | null {
  const { scope } = binding
  const { block } = binding.kind === 'local' && declarationsOf(binding).length === 1 ? scope.parent! : scope
  return block.type === 'Program' ? null : block
}

function isCaptured({ binding, home, span }: Occurrence, { node, fact }: Capturer): boolean {
  if (span.start < fact.signature || span.end > fact.span.end) return false
  if (
    fact.parameters.some(({ decorators }) => decorators && decorators.start <= span.start && span.end <= decorators.end)
  )
    return false
  return binding.scope.block !== node && home !== node && isWithin(node, home)
}

function isWithin(inner: Node, outer: Node): boolean {
  return outer.start! <= inner.start! && inner.end! <= outer.end!
}

type DeclarationPath = Binding['path']

/** The places that declare a binding, in source order, without those that only assign to it. */
function declarationsOf(binding: Binding): DeclarationPath[] {
  return [
    binding.path,
    ...binding.constantViolations.filter((path) => path !== binding.path && isDeclaration(path.node)),
  ]
}

function bindingFact(
  binding: Binding,
  occurrences: readonly Occurrence[],
  standIns: StandIns,
  text: string,
  indexOf: (node: Node) => number | null,
): BindingFact {
  const [first, second] = declarationsOf(binding)
  // A function expression's own name, declared again in its body, is that other declaration for @babel/traverse only by half.
  const declaration = binding.kind === 'local' && second ? second : first!
  const others = declarationsOf(binding).filter((path) => path !== declaration && path !== first)
  const held = heldBy(declaration.node)
  const isAssigned = occurrences.some((occurrence) => occurrence.binding === binding && occurrence.access === 'write')
  return {
    name: binding.identifier.name,
    kind: kindOf(binding, declaration, standIns),
    span: wordAt(text, identifierIn(declaration.node, binding.identifier).start!),
    reassigned: isAssigned || isHeadOfLoop(declaration) || others.some((path) => givesValue(path)),
    holds: held === undefined || standIns.has(declaration.node) ? 'other' : isFunction(held) ? 'function' : 'class',
    function: held && isFunction(held) ? indexOf(held) : null,
  }
}

function kindOf(binding: Binding, { node, parent }: DeclarationPath, standIns: StandIns): BindingFact['kind'] {
  const standIn = standIns.get(node)
  if (standIn) return standIn
  if (binding.kind === 'param') return 'parameter'
  if (node.type === 'CatchClause') return 'catch'
  if (isFunction(node)) return 'function'
  if (isClass(node)) return 'class'
  const { kind } = parent as t.VariableDeclaration
  return kind === 'await using' ? 'using' : kind
}

/** The function or class that a declaration gives its name to. */
function heldBy(node: Node): Node | undefined {
  const value =
    node.type === 'VariableDeclarator' ? node.id.type === 'Identifier' && node.init && unwrap(node.init) : node
  return value && (isFunction(value) || isClass(value)) ? value : undefined
}

function identifierIn(node: Node, identifier: t.Identifier): t.Identifier {
  let own: t.Identifier | undefined
  if (node.type === 'VariableDeclarator')
    eachName(node.id, (candidate) => candidate.name === identifier.name && (own = candidate))
  else if ((node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') && node.id) own = node.id
  return own ?? identifier
}

function givesValue(path: DeclarationPath): boolean {
  return path.node.type !== 'VariableDeclarator' || Boolean(path.node.init) || isHeadOfLoop(path)
}

/** `for (var x of …)`, which assigns to one and the same `x` each time. */
function isHeadOfLoop({ node, parentPath }: DeclarationPath): boolean {
  const loop = parentPath?.parent
  const isVar =
    node.type === 'VariableDeclarator' &&
    parentPath?.node.type === 'VariableDeclaration' &&
    parentPath.node.kind === 'var'
  return isVar && (loop?.type === 'ForOfStatement' || loop?.type === 'ForInStatement') && loop.left === parentPath.node
}
