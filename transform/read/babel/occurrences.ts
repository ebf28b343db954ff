/** Every name in a statement that means a local binding. What a scope declares is asked of `@babel/traverse`. */
import { createRequire } from 'node:module'
import type { Binding, Scope } from '@babel/traverse'
import type * as t from '@babel/types'
import type { ReferenceFact } from '../../facts.ts'
import { accessOf, isReference, type Link } from './access.ts'
import { declarationsOf } from './binding.ts'
import { eachChild } from './children.ts'
import { makePlain, type StandIns } from './plain.ts'
import { byStart, decoratorsOf, isFunction, type FunctionNode, type Node } from './tree.ts'
import { wordAt } from '../tokens.ts'

/** A name that means a binding of a function or block scope. */
export interface Occurrence extends Omit<ReferenceFact, 'binding'> {
  readonly binding: Binding
  /** The function or block that the binding belongs to. */
  readonly home: Node
}

export interface Crawled {
  /** In source order. */
  readonly occurrences: readonly Occurrence[]
  readonly assigned: ReadonlySet<Binding>
  readonly standIns: StandIns
  /** Those of the names that a function's parameters and body declare. */
  readonly declaredBy: (node: FunctionNode, names: ReadonlySet<string>) => string[]
}

/** Looks through a statement of the module (or of a namespace in it), whose own bindings are no local ones. Changes the statement's tree. */
export function crawl(statement: t.Statement, text: string): Crawled {
  const standIns = makePlain(statement)
  const { outermost, scopeOf } = scopesOf(statement)
  const occurrences: Occurrence[] = []
  const homes = new Map<Node, Node | null>()
  const module: Scopes = { scope: outermost, isParameter: false, outer: null }
  const waiting: Standing[] = [{ node: statement, key: 'body', up: null, scopes: module, home: null }]
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    const { node, scopes, home } = at
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier') {
      const binding = isReference(at) ? resolve(scopes, node.name) : undefined
      const place = binding && homeOf(binding, homes, standIns)
      if (place) occurrences.push({ binding, home: place, span: wordAt(text, node.start!), ...accessOf(at) })
      continue
    }
    if (node.type === 'FunctionExpression' || node.type === 'ClassExpression') homes.set(node, home)
    const up = at
    const scope = scopeOf(node)
    const within = scope ? { scope, isParameter: false, outer: scopes } : scopes
    const inParameters = scope ? { scope, isParameter: true, outer: scopes } : scopes
    const inside = isHome(node) ? node : home
    eachChild(node, (child, key) => {
      if (isOutside(node, key)) waiting.push({ node: child, key, up, scopes, home })
      else
        waiting.push({
          node: child,
          key,
          up,
          scopes: key === 'params' || key === 'param' ? inParameters : within,
          home: inside,
        })
    })
    if (!isFunction(node)) continue
    for (const decorator of node.params.flatMap(decoratorsOf))
      waiting.push({ node: decorator, key: 'decorators', up, scopes, home })
  }
  return {
    occurrences: occurrences.sort(byStart),
    assigned: new Set(occurrences.filter(({ access }) => access === 'write').map(({ binding }) => binding)),
    standIns,
    declaredBy: (node, names) => {
      const declared = scopeOf(node)?.bindings ?? {} // @babel/traverse passes by some decorators
      return [...names].filter((name) => Object.hasOwn(declared, name))
    },
  }
}

/** A node with the scopes that it stands in, and the nearest function or block; null at the statement's own level. */
interface Standing extends Link {
  readonly scopes: Scopes
  readonly home: Node | null
}

/** Scopes from the innermost outwards. `@babel/traverse` could go up by itself, but is wrong in patterns and `switch` heads. */
interface Scopes {
  readonly scope: Scope
  /** Within the parameters of a function or `catch`, which do not see what the body declares. */
  readonly isParameter: boolean
  readonly outer: Scopes | null
}

function resolve(scopes: Scopes, name: string): Binding | undefined {
  for (let at: Scopes | null = scopes; at; at = at.outer) {
    const binding = at.scope.getOwnBinding(name)
    if (binding && !(at.isParameter && isOfBody(binding))) return binding
    if (name === 'arguments' && hasArguments(at.scope.block)) return undefined
  }
  return undefined
}

function scopesOf(statement: t.Statement): {
  readonly outermost: Scope
  readonly scopeOf: (node: Node) => Scope | undefined
} {
  const traverse = traverser()
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
  return { outermost: outermost!, scopeOf: (node) => traverse.cache.scope.get(node) }
}

let loaded: typeof import('@babel/traverse').default | undefined

function traverser(): typeof import('@babel/traverse').default {
  return (loaded ??= (createRequire(import.meta.url)('@babel/traverse') as typeof import('@babel/traverse')).default)
}

/** True for what bindings belong to: functions, what counts as one, and blocks. */
function isHome(node: Node): boolean {
  switch (node.type) {
    case 'BlockStatement':
    case 'StaticBlock':
    case 'CatchClause':
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'SwitchStatement':
    case 'ClassProperty':
    case 'ClassPrivateProperty':
    case 'ClassAccessorProperty':
      return true
    default:
      return isFunction(node)
  }
}

/** True for the parts of a node that do not stand in its scope. */
function isOutside(node: Node, key: string): boolean {
  if (key === 'decorators') return true
  return node.type === 'SwitchStatement' ? key === 'discriminant' : key === 'key'
}

function hasArguments(node: Node): boolean {
  return isFunction(node) && node.type !== 'ArrowFunctionExpression'
}

function isOfBody({ kind, path }: Binding): boolean {
  return kind !== 'param' && kind !== 'local' && path.node.type !== 'CatchClause'
}

/** The own name of a function or class expression belongs to where that stands. */
function homeOf(binding: Binding, homes: ReadonlyMap<Node, Node | null>, standIns: StandIns): Node | null {
  if (binding.kind === 'local' && declarationsOf(binding).length === 1) return homes.get(binding.path.node) ?? null
  const { block } = binding.scope
  return block.type === 'Program' || standIns.get(block) === 'enum' ? null : block
}
