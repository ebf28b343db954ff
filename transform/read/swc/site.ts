import type {
  DirectiveFact,
  FunctionFact,
  ParameterReferenceFact,
  ReferenceFact,
  ReturnFact,
  UseFact,
} from '../../facts.ts'
import type { Scope } from './scope.ts'
import type { Key, Signature } from './tree.ts'

/** A function of the module, or what counts as one: a static block, the initialiser of a class field. */
export interface Site {
  readonly parent: Site | null
  /** Null for what only counts as a function. */
  readonly fn: FunctionSite | null
  /** `this` and `arguments` are those of the function around it. */
  readonly arrow: boolean
  /** True if it, or a function around it, has references worth noting: an attempt at the directive, or the module has one. */
  readonly noted: boolean
  readonly uses: UseFact[]
  readonly references: { readonly name: string; readonly fact: ReferenceFact }[]
  readonly parameterReferences: ParameterReferenceFact[]
  /** What it declares, nested code included, and what it takes from outside: filled if its own prologue has an attempt at the directive. */
  readonly declares: Set<string>
  readonly takes: Set<string>
  readonly returns: ReturnFact[]
  /** What the body's block declares. */
  declared: ReadonlyMap<string, unknown>
  listed: boolean
  index: number
}

/** A function, and nothing that only counts as one. */
export type Listed = Site & { readonly fn: FunctionSite }

/** What the walk knows of a function besides its node. */
export interface FunctionSite {
  readonly node: Signature
  readonly shape: FunctionFact['shape']
  readonly owner: FunctionFact['owner']
  readonly name: string | null
  readonly named: FunctionFact['named']
  readonly path: readonly string[]
  readonly key: Key | null
  /** UTF-16. */
  readonly hoist: number | null
  readonly inBlock: boolean
  /** What it stands in. */
  readonly scope: Scope
  readonly decorated: boolean
  /** Where it begins, in UTF-16: after its decorators. */
  readonly start: number
  readonly directives: readonly DirectiveFact[]
  /** True if its own prologue has an attempt at the directive. */
  readonly attempting: boolean
  /** True if it is called where it stands. */
  readonly called: boolean
  /** True if its references are facts: its own prologue, or the module's, has an attempt at the directive. */
  readonly asked: boolean
}
