/**
 * Scopes and the names that they declare. SWC resolves names itself (`ctxt`), but takes a type parameter or an inner interface for the value of
 * the same name, the `let` of a `for (using …)` for one of the module, and a default value's name for a `var` of the body; so this is done by hand.
 *
 * Names are looked up when the whole module has been walked, and so every declaration is known.
 */
import type { BindingFact } from '../../facts.ts'
import type { Bytes } from './tree.ts'
import type { Site } from './site.ts'

export interface Scope {
  readonly parent: Scope | null
  /** The function that it lies in. */
  readonly site: Site | null
  /** True if its names live as long as the module and have one value at a time: they are never captured. */
  readonly permanent: boolean
  /** Where a `var` ends up: the scope of a function's body, a static block, a namespace, the module. */
  readonly hoists: boolean
  /** The parameters of a function that has its own `arguments`. */
  readonly ownsArguments: boolean
  readonly names: Map<string, Binding>
}

export interface Binding {
  readonly name: string
  readonly kind: BindingFact['kind'] | 'import' | 'member'
  readonly span: Bytes
  readonly scope: Scope
  /** Declared more than once. */
  repeated: boolean
  reassigned: boolean
  holds: BindingFact['holds']
  /** The function that it holds. */
  holder: Site | null
}

type Traits = Partial<Pick<Scope, 'permanent' | 'hoists' | 'ownsArguments'>>

export function openScope(
  parent: Scope | null,
  site: Site | null,
  { permanent = false, hoists = false, ownsArguments = false }: Traits = {},
): Scope {
  return { parent, site, permanent, hoists, ownsArguments, names: new Map() }
}

/** Declares a name; if the scope has it already, the first declaration stays. */
export function declare(scope: Scope, name: string, kind: Binding['kind'], span: Bytes): Binding {
  for (let at = scope.site; at?.noted; at = at.parent) if (at.fn?.attempting) at.declares.add(name)
  const home = homeOf(scope, name, kind)
  const known = home.names.get(name)
  if (known) {
    known.repeated = true
    return known
  }
  const binding: Binding = {
    name,
    kind,
    span,
    scope: home,
    repeated: false,
    reassigned: false,
    holds: 'other',
    holder: null,
  }
  home.names.set(name, binding)
  return binding
}

/** A value given to the binding by its declaration. That of a second one is an assignment. */
export function initialise(binding: Binding, holds: Binding['holds'], holder: Site | null): void {
  if (binding.repeated) binding.reassigned = true
  else {
    binding.holds = holds
    binding.holder = holder
  }
}

/** What a name means in a scope. `arguments` of a function are nobody's declaration, and outer ones are out of reach. */
export function lookup(scope: Scope, name: string): Binding | null {
  for (let at: Scope | null = scope; at; at = at.parent) {
    const binding = at.names.get(name)
    if (binding) return binding
    if (name === 'arguments' && at.ownsArguments) return null
  }
  return null
}

function homeOf(scope: Scope, name: string, kind: Binding['kind']): Scope {
  const home = kind === 'var' ? hoistScope(scope) : scope
  const { parent } = home
  const repeats =
    (kind === 'var' || kind === 'function') &&
    home.hoists &&
    parent?.names.get(name)?.kind === 'parameter' &&
    parent.site === home.site
  return repeats ? parent : home
}

/** Where a `var` of the scope is declared. */
export function hoistScope(scope: Scope): Scope {
  let home = scope
  while (!home.hoists && home.parent) home = home.parent
  return home
}
