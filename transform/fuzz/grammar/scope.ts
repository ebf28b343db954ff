/** Which names mean what, where a piece of a program stands. */
import type { Grammar } from './grammar.ts'

export type DataType = 'number' | 'text' | 'list' | 'record'
export const dataTypes: readonly DataType[] = ['number', 'text', 'list', 'record']

export interface Parameter {
  readonly type: DataType
  readonly optional: boolean
  readonly rest: boolean
}

export interface Callable {
  readonly parameters: readonly Parameter[]
  /** `data`: a list of anything. */
  readonly returns: DataType | 'data'
  readonly async: boolean
  readonly cached: boolean
  /** How many calls one call makes at most, itself included. */
  readonly cost: number
}

export interface Variable {
  readonly name: string
  /** Null for functions, and for what only has functions as members. */
  readonly type: DataType | 'error' | null
  readonly assignable: boolean
  /** What can be called of it: itself (`''`) or members (`.find`). */
  readonly calls: readonly { readonly path: string; readonly callable: Callable }[]
  /** A cached function may capture it. */
  readonly capturable: boolean
  /** The module's own, and not the same at all times: no cached function may depend on it. */
  readonly changes?: boolean
}

/** The body of one function, or of the module. */
export interface Body {
  readonly parent: Body | null
  readonly cached: boolean
  /** It collects what it sees in `out`. */
  readonly observes: boolean
  /** How many calls it may make, and how many it makes. */
  limit: number
  cost: number
}

export interface Scope {
  readonly kind: 'module' | 'parameters' | 'block' | 'cases'
  readonly parent: Scope | null
  readonly body: Body
  readonly variables: Map<string, Variable>
  /** Names of outer scopes that were used in this one: declaring them here would change what was meant. */
  readonly used: Set<string>
  /** Type names. */
  readonly types: Set<string>
  /** Declared, but not to be read by what is being written now. */
  hidden: ReadonlySet<Variable>
}

/** Where an expression or a statement stands. */
export interface Place {
  readonly scope: Scope
  /** `await` is possible. */
  readonly awaits: boolean
  /** How often it runs at most. */
  readonly weight: number
  /** Nothing that the place writes may wait for or change anything: other calls are on their way. */
  readonly quiet: boolean
  /** May contain anything, as long as it parses. */
  readonly wild: boolean
  readonly jsx: boolean
  readonly grammar: Grammar
}

export function openScope(kind: Scope['kind'], parent: Scope | null, body: Body): Scope {
  return { kind, parent, body, variables: new Map(), used: new Set(), types: new Set(), hidden: new Set() }
}

/** The same place, in a block of its own. */
export function inBlock(place: Place, times = 1): Place {
  const { scope } = place
  return { ...place, scope: openScope('block', scope, scope.body), weight: place.weight * times }
}

export function declare(scope: Scope, variable: Variable): Variable {
  scope.variables.set(variable.name, variable)
  return variable
}

/** In the outermost block of the function, and known to all blocks between. */
export function declareVar(scope: Scope, variable: Variable): Variable {
  for (const each of blocksOfBody(scope)) declare(each, variable)
  return variable
}

export function canDeclare(scope: Scope, name: string): boolean {
  if (scope.variables.has(name) || scope.used.has(name)) return false
  return scope.parent?.kind !== 'parameters' || !scope.parent.variables.has(name)
}

export function canDeclareVar(scope: Scope, name: string): boolean {
  return blocksOfBody(scope).every((block) => canDeclare(block, name))
}

function blocksOfBody(scope: Scope): Scope[] {
  const blocks = [scope]
  for (
    let { parent } = scope;
    parent !== null && parent.body === scope.body && parent.kind !== 'parameters';
    { parent } = parent
  ) {
    blocks.push(parent)
  }
  return blocks
}

/** What a place may read or call: in a cached function, of the functions around it only what can be part of a key. */
export function readable({ scope, wild }: Place): Variable[] {
  const found = new Map<string, Variable | null>()
  let isCaptured = false
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    for (const variable of at.variables.values()) {
      if (found.has(variable.name)) continue
      const isAllowed = wild || ((!isCaptured || mayCapture(at, variable)) && !at.hidden.has(variable))
      found.set(variable.name, isAllowed ? variable : null)
    }
    if (at.body.cached && at.parent?.body !== at.body) isCaptured = true
  }
  return [...found.values()].filter((variable) => variable !== null)
}

function mayCapture({ kind }: Scope, { capturable, changes }: Variable): boolean {
  return kind === 'module' ? changes !== true : capturable
}

/**
 * What a place may assign to: variables of the functions around it, but for those that a cached function would write
 * to, and none of the module.
 */
export function assignable(place: Place): Variable[] {
  const isOutside = (variable: Variable): boolean => {
    for (let at: Scope | null = place.scope; at !== null; at = at.parent) {
      if (at.variables.get(variable.name) === variable) return at.kind === 'module'
      if (at.body.cached && at.parent?.body !== at.body) return true
    }
    return true
  }
  return readable(place).filter((variable) => variable.assignable && (place.wild || !isOutside(variable)))
}

/** Notes that the name means this variable here, and gives it. */
export function use({ scope }: Place, { name }: Variable): string {
  for (let at: Scope | null = scope; at !== null && !at.variables.has(name); at = at.parent) at.used.add(name)
  return name
}

export function means(scope: Scope, variable: Variable): boolean {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    const found = at.variables.get(variable.name)
    if (found !== undefined) return found === variable
  }
  return false
}

/** A name that is taken, but of no use to anybody. */
export function nobody(name: string): Variable {
  return { name, type: null, assignable: false, calls: [], capturable: false }
}
