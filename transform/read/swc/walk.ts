import type { StrayFact, UseFact } from '../../facts.ts'
import type { Scope } from './scope.ts'
import type { Site } from './site.ts'
import type { Text } from './string.ts'
import { wordAt } from '../tokens.ts'
import type { Bytes, Call, ClassNode, Declaration, FunctionExpression, Identifier, Item, Node, With } from './tree.ts'

/** A walk over SWC's tree: where it is, and what it has noted. */
export interface Walk extends Text {
  readonly notes: Notes
  /** The statements of the module, its directives left out. */
  readonly items: readonly Item[]
  /** The module's own scope. */
  readonly top: Scope
  /** True when the module's prologue has an attempt at the directive: then all functions' references are noted. */
  readonly noteAll: boolean
  /** The local names of imports whose calls are facts. */
  readonly watched: ReadonlySet<string>
  scope: Scope
  site: Site | null
  path: readonly string[]
  visit(node: Node | null | undefined): void
  /** Visits an expression that stands in a place. */
  visitIn(place: Place, node: Node): void
  /** Visits the statements of one block. `hoist`: where its function declarations are hoisted to (UTF-16); null if that is nowhere. */
  visitAll(items: readonly Item[], hoist: number | null): void
}

/** What the place of a value does to it: names it if it is a function, and adds to the path of what is inside. */
export interface Place {
  readonly name: string | null
  readonly named: 'place' | 'none'
  readonly label: string | null
}

export const nowhere: Place = { name: '', named: 'none', label: null }
/** A computed key names a function, nobody knows how. */
export const computedPlace: Place = { name: null, named: 'place', label: null }

export function placeNamed(name: string): Place {
  return { name, named: 'place', label: name }
}

export interface Notes {
  esm: boolean
  readonly strays: StrayFact[]
  readonly functions: Site[]
  readonly siteOf: Map<object, Site>
  readonly references: Reference[]
  readonly calls: CallNote[]
  /** Calls of a name `eval`, and `with` statements, with the scope that they stand in or open. */
  readonly evals: { readonly node: Call | With; readonly scope: Scope; readonly site: Site | null }[]
  /** Functions that are called where they stand. */
  readonly called: Set<object>
  /** What functions return that have an attempt at the directive, or are called where they stand. */
  readonly returns: { readonly span: Bytes; readonly value: Node | null; readonly site: Site }[]
  /** Declarations that reach the module's scope. */
  readonly declarations: (Declaration | ClassNode | FunctionExpression)[]
  /** Names that are assigned to. `value`: what they are given; null for parts of a value. */
  readonly assignments: { readonly target: Identifier; readonly scope: Scope; readonly value: Node | null }[]
}

export interface Reference {
  readonly name: string
  readonly span: Bytes
  readonly path: readonly string[]
  readonly access: 'read' | 'write'
  readonly shorthand: boolean
  readonly scope: Scope
  readonly site: Site | null
}

export interface CallNote {
  readonly call: Call
  readonly callee: Node
  readonly root: string
  readonly path: readonly string[]
  readonly scope: Scope
  readonly site: Site | null
}

/** Does something in another scope, function or path, and comes back. */
export function within(
  walk: Walk,
  { scope = walk.scope, site = walk.site, path = walk.path }: Partial<Pick<Walk, 'scope' | 'site' | 'path'>>,
  action: () => void,
): void {
  const before = { scope: walk.scope, site: walk.site, path: walk.path }
  walk.scope = scope
  walk.site = site
  walk.path = path
  action()
  Object.assign(walk, before)
}

export function deeper(path: readonly string[], label: string | null): readonly string[] {
  return label === null ? path : [...path, label]
}

/** Notes a name where it is used as a value. Reads matter only in functions that may be cached. */
export function refer(
  walk: Walk,
  name: Identifier,
  { path = [], access = 'read', shorthand = false }: Partial<Pick<Reference, 'path' | 'access' | 'shorthand'>> = {},
): void {
  const { scope, site } = walk
  if (name.value === 'this') return use(site, { what: 'this', span: walk.offsets.span(name.span) }) // SWC has identifiers for it in decorators and in JSX
  if (access === 'read' && !site?.noted && name.value !== 'arguments') return
  walk.notes.references.push({ name: name.value, span: nameSpan(walk, name), path, access, shorthand, scope, site })
}

/** Notes what the function around it returns, if that matters. */
export function noteReturn({ site, notes }: Walk, span: Bytes, value: Node | null): void {
  if (site?.fn?.attempting || site?.fn?.called) notes.returns.push({ span, value, site })
}

/** Notes `this`, `super`, `new.target` or `arguments` for the function that they belong to, and the arrows between. */
export function use(site: Site | null, fact: UseFact): void {
  for (let at = site; at; at = at.parent) {
    at.uses.push(fact)
    if (!at.arrow) return
  }
}

/** The identifier alone: SWC's span may include its `?` and type. */
export function nameSpan({ text, offsets }: Text, { span, value, optional, typeAnnotation }: Identifier): Bytes {
  if (!optional && !typeAnnotation) return span
  const start = offsets.at(span.start)
  const end = text.startsWith(value, start) ? start + value.length : wordAt(text, start).end
  return { start: span.start, end: span.start + Buffer.byteLength(text.slice(start, end)) }
}
