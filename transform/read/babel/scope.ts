/** Which names are declared where: enough to say whether a name means a module-level binding or an import. What functions capture is left to `babel-captures.ts`. */
import type { Node } from './tree.ts'

export interface Scope {
  readonly parent: Scope | null
  /** `inner`: the scope that holds nothing but a class expression's own name. */
  readonly kind: 'module' | 'namespace' | 'function' | 'block' | 'inner'
  /** A function (its parameters), or the block whose statements stand in the scope. */
  readonly node: Node
  /** What it declares; a set once somebody has asked. */
  names: string[] | Set<string> | undefined
}

export function openScope(parent: Scope | null, kind: Scope['kind'], node: Node): Scope {
  return { parent, kind, node, names: undefined }
}

export function declare(scope: Scope, name: string): void {
  if (scope.names === undefined) scope.names = [name]
  else if (Array.isArray(scope.names)) scope.names.push(name)
  else scope.names.add(name)
}

/** The scope that a `var` belongs to. */
export function varScope(scope: Scope): Scope {
  while (scope.kind === 'block' || scope.kind === 'inner') scope = scope.parent!
  return scope
}

export function declares(scope: Scope, name: string): boolean {
  if (scope.names === undefined) return false
  if (Array.isArray(scope.names)) scope.names = new Set(scope.names)
  return scope.names.has(name)
}

/** The scope that declares a name, seen from `scope`; null for imports and globals. */
export function resolve(scope: Scope, name: string): Scope | null {
  for (let at: Scope | null = scope; at; at = at.parent) if (declares(at, name)) return at
  return null
}

/** True if there can be bindings between `scope` and the module that a function may capture. */
export function isLocal(scope: Scope): boolean {
  for (let at: Scope | null = scope; at; at = at.parent) if (at.kind === 'function' || at.kind === 'block') return true
  return false
}
