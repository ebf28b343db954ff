/** Which names are declared where, and what a name means. Names are looked up when the whole module has been walked, and so every declaration is known. */
import type { BindingFact } from '../../facts.ts'
import type { FunctionRecord } from './notes.ts'
import type { Node } from './tree.ts'

export interface Scope {
  readonly parent: Scope | null
  /** `own`: the scope that holds nothing but the own name of a function or class expression. `enum`: that of its members. `with`: that of an object. */
  readonly kind: 'module' | 'namespace' | 'parameters' | 'body' | 'block' | 'own' | 'enum' | 'with'
  /** The function of the parameters, or the block whose statements stand in the scope. */
  readonly node: Node
  /** The function that the names belong to. */
  readonly function: FunctionRecord | null
  declarations: Declaration[] | null
  /** By name; made of the declarations when somebody first asks. */
  bindings: Map<string, Binding> | null
}

export interface Declaration {
  readonly name: string
  readonly kind: BindingFact['kind'] | 'import' | 'member'
  /** The identifier. */
  readonly node: Node
  /** The value that the name alone is given; null for parts of a value. */
  readonly value: Node | null
  /** `again`: it assigns to a binding that was declared before; `each`: it does so every time. */
  readonly gives: 'nothing' | 'again' | 'each'
}

export interface Binding extends Omit<Declaration, 'gives'> {
  readonly scope: Scope
  reassigned: boolean
}

export function openScope(
  parent: Scope | null,
  kind: Scope['kind'],
  node: Node,
  within: FunctionRecord | null = null,
): Scope {
  return { parent, kind, node, function: within, declarations: null, bindings: null }
}

export function declare(scope: Scope, declaration: Declaration): void {
  const home = homeOf(scope, declaration)
  if (home.declarations) home.declarations.push(declaration)
  else home.declarations = [declaration]
  for (let at = scope.function; at?.noted; at = at.enclosing) at.declared?.add(declaration.name)
}

/** A `var` or function of a body that repeats a parameter is that parameter. */
function homeOf(scope: Scope, { name, kind }: Declaration): Scope {
  const { parent } = scope
  if (scope.kind !== 'body' || parent?.kind !== 'parameters' || (kind !== 'var' && kind !== 'function')) return scope
  return parent.declarations?.some((other) => other.name === name) ? parent : scope
}

/** The scope that a `var` belongs to. */
export function varScope(scope: Scope): Scope {
  while (scope.kind === 'block' || scope.kind === 'own' || scope.kind === 'enum' || scope.kind === 'with')
    scope = scope.parent!
  return scope
}

export function declares(scope: Scope, name: string): boolean {
  return bindingIn(scope, name) !== undefined
}

/** What a name means, seen from `scope`; null for imports and globals, and for the `arguments` of a function: they are nobody's declaration, and outer ones are out of reach. */
export function lookup(scope: Scope, name: string): Binding | null {
  for (let at: Scope | null = scope; at; at = at.parent) {
    const binding = bindingIn(at, name)
    if (binding) return binding
    if (name === 'arguments' && at.kind === 'parameters' && at.node.type !== 'ArrowFunctionExpression') return null
  }
  return null
}

/** True if the names of a scope live as long as the module and have one value at a time: they are never captured. */
export function isPermanent(scope: Scope): boolean {
  if (scope.kind === 'namespace' || scope.kind === 'own') return isPermanent(scope.parent!)
  return scope.kind === 'module' || scope.kind === 'enum'
}

function bindingIn(scope: Scope, name: string): Binding | undefined {
  if (!scope.declarations) return undefined
  return (scope.bindings ??= bind(scope, scope.declarations)).get(name)
}

/** The first declaration of a name stays. */
function bind(scope: Scope, declarations: Declaration[]): Map<string, Binding> {
  const bindings = new Map<string, Binding>()
  if (declarations.length > 1) declarations.sort((a, b) => a.node.start! - b.node.start!)
  for (const { name, kind, node, value, gives } of declarations) {
    const known = bindings.get(name)
    if (!known) bindings.set(name, { name, kind, node, value, scope, reassigned: gives === 'each' })
    else if (gives !== 'nothing') known.reassigned = true
  }
  return bindings
}
